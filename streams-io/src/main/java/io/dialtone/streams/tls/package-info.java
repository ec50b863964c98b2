/**
 * TLS without a transport: configuration to JSSE contexts, an engine pump that turns ciphertext into plain bytes and back,
 * what a peer's certificate says about it, and the decision how a connection begins. Plain Java; the stages that put it
 * between a socket and the protocol are in {@code io.dialtone.streams}.
 */
@NullMarked
package io.dialtone.streams.tls;

import org.jspecify.annotations.NullMarked;
