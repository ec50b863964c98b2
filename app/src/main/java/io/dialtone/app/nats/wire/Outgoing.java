package io.dialtone.app.nats.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What is to be sent, gathered until it is much or the sender waits for something. The caller holds a lock. */
final class Outgoing {
    private static final int SIZE = 64 * 1024;
    private static final byte[] END = {'\r', '\n'};
    private static final byte[] PUB = {'P', 'U', 'B', ' '};
    private static final byte[] HPUB = {'H', 'P', 'U', 'B', ' '};

    private final byte[] buffer = new byte[SIZE];
    private final OutputStream out;
    private int used;

    Outgoing(OutputStream out) {
        this.out = out;
    }

    void line(String line) throws IOException {
        put(line.getBytes(StandardCharsets.UTF_8));
        put(END);
    }

    /**
     * A message whose subject, and the place for answers behind a space, are bytes already.
     *
     * @param head encoded headers; empty for none
     */
    void publish(byte[] address, byte[] head, byte[] body) throws IOException {
        put(head.length == 0 ? PUB : HPUB);
        put(address);
        if (head.length > 0) {
            put((byte) ' ');
            number(head.length);
        }
        put((byte) ' ');
        number(head.length + body.length);
        put(END);
        put(head);
        put(body);
        put(END);
    }

    private void number(int value) throws IOException {
        int digits = 1;
        for (int rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        room(digits);
        int rest = value;
        for (int i = digits - 1; i >= 0; i--) {
            buffer[used + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        used += digits;
    }

    private void put(byte single) throws IOException {
        room(1);
        buffer[used++] = single;
    }

    private void put(byte[] bytes) throws IOException {
        if (bytes.length > SIZE) {
            flush();
            out.write(bytes);
            return;
        }
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, used, bytes.length);
        used += bytes.length;
    }

    private void room(int bytes) throws IOException {
        if (used + bytes > SIZE) {
            flush();
        }
    }

    void flush() throws IOException {
        int count = used;
        used = 0;
        out.write(buffer, 0, count);
        out.flush();
    }
}
