package io.dialtone.embedded.streams;

import akka.util.ByteString;

/** Payloads that nobody else holds. */
final class Payloads {
    private Payloads() {}

    /** The bytes behind the headers, which are the caller's to give away. */
    static ByteString of(byte[] bytes, int headerSize) {
        return headerSize == 0
                ? ByteString.fromArrayUnsafe(bytes)
                : ByteString.fromArrayUnsafe(bytes, headerSize, bytes.length - headerSize);
    }
}
