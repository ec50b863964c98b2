/**
 * In the place of {@code io.nats:jnats-server-runner}: the same names, so that a test suite that was written for it starts its servers
 * in its own JVM and needs no executable. A suite has one of the two on its class path.
 */
@NullMarked
package io.nats;

import org.jspecify.annotations.NullMarked;
