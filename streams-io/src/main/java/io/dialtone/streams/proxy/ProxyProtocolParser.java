package io.dialtone.streams.proxy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads the PROXY header of a connection as its bytes come, however they are split. It takes exactly the bytes of the
 * header; what follows stays in the buffer. Version 1 is a line of text, version 2 has a signature of twelve bytes.
 *
 * <p>Both are told from anything else by their first six bytes: shorter beginnings wait for more.
 */
public final class ProxyProtocolParser {
    /** What is known after some bytes. */
    public sealed interface Result {
        /** Not enough to say. */
        record NeedMore() implements Result {}

        /** It is no PROXY header; {@code replay} is what was taken from the buffers. */
        record NotProxy(byte[] replay) implements Result {}

        /** A header. */
        record Found(ProxyHeader header) implements Result {}

        /** It began as one and went wrong; the text is nats-server's, for the log. */
        record Malformed(String text) implements Result {}
    }

    private static final byte[] V1_PREFIX = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] V2_SIGNATURE = {13, 10, 13, 10, 0, 13, 10, 81, 85, 73, 84, 10};
    private static final int TELLING = 6;
    private static final int V1_LONGEST = 107;
    private static final int V2_FIXED = 16;
    private static final Result NEED_MORE = new Result.NeedMore();

    private enum State {
        UNKNOWN,
        V1,
        V2_SIGNATURE,
        V2_FIXED,
        V2_ADDRESSES
    }

    private State state = State.UNKNOWN;
    private byte[] taken = new byte[V1_LONGEST];
    private int count;
    private int wanted = TELLING;

    /** Takes what it can use. Not to be called again after any answer but {@link Result.NeedMore}. */
    public Result feed(ByteBuffer in) {
        Result result = NEED_MORE;
        while (result == NEED_MORE && in.hasRemaining()) {
            if (state == State.V1) {
                result = readLine(in);
            } else {
                take(in);
                if (count == wanted) {
                    result = onWanted();
                }
            }
        }
        return result;
    }

    private void take(ByteBuffer in) {
        int n = Math.min(wanted - count, in.remaining());
        in.get(taken, count, n);
        count += n;
    }

    private Result onWanted() {
        return switch (state) {
            case UNKNOWN -> recognize();
            case V2_SIGNATURE -> checkSignature();
            case V2_FIXED -> readFixed();
            case V2_ADDRESSES, V1 -> new Result.Found(VersionTwo.header(taken));
        };
    }

    private Result checkSignature() {
        if (!Arrays.equals(taken, 0, V2_SIGNATURE.length, V2_SIGNATURE, 0, V2_SIGNATURE.length)) {
            return new Result.Malformed("invalid PROXY protocol header: invalid signature");
        }
        state = State.V2_FIXED;
        wanted = V2_FIXED;
        return NEED_MORE;
    }

    private Result recognize() {
        if (Arrays.equals(taken, 0, TELLING, V1_PREFIX, 0, TELLING)) {
            state = State.V1;
            return NEED_MORE;
        }
        if (Arrays.equals(taken, 0, TELLING, V2_SIGNATURE, 0, TELLING)) {
            state = State.V2_SIGNATURE;
            wanted = V2_SIGNATURE.length;
            return NEED_MORE;
        }
        return new Result.NotProxy(Arrays.copyOf(taken, count));
    }

    private Result readFixed() {
        String error = VersionTwo.problem(taken);
        if (error != null) {
            return new Result.Malformed(error);
        }
        int more = VersionTwo.addressBytes(taken);
        if (more == 0) {
            return new Result.Found(VersionTwo.header(taken));
        }
        state = State.V2_ADDRESSES;
        wanted = V2_FIXED + more;
        taken = Arrays.copyOf(taken, Math.max(taken.length, wanted));
        return NEED_MORE;
    }

    private Result readLine(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte b = in.get();
            taken[count++] = b;
            if (b == '\n' && count > V1_PREFIX.length + 1 && taken[count - 2] == '\r') {
                int length = count - 2 - V1_PREFIX.length;
                return VersionOne.parse(new String(taken, V1_PREFIX.length, length, StandardCharsets.ISO_8859_1));
            }
            if (count == V1_LONGEST) {
                return new Result.Malformed("invalid PROXY protocol header: v1 line too long");
            }
        }
        return NEED_MORE;
    }

    /**
     * The text for the log when no more came than was fed.
     *
     * @param cause what happened instead, such as {@code EOF} or {@code i/o timeout}
     */
    public String interrupted(String cause) {
        String what = switch (state) {
            case UNKNOWN -> "protocol version";
            case V1 -> "v1 line";
            case V2_SIGNATURE -> "v2 signature";
            case V2_FIXED -> "v2 header";
            case V2_ADDRESSES -> VersionTwo.addressName(taken);
        };
        boolean within = state == State.UNKNOWN ? count > 0 : state != State.V1;
        String how = within && cause.equals("EOF") ? "unexpected EOF" : cause;
        return String.format(Locale.ROOT, "failed to read %s: %s", what, how);
    }
}
