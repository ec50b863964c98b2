package io.dialtone.streams;

import java.nio.ByteBuffer;

/**
 * The client of a connection without a socket, as its stream sees it: bytes of the protocol both ways, in memory. All that is asked
 * of it is asked on the connection's loop, so it must not wait for anybody.
 */
public interface InProcessPeer {
    /** By what the peer wakes its stream. Any thread; a ring too many does no harm. */
    interface Bell {
        /** There is something to read, or the peer has said its last. */
        void readable();

        /** It takes more than at the last {@code write}. */
        void writable();
    }

    /** Its stream has begun. Called once, before anything else is asked. */
    void attached(Bell bell);

    /**
     * Moves what it has to say into the buffer, as much as fits.
     *
     * @return how many bytes; 0 for nothing now, whereupon it rings when there is; -1 when it has said its last
     */
    int read(ByteBuffer into);

    /**
     * Takes bytes of the server, which are valid during the call only.
     *
     * @return how many it took; when that is less than {@code count}, it rings when it takes more
     */
    int write(byte[] source, int from, int count);

    /**
     * The same for bytes that stand in a buffer, whose position and limit mean nothing.
     *
     * @see #write(byte[], int, int)
     */
    int write(ByteBuffer source, int from, int count);

    /**
     * The connection is over, or never began. Called once; nothing is asked any more.
     *
     * @param reason why, as far as the stream knows; empty where it does not
     */
    void ended(String reason);
}
