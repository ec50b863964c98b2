package io.dialtone.streams.ws;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the last frame of a side carries: a status and a reason (RFC 6455, 7.4). */
public final class CloseFrame {
    public static final int NORMAL = 1000;
    public static final int GOING_AWAY = 1001;
    public static final int PROTOCOL_ERROR = 1002;
    public static final int INVALID_PAYLOAD = 1007;
    public static final int POLICY = 1008;
    public static final int TOO_BIG = 1009;
    public static final int INTERNAL = 1011;
    public static final int TLS = 1015;

    private static final int STATUS = Short.BYTES;
    private static final String CUT = "...";
    private static final byte[] NOTHING = {};

    /**
     * What becomes of a close frame that has come.
     *
     * @param answer what the answer carries; null when there is none, as the frame is wrong
     * @param failure what is wrong with it, null for nothing
     */
    public record Answer(byte @Nullable [] answer, @Nullable String failure) {}

    private CloseFrame() {}

    /** The payload for a status; a long reason is cut. */
    public static byte[] payload(int status, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        if (text.length > FrameHeader.MOST_CONTROL - STATUS) {
            byte[] cut = Arrays.copyOf(text, FrameHeader.MOST_CONTROL - STATUS);
            byte[] dots = CUT.getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(dots, 0, cut, cut.length - dots.length, dots.length);
            text = cut;
        }
        byte[] payload = new byte[STATUS + text.length];
        payload[0] = (byte) (status >>> Byte.SIZE);
        payload[1] = (byte) status;
        System.arraycopy(text, 0, payload, STATUS, text.length);
        return payload;
    }

    /** Looks at what the peer's close frame carries. */
    public static Answer answer(byte[] payload) {
        if (payload.length == 0) {
            return new Answer(NOTHING, null);
        }
        if (payload.length < STATUS) {
            return new Answer(null, "close frame payload cannot be 1 byte");
        }
        int status = (payload[0] & 0xFF) << Byte.SIZE | payload[1] & 0xFF;
        if (!isValid(status)) {
            return new Answer(null, "invalid close status code " + status);
        }
        return isUtf8(payload)
                ? new Answer(payload, null)
                : new Answer(payload(INVALID_PAYLOAD, "invalid utf8 body in close frame"), null);
    }

    private static boolean isValid(int status) {
        boolean reserved = status == 1004 || status == 1005 || status == 1006 || status >= TLS && status < 3000;
        return status >= NORMAL && status < 5000 && !reserved;
    }

    private static boolean isUtf8(byte[] payload) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload, STATUS, payload.length - STATUS));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
