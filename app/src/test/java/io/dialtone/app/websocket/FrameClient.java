package io.dialtone.app.websocket;

import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.Wire;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A WebSocket by hand: sends frames as they are wanted, right or wrong, and says which ones come. */
final class FrameClient implements AutoCloseable {
    static final int FINAL = 0x80;
    static final int TEXT = FINAL | 1;
    static final int BINARY = FINAL | 2;
    static final int CLOSE = FINAL | 8;
    static final int PING = FINAL | 9;
    static final int COMPRESSED = 0x40;

    private static final int[] KEY = {0x37, 0xFA, 0x21, 0x3D};
    private static final int MOST = 1 << 21;

    private final RawClient client;
    private final String answer;
    private final StringBuilder data = new StringBuilder();
    private final StringBuilder controls = new StringBuilder();

    private FrameClient(RawClient client, String answer) {
        this.client = client;
        this.answer = answer;
    }

    /** The port for WebSockets. */
    static int port(NatsProcess server) {
        return URI.create(server.ports().path("websocket").path(0).asText()).getPort();
    }

    /** Asks for a WebSocket and takes the answer. */
    static FrameClient open(NatsProcess server, String path, String fields) {
        RawClient client = RawClient.open(port(server));
        client.send("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" + fields + "\r\n");
        return new FrameClient(client, client.readThrough("\r\n\r\n"));
    }

    private static String text(byte[] bytes) {
        return Wire.text(bytes, bytes.length);
    }

    /** The head that it was answered with. */
    String answer() {
        return answer;
    }

    /** A masked frame. */
    FrameClient frame(int first, String payload) {
        return raw(first, payload, true);
    }

    FrameClient raw(int first, String payload, boolean masked) {
        byte[] bytes = Wire.bytes(payload);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int bit = masked ? 0x80 : 0;
        out.write(first);
        if (bytes.length < 126) {
            out.write(bit | bytes.length);
        } else if (bytes.length <= 0xFFFF) {
            out.write(bit | 126);
            out.write(bytes.length >> 8);
            out.write(bytes.length);
        } else {
            out.write(bit | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write(shift < 32 ? bytes.length >> shift : 0);
            }
        }
        for (int i = 0; masked && i < KEY.length; i++) {
            out.write(KEY[i]);
        }
        for (int i = 0; i < bytes.length; i++) {
            out.write(masked ? bytes[i] ^ KEY[i & 3] : bytes[i]);
        }
        client.sendUntilClosed(text(out.toByteArray()));
        return this;
    }

    /** Operations in one frame. */
    FrameClient send(String operations) {
        return frame(BINARY, operations);
    }

    /** Operations in one compressed frame. */
    FrameClient sendCompressed(String operations) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(Wire.bytes(operations));
        byte[] out = new byte[MOST];
        int n = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return frame(BINARY | COMPRESSED, text(java.util.Arrays.copyOf(out, n - 4)));
    }

    /** Bytes as they are. */
    FrameClient bytes(String bytes) {
        client.sendUntilClosed(bytes);
        return this;
    }

    /** Reads frames until what they carried ends like this; takes all that. */
    String through(String ending) {
        while (data.indexOf(ending) < 0) {
            if (!readFrame()) {
                throw new AssertionError("expected ..." + ending + "\n but got " + data + " <EOF>");
            }
        }
        int end = data.indexOf(ending) + ending.length();
        String taken = data.substring(0, end);
        data.delete(0, end);
        return taken;
    }

    /** Reads until that has come, or the end. */
    boolean comesTo(String ending) {
        boolean more = true;
        while (more && data.indexOf(ending) < 0) {
            more = readFrame();
        }
        return more;
    }

    /** Control frames so far, in hexadecimal of their first byte and as text. */
    String controls() {
        return controls.toString();
    }

    /** All that comes until the end, but for the server's PINGs: it asks at times of its own. */
    String toEof() {
        while (readFrame()) {
            // Collects until the end.
        }
        String rest = data.toString().replace("PING\r\n", "") + " " + controls + "<EOF>";
        data.setLength(0);
        return rest;
    }

    private boolean readFrame() {
        String head;
        try {
            head = client.read(2);
        } catch (AssertionError ended) {
            return false;
        }
        int first = head.charAt(0);
        int length = head.charAt(1);
        if (length == 126 || length == 127) {
            String extended = client.read(length == 126 ? 2 : 8);
            length = 0;
            for (int i = 0; i < extended.length(); i++) {
                length = length << 8 | extended.charAt(i);
            }
        }
        String payload = client.read(length);
        if ((first & 8) != 0) {
            controls.append(Integer.toHexString(first))
                    .append(' ')
                    .append(payload)
                    .append('\n');
        } else {
            data.append((first & COMPRESSED) == 0 ? payload : inflated(payload));
        }
        return true;
    }

    private static String inflated(String payload) {
        Inflater inflater = new Inflater(true);
        try {
            byte[] out = new byte[MOST];
            inflater.setInput(Wire.bytes(payload + "\u0000\u0000\u00ff\u00ff"));
            return Wire.text(out, inflater.inflate(out));
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        } finally {
            inflater.end();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
