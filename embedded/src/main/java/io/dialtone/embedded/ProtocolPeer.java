package io.dialtone.embedded;

import java.nio.ByteBuffer;

/**
 * A client without a socket that speaks the protocol itself: its bytes both ways, in memory. For those who have a client of their own;
 * {@link io.dialtone.embedded.streams.InProcessConnection} is one that is made already.
 *
 * <p>All that is asked of it is asked on a thread of the server which serves others, too, so it must not wait for anybody.
 */
public interface ProtocolPeer {
    /** By what the peer wakes the server. Any thread; a ring too many does no harm. */
    interface Bell {
        /** There is something to read, or the peer has said its last. */
        void readable();

        /** It takes more than at the last {@code write}. */
        void writable();
    }

    /** The connection has begun. Called once, before anything else is asked. */
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
     * @return how many it took; when that is less than {@code count}, it rings when it takes more. One that takes nothing for as long
     *     as the server's {@code write_deadline} is a slow consumer
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
     * @param reason why, as far as it is known; otherwise empty
     */
    void ended(String reason);
}
