package io.dialtone.streams.ws;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames made by hand. */
public final class Frames {
    private Frames() {}

    /** A frame with this first byte. */
    public static byte[] frame(int first, byte[] payload, int key) {
        ByteBuffer header = ByteBuffer.allocate(FrameHeader.MOST);
        FrameHeader.write(header, first, payload.length, key);
        ByteBuffer masked = ByteBuffer.wrap(payload.clone());
        Masking.apply(masked, payload.length, key, 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(header.array(), 0, header.position());
        out.writeBytes(masked.array());
        return out.toByteArray();
    }

    /** A whole message. */
    public static byte[] binary(String payload, int key) {
        return frame(FrameHeader.FINAL | FrameHeader.BINARY, bytes(payload), key);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One after the other. */
    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
