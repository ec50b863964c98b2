package io.dialtone.streams;

import io.dialtone.streams.OperationReader.Op;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What has come of an operation when a read ends in the middle of it: its bytes from the beginning or, once the line of a
 * large publish is known, its payload in an array of its own. Takes no more memory than bytes came.
 */
final class UnfinishedOperation {
    private static final int FIRST_OF_PAYLOAD = 16 * 1024;
    private static final int KEPT = 1024;

    private byte[] bytes = FoundOperation.NONE;
    private int length;
    private int lineEnd;
    private byte[] payload = FoundOperation.NONE;
    private int filled;
    private int total;
    /** PUB or HPUB, once its line is there and the payload is not. */
    private Op begun = Op.PUB;

    /** Bytes of memory it keeps between two reads. */
    int keptBytes() {
        return bytes.length + payload.length;
    }

    boolean isEmpty() {
        return length == 0 && total == 0;
    }

    /** All of it is over or given up. */
    void clear() {
        length = 0;
        lineEnd = 0;
        total = 0;
    }

    // ---- line and small payload

    /** Its bytes; {@link #length} of them count, and a word may be read behind those. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void append(byte[] from, int at, int n) {
        if (length + n + LoopMemory.SLACK > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(128, (length + n) * 3 / 2) + LoopMemory.SLACK);
        }
        System.arraycopy(from, at, bytes, length, n);
        length += n;
    }

    /** Forgets what is behind. */
    void shorten(int newLength) {
        length = newLength;
    }

    /** Length of the line with its LF, 0 as long as that is missing. */
    int lineEnd() {
        return lineEnd;
    }

    /** The line of a publish is whole; the payload follows. */
    void begin(Op op, int newLineEnd) {
        begun = op;
        lineEnd = newLineEnd;
    }

    Op begun() {
        return begun;
    }

    /** The bytes are used up; the operation just found still points into them. */
    void endOfBytes() {
        length = 0;
        lineEnd = 0;
        if (bytes.length > KEPT) {
            bytes = FoundOperation.NONE;
        }
    }

    // ---- large payload

    /** A payload of that many bytes, CR LF included, is gathered from here on. */
    void beginPayload(Op op, int newTotal) {
        begun = op;
        total = newTotal;
        filled = 0;
        payload = new byte[Math.min(newTotal, FIRST_OF_PAYLOAD)];
    }

    boolean isPayload() {
        return total > 0;
    }

    /** Takes what there is for it in {@code source[from, limit)}; returns how many bytes that were. */
    int takePayload(ByteBuffer source, int from, int limit) {
        int n = Math.min(total - filled, limit - from);
        if (filled + n > payload.length) {
            // Grown as the bytes come, so that an announced size alone takes no memory.
            payload = Arrays.copyOf(payload, Math.min(total, Math.max(payload.length * 4, filled + n)));
        }
        source.get(from, payload, filled, n);
        filled += n;
        return n;
    }

    boolean isPayloadWhole() {
        return filled == total;
    }

    /** The whole payload, which is no longer kept here. */
    byte[] endOfPayload() {
        byte[] whole = payload;
        payload = FoundOperation.NONE;
        total = 0;
        return whole;
    }
}
