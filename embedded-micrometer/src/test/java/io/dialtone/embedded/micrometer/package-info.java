@org.jspecify.annotations.NullMarked
package io.dialtone.embedded.micrometer;
