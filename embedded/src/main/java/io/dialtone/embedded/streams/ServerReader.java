package io.dialtone.embedded.streams;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds in the bytes of a server what it says: messages, INFO, PING, PONG, +OK, -ERR. The bytes may be cut anywhere. Payloads are
 * copied once, into an array of their own.
 *
 * <pre>
 *   LINE --MSG, HMSG--&gt; PAYLOAD --all of it--&gt; END --CR LF--&gt; LINE
 *    ^                                                        |
 *    +-------- INFO, PING, PONG, +OK, -ERR -------------------+
 * </pre>
 */
final class ServerReader {
    private static final int PIECE = 512;
    private static final int MOST_WORDS = 6;
    private static final byte[] NOTHING = {};

    /** Told what the server says, in its order. */
    interface Handler {
        /**
         * A message.
         *
         * @param headerSize how many of the bytes are headers
         * @param bytes headers and payload; now the handler's own
         * @return whether to read on
         */
        boolean message(long sid, String subject, String reply, int headerSize, byte[] bytes);

        void info(String json);

        void ping();

        void pong();

        /** @param text without its quotes */
        void error(String text);
    }

    private enum State {
        LINE,
        PAYLOAD,
        END
    }

    private final Handler handler;
    private final byte[] piece = new byte[PIECE];
    private final int[] from = new int[MOST_WORDS];
    private final int[] to = new int[MOST_WORDS];
    private State state = State.LINE;

    /** The beginning of a line whose end has not come. */
    private byte[] begun = new byte[PIECE];

    private int begunLength;

    // The message whose payload is awaited.
    private long sid;
    private String subject = "";
    private String reply = "";
    private int headerSize;
    private byte[] payload = NOTHING;
    private int filled;
    private int endLeft;

    /** The last subject, since most messages are of the same as the one before. */
    private byte[] lastSubject = NOTHING;

    private String lastSubjectText = "";

    ServerReader(Handler handler) {
        this.handler = handler;
    }

    /**
     * Reads a range.
     *
     * @return up to where it read; less than {@code end} when the handler did not want to go on
     * @throws IllegalStateException when it is not NATS's protocol
     */
    int read(byte[] bytes, int start, int end) {
        int p = start;
        while (p < end) {
            switch (state) {
                case LINE -> p = line(bytes, p, end);
                case PAYLOAD -> {
                    int n = Math.min(end - p, payload.length - filled);
                    System.arraycopy(bytes, p, payload, filled, n);
                    p += n;
                    filled(n);
                }
                case END -> {
                    int n = Math.min(end - p, endLeft);
                    p += n;
                    endLeft -= n;
                    if (endLeft == 0 && !deliver()) {
                        return p;
                    }
                }
            }
        }
        return p;
    }

    /** The same for a range of a buffer. */
    int read(ByteBuffer bytes, int start, int end) {
        int p = start;
        while (p < end) {
            if (state == State.PAYLOAD) {
                int n = Math.min(end - p, payload.length - filled);
                bytes.get(p, payload, filled, n);
                p += n;
                filled(n);
            } else {
                int n = Math.min(end - p, PIECE);
                bytes.get(p, piece, 0, n);
                int done = read(piece, 0, n);
                p += done;
                if (done < n) {
                    return p;
                }
            }
        }
        return p;
    }

    private void filled(int more) {
        filled += more;
        if (filled == payload.length) {
            state = State.END;
            endLeft = 2;
        }
    }

    private boolean deliver() {
        state = State.LINE;
        byte[] whole = payload;
        payload = NOTHING;
        filled = 0;
        return handler.message(sid, subject, reply, headerSize, whole);
    }

    private int line(byte[] bytes, int start, int end) {
        int lf = start;
        while (lf < end && bytes[lf] != '\n') {
            lf++;
        }
        if (lf == end || begunLength > 0) {
            keep(bytes, start, Math.min(lf + 1, end));
        }
        if (lf == end) {
            return end;
        }
        if (begunLength > 0) {
            int length = begunLength;
            begunLength = 0;
            understand(begun, 0, withoutCr(begun, 0, length - 1));
        } else {
            understand(bytes, start, withoutCr(bytes, start, lf));
        }
        return lf + 1;
    }

    private void keep(byte[] bytes, int start, int end) {
        int n = end - start;
        if (begunLength + n > begun.length) {
            begun = Arrays.copyOf(begun, Math.max(2 * begun.length, begunLength + n));
        }
        System.arraycopy(bytes, start, begun, begunLength, n);
        begunLength += n;
    }

    private static int withoutCr(byte[] bytes, int start, int lf) {
        return lf > start && bytes[lf - 1] == '\r' ? lf - 1 : lf;
    }

    private void understand(byte[] b, int start, int end) {
        int first = end > start ? b[start] : 0;
        switch (first) {
            case 'M' -> message(b, start, end, /* withHeaders= */ false);
            case 'H' -> message(b, start, end, /* withHeaders= */ true);
            case 'P' -> {
                if (end - start == 4 && b[start + 1] == 'I') {
                    handler.ping();
                } else if (end - start == 4 && b[start + 1] == 'O') {
                    handler.pong();
                } else {
                    throw notUnderstood(b, start, end);
                }
            }
            case 'I' -> handler.info(text(b, Math.min(end, start + 5), end));
            case '-' -> handler.error(unquoted(text(b, Math.min(end, start + 5), end)));
            case '+' -> {}
            default -> throw notUnderstood(b, start, end);
        }
    }

    /** {@code MSG subject sid [reply] size} or {@code HMSG subject sid [reply] headers size}. */
    private void message(byte[] b, int start, int end, boolean withHeaders) {
        int words = split(b, start, end);
        int least = withHeaders ? 5 : 4;
        if (words != least && words != least + 1) {
            throw notUnderstood(b, start, end);
        }
        subject = subject(b, from[1], to[1]);
        sid = number(b, from[2], to[2]);
        reply = words > least ? text(b, from[3], to[3]) : "";
        headerSize = withHeaders ? (int) number(b, from[words - 2], to[words - 2]) : 0;
        payload = new byte[(int) number(b, from[words - 1], to[words - 1])];
        filled = 0;
        state = State.PAYLOAD;
        filled(0);
    }

    private int split(byte[] b, int start, int end) {
        int words = 0;
        int i = start;
        while (i < end && words < MOST_WORDS) {
            int word = i;
            while (i < end && b[i] != ' ') {
                i++;
            }
            from[words] = word;
            to[words++] = i;
            i++;
        }
        return words;
    }

    private String subject(byte[] b, int start, int end) {
        if (!Arrays.equals(lastSubject, 0, lastSubject.length, b, start, end)) {
            lastSubject = Arrays.copyOfRange(b, start, end);
            lastSubjectText = text(b, start, end);
        }
        return lastSubjectText;
    }

    private static long number(byte[] b, int start, int end) {
        long n = 0;
        for (int i = start; i < end; i++) {
            n = n * 10 + (b[i] - '0');
        }
        return n;
    }

    private static String unquoted(String text) {
        int n = text.length();
        return n >= 2 && text.charAt(0) == '\'' && text.charAt(n - 1) == '\'' ? text.substring(1, n - 1) : text;
    }

    private static String text(byte[] b, int start, int end) {
        return new String(b, start, end - start, StandardCharsets.UTF_8);
    }

    private static IllegalStateException notUnderstood(byte[] b, int start, int end) {
        return new IllegalStateException("not NATS's protocol: " + text(b, start, Math.min(end, start + 64)));
    }
}
