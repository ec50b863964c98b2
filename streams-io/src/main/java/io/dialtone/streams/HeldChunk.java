package io.dialtone.streams;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What was read and is not used up. */
final class HeldChunk {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private @Nullable Chunk chunk;
    private ByteBuffer rest = NOTHING;

    void set(Chunk fresh) {
        chunk = fresh;
        rest = fresh.buffer().duplicate().position(0).limit(fresh.length());
    }

    boolean isEmpty() {
        return chunk == null;
    }

    /** The bytes that are left; whoever uses some moves its position. */
    ByteBuffer rest() {
        return rest;
    }

    /** The bytes that are left of the first line, its end included; all of them where no line ends in them. */
    ByteBuffer takeLine() {
        ByteBuffer line = rest.duplicate();
        for (int i = rest.position(); i < rest.limit(); i++) {
            if (rest.get(i) == '\n') {
                line.limit(i + 1);
                break;
            }
        }
        rest.position(line.limit());
        return line;
    }

    /** Gives up the whole chunk to somebody else, who owns it then. */
    void forget() {
        chunk = null;
        rest = NOTHING;
    }

    void release() {
        Chunk used = chunk;
        forget();
        if (used != null) {
            used.release();
        }
    }
}
