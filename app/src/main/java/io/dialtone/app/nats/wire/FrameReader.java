package io.dialtone.app.nats.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Finds what a server says in the bytes that come from it. For one thread. */
final class FrameReader {
    private static final int START = 64 * 1024;
    private static final int MAX_LINE = 4 * 1024 * 1024;
    private static final int MAX_MESSAGE = 64 * 1024 * 1024;
    private static final int MAX_WORDS = 6;

    private final InputStream in;
    private final Frame frame = new Frame();
    private final int[] wordFrom = new int[MAX_WORDS];
    private final int[] wordTo = new int[MAX_WORDS];
    private byte[] buffer = new byte[START];
    private int from;
    private int to;

    /** Who is told. */
    interface Sink {
        /** A message for a subscription; the frame is good until this returns. */
        void message(int sid, Frame frame);

        /** Any other line: {@code PING}, {@code PONG}, {@code +OK}, {@code -ERR ...}, {@code INFO ...}. */
        void line(String line) throws IOException;
    }

    FrameReader(InputStream in) {
        this.in = in;
    }

    /** One line of control; no message may come before it. */
    String line() throws IOException {
        int end = lineEnd();
        String line = text(end);
        from = end + 1;
        return line;
    }

    /** Whether something was read that nobody has taken. */
    boolean hasMore() {
        return from < to;
    }

    /** Reads one frame and tells about it. */
    void next(Sink sink) throws IOException {
        int end = lineEnd();
        int letter = buffer[from] & 0xdf;
        boolean headers = letter == 'H';
        if (headers || letter == 'M') {
            message(end, headers, sink);
        } else {
            String line = text(end);
            from = end + 1;
            sink.line(line);
        }
    }

    /** {@code MSG subject sid [reply] size} or {@code HMSG subject sid [reply] header-size size}. */
    private void message(int end, boolean headers, Sink sink) throws IOException {
        int words = split(end);
        int fewest = headers ? 5 : 4;
        if (words != fewest && words != fewest + 1) {
            throw new ClientException("the server sent a message that cannot be read");
        }
        int size = number(words - 1);
        int head = headers ? number(words - 2) : 0;
        if (head > size) {
            throw new ClientException("the server sent a message whose headers are longer than itself");
        }
        int sid = number(2);
        int before = end + 1 - from;
        int start = from;
        need(before + size + 2);
        int moved = from - start;
        frame.bytes = buffer;
        frame.subjectFrom = wordFrom[1] + moved;
        frame.subjectTo = wordTo[1] + moved;
        boolean reply = words == fewest + 1;
        frame.replyFrom = reply ? wordFrom[3] + moved : 0;
        frame.replyTo = reply ? wordTo[3] + moved : 0;
        frame.headersFrom = from + before;
        frame.bodyFrom = frame.headersFrom + head;
        frame.bodyTo = frame.headersFrom + size;
        from += before + size + 2;
        sink.message(sid, frame);
    }

    private int split(int end) {
        int words = 0;
        int at = from;
        while (at < end && words < MAX_WORDS) {
            while (at < end && buffer[at] <= ' ') {
                at++;
            }
            int start = at;
            while (at < end && (buffer[at] > ' ' || buffer[at] < 0)) {
                at++;
            }
            if (at > start) {
                wordFrom[words] = start;
                wordTo[words++] = at;
            }
        }
        return words;
    }

    private int number(int word) throws ClientException {
        int value = 0;
        for (int i = wordFrom[word]; i < wordTo[word]; i++) {
            int digit = buffer[i] - '0';
            if (digit < 0 || digit > 9 || value > MAX_MESSAGE) {
                throw new ClientException("the server sent a message without a size");
            }
            value = value * 10 + digit;
        }
        if (value > MAX_MESSAGE) {
            throw new ClientException("the server sent a message of more than " + MAX_MESSAGE + " bytes");
        }
        return value;
    }

    /** Where the line feed of the line is that begins at {@link #from}. */
    private int lineEnd() throws IOException {
        int at = from;
        while (true) {
            for (; at < to; at++) {
                if (buffer[at] == '\n') {
                    return at;
                }
            }
            if (to - from > MAX_LINE) {
                throw new ClientException("the server sent a line without an end");
            }
            int seen = at - from;
            need(to - from + 1);
            at = from + seen;
        }
    }

    private String text(int end) {
        int last = end > from && buffer[end - 1] == '\r' ? end - 1 : end;
        return new String(buffer, from, last - from, StandardCharsets.UTF_8);
    }

    /** Reads until so many bytes are there from {@link #from} on, which may move. */
    private void need(int count) throws IOException {
        if (to - from >= count) {
            return;
        }
        if (from == to) {
            from = 0;
            to = 0;
        }
        if (from + count > buffer.length) {
            byte[] target = count > buffer.length ? new byte[Math.max(count, 2 * buffer.length)] : buffer;
            System.arraycopy(buffer, from, target, 0, to - from);
            to -= from;
            from = 0;
            buffer = target;
        }
        while (to - from < count) {
            int read = in.read(buffer, to, buffer.length - to);
            if (read < 0) {
                throw new EOFException("the server closed the connection");
            }
            to += read;
        }
    }
}
