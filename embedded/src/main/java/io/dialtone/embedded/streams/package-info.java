/**
 * Connections without a socket for Akka applications in the JVM of an embedded server:
 * {@link io.dialtone.embedded.streams.InProcessConnection} makes sources of subscriptions, sinks of subjects, flows of requests, and
 * responders of functions and typed actors. To the server they are connections like any other; the streams run in the actor system of
 * the application. Everything public here is the public API of the library.
 */
@NullMarked
package io.dialtone.embedded.streams;

import org.jspecify.annotations.NullMarked;
