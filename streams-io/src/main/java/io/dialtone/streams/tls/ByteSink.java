package io.dialtone.streams.tls;

import java.nio.ByteBuffer;

/** Memory that is asked for as it is needed, and told how much of it was used. */
public interface ByteSink {
    /** A buffer with room for at least that many bytes from its position on; valid until the next call. */
    ByteBuffer room(int atLeast);

    /** That many bytes were put into the buffer last given out. */
    void filled(int bytes);
}
