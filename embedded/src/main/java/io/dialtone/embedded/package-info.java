/**
 * NATS servers inside a Java program: {@link io.dialtone.embedded.Dialtone} starts one,
 * {@link io.dialtone.embedded.ServerBuilder} makes one to measure, {@link io.dialtone.embedded.EmbeddedServer} is one. Any number
 * may run side by side; they share nothing. Everything public here is the public API of the library.
 */
@NullMarked
package io.dialtone.embedded;

import org.jspecify.annotations.NullMarked;
