/**
 * The figures of a server in Micrometer's registries, for programs that have {@code io.micrometer:micrometer-core} on their
 * class path; without it nothing here is to be touched.
 */
@NullMarked
package io.dialtone.embedded.micrometer;

import org.jspecify.annotations.NullMarked;
