package io.dialtone.actors.system;

/**
 * An answer as it is sent.
 *
 * @param headers a whole block, empty for none
 */
record SystemReply(byte[] headers, byte[] body) {
    private static final byte[] NO_HEADERS = {};

    static SystemReply plain(byte[] body) {
        return new SystemReply(NO_HEADERS, body);
    }
}
