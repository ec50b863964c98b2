/** What the tools need from servers: a small NATS client that asks and collects answers, and the HTTP endpoint of an account server. */
@NullMarked
package io.dialtone.app.nsc.remote;

import org.jspecify.annotations.NullMarked;
