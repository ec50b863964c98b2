package io.dialtone.streams.ws;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Finds frames in what is read, however that was cut. {@link #next} says what there is to do about the bytes in front:
 *
 * <pre>
 *   NEED_MORE      all is used up
 *   PAYLOAD        {@link #run} bytes of the message follow: {@link #copy} or {@link #unmask} them
 *   MESSAGE_END    the last frame of a compressed message is done
 *   CONTROL        a whole control frame is there, see {@link #controlOpcode} and {@link #control}
 *   FAILED         the peer broke the protocol, see {@link #failure}
 * </pre>
 *
 * <p>Allocates nothing for messages. Not for several threads.
 */
public final class FrameDecoder {
    /** What comes next. */
    public enum Event {
        NEED_MORE,
        PAYLOAD,
        MESSAGE_END,
        CONTROL,
        FAILED
    }

    private static final int SHORTEST = 2;

    private final boolean masked;
    private final boolean compression;
    private final byte[] header = new byte[FrameHeader.MOST];
    private final byte[] control = new byte[FrameHeader.MOST_CONTROL];
    private int have;
    private int needed = SHORTEST;
    /** Whether the header of the frame is read. */
    private boolean inFrame;

    private boolean inControl;
    private int controlLength;
    private long remaining;
    private int key;
    private int phase;
    /** Whether the frame is the last of its message; true between messages. */
    private boolean lastFrame = true;

    private boolean compressed;
    private boolean endDue;
    private @Nullable String failure;

    /**
     * @param masked whether the peer must mask
     * @param compression whether permessage-deflate was agreed on
     */
    public FrameDecoder(boolean masked, boolean compression) {
        this.masked = masked;
        this.compression = compression;
    }

    /** Looks at what is in front; headers and control frames it takes by itself. */
    public Event next(ByteBuffer in) {
        while (failure == null) {
            if (endDue) {
                endDue = false;
                compressed = false;
                return Event.MESSAGE_END;
            }
            if (inFrame && remaining == 0) {
                endFrame();
            } else if (inFrame) {
                return in.hasRemaining() ? Event.PAYLOAD : Event.NEED_MORE;
            } else if (inControl) {
                return takeControl(in) ? Event.CONTROL : Event.NEED_MORE;
            } else if (!takeHeader(in)) {
                return failure == null ? Event.NEED_MORE : Event.FAILED;
            }
        }
        return Event.FAILED;
    }

    private void endFrame() {
        inFrame = false;
        endDue = lastFrame && compressed;
    }

    // ---- headers

    /** Takes what there is of a header; returns whether that completed it. */
    private boolean takeHeader(ByteBuffer in) {
        while (have < needed) {
            if (!in.hasRemaining()) {
                return false;
            }
            header[have++] = in.get();
            if (have == 1 && !isFirstGood() || have == SHORTEST && !isSecondGood()) {
                return false;
            }
        }
        have = 0;
        needed = SHORTEST;
        return begin();
    }

    private boolean isFirstGood() {
        int first = header[0] & 0xFF;
        if ((first & FrameHeader.RESERVED) != 0) {
            return fail("RSV2 and RSV3 must be clear");
        }
        if ((first & FrameHeader.COMPRESSED) != 0 && !compression) {
            return fail("compressed frame received without negotiated permessage-deflate");
        }
        return true;
    }

    private boolean isSecondGood() {
        int first = header[0] & 0xFF;
        int length = header[1] & 0x7F;
        if (masked && (header[1] & FrameHeader.MASKED) == 0) {
            return fail("mask bit missing");
        }
        boolean good = FrameHeader.isControl(first & FrameHeader.OPCODE)
                ? isControlGood(first, length)
                : isDataGood(first & FrameHeader.OPCODE, (first & FrameHeader.COMPRESSED) != 0);
        needed = SHORTEST
                + (length == FrameHeader.LENGTH_16 ? Short.BYTES : length == FrameHeader.LENGTH_64 ? Long.BYTES : 0)
                + (masked ? Integer.BYTES : 0);
        return good;
    }

    private boolean isControlGood(int first, int length) {
        if ((first & FrameHeader.OPCODE) > FrameHeader.PONG) {
            return unknown(first);
        }
        if (length > FrameHeader.MOST_CONTROL) {
            return fail("control frame length bigger than maximum allowed of " + FrameHeader.MOST_CONTROL + " bytes");
        }
        if ((first & FrameHeader.FINAL) == 0) {
            return fail("control frame does not have final bit set");
        }
        return (first & FrameHeader.COMPRESSED) == 0 || fail("control frame must not be compressed");
    }

    private boolean isDataGood(int opcode, boolean deflated) {
        if (opcode == FrameHeader.CONTINUATION) {
            return !lastFrame && !deflated || fail("invalid continuation frame");
        }
        if (opcode > FrameHeader.BINARY) {
            return unknown(opcode);
        }
        return lastFrame || fail("new message started before final frame for previous message was received");
    }

    private boolean unknown(int first) {
        return fail("unknown opcode " + (first & FrameHeader.OPCODE));
    }

    /** The header is whole. */
    private boolean begin() {
        int first = header[0] & 0xFF;
        int opcode = first & FrameHeader.OPCODE;
        int at = SHORTEST;
        long length = header[1] & 0x7F;
        if (length == FrameHeader.LENGTH_16) {
            length = number(at, Short.BYTES);
            at += Short.BYTES;
        } else if (length == FrameHeader.LENGTH_64) {
            length = number(at, Long.BYTES);
            at += Long.BYTES;
        }
        if (length < 0) {
            return fail("invalid 64-bit payload length");
        }
        key = masked ? (int) number(at, Integer.BYTES) : 0;
        phase = 0;
        remaining = length;
        if (FrameHeader.isControl(opcode)) {
            inControl = true;
            controlLength = 0;
            return true;
        }
        inFrame = true;
        lastFrame = (first & FrameHeader.FINAL) != 0;
        if (opcode != FrameHeader.CONTINUATION) {
            compressed = (first & FrameHeader.COMPRESSED) != 0;
        }
        return true;
    }

    private long number(int at, int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << Byte.SIZE | header[at + i] & 0xFF;
        }
        return value;
    }

    private boolean fail(String why) {
        failure = why;
        return false;
    }

    // ---- payloads

    /** How many bytes of the input, from its position on, are payload of the message. */
    public int run(ByteBuffer in) {
        return (int) Math.min(remaining, in.remaining());
    }

    /** Whether the message is compressed. */
    public boolean isCompressed() {
        return compressed;
    }

    /** Puts the first {@code count} bytes of the {@link #run} into {@code to}, unmasked; moves both positions. */
    public void copy(ByteBuffer in, ByteBuffer to, int count) {
        Masking.copy(in, to, count, key, phase);
        passed(count);
    }

    /** Unmasks the first {@code count} bytes of the {@link #run} where they are, and passes over them. */
    public void unmask(ByteBuffer in, int count) {
        Masking.apply(in, count, key, phase);
        in.position(in.position() + count);
        passed(count);
    }

    private void passed(int count) {
        remaining -= count;
        phase = phase + count & 3;
    }

    // ---- control frames

    private boolean takeControl(ByteBuffer in) {
        int n = run(in);
        copy(in, ByteBuffer.wrap(control, controlLength, n), n);
        controlLength += n;
        inControl = remaining > 0;
        return !inControl;
    }

    /** {@link FrameHeader#CLOSE}, {@link FrameHeader#PING} or {@link FrameHeader#PONG}. */
    public int controlOpcode() {
        return header[0] & FrameHeader.OPCODE;
    }

    /** What the control frame carries. */
    public byte[] control() {
        byte[] copy = new byte[controlLength];
        System.arraycopy(control, 0, copy, 0, controlLength);
        return copy;
    }

    /** What the peer did wrong, in nats-server's words. */
    public String failure() {
        return failure == null ? "" : failure;
    }
}
