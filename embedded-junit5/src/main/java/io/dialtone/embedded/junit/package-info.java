/**
 * NATS servers for JUnit 5 tests, in the JVM of the tests: {@link io.dialtone.embedded.junit.NatsServerTest} on a class, or
 * {@link io.dialtone.embedded.junit.NatsServerExtension} in a field where something needs the address before the tests do.
 */
@NullMarked
package io.dialtone.embedded.junit;

import org.jspecify.annotations.NullMarked;
