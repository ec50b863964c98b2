/**
 * WebSocket (RFC 6455, RFC 7692) without a transport: the upgrade of either side as text, frames as bytes. Nothing here knows of
 * streams, sockets or clocks.
 */
@NullMarked
package io.dialtone.streams.ws;

import org.jspecify.annotations.NullMarked;
