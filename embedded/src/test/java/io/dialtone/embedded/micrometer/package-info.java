/** Meters as a registry shows them. */
@NullMarked
package io.dialtone.embedded.micrometer;

import org.jspecify.annotations.NullMarked;
