package io.dialtone.streams;

import io.dialtone.streams.ws.WebSocketTerms;

/**
 * The frames of one connection.
 *
 * @param terms what was agreed on
 * @param early bytes of frames that were read with the upgrade
 */
public record WebSocket(WebSocketTerms terms, byte[] early) {}
