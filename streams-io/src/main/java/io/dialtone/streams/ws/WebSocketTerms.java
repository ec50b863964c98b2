package io.dialtone.streams.ws;

/**
 * What two sides have agreed on, as one of them sees it.
 *
 * @param compression permessage-deflate, each message by itself
 * @param readsMasked whether the other side masks
 * @param writesMasked whether this side does
 * @param mostPerFrame bytes of payload in one frame that is not compressed, 0 for no limit
 * @param mostPerCompressedFrame the same for one that is
 */
public record WebSocketTerms(
        boolean compression, boolean readsMasked, boolean writesMasked, int mostPerFrame, int mostPerCompressedFrame) {}
