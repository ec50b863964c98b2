/** Micrometer meters of servers inside a Java program: {@link io.dialtone.embedded.micrometer.DialtoneMetrics}. */
@NullMarked
package io.dialtone.embedded.micrometer;

import org.jspecify.annotations.NullMarked;
