package io.dialtone.embedded.junit;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The few elements of DER (X.690) that a certificate is made of. */
final class Der {
    static final int CONTEXT_0 = 0xa0;
    static final int CONTEXT_3 = 0xa3;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LONG_LENGTH = 0x80;
    private static final int BYTE = 0xff;

    private Der() {}

    static byte[] element(int tag, byte[]... parts) {
        byte[] content = joined(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 4);
        out.write(tag);
        if (content.length < LONG_LENGTH) {
            out.write(content.length);
        } else if (content.length <= BYTE) {
            out.write(LONG_LENGTH | 1);
            out.write(content.length);
        } else {
            out.write(LONG_LENGTH | 2);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] sequence(byte[]... parts) {
        return element(0x30, parts);
    }

    static byte[] set(byte[]... parts) {
        return element(0x31, parts);
    }

    static byte[] integer(BigInteger value) {
        return element(0x02, value.toByteArray());
    }

    static byte[] yes() {
        return element(0x01, new byte[] {(byte) BYTE});
    }

    static byte[] bits(byte[] bytes) {
        return element(0x03, new byte[] {0}, bytes);
    }

    static byte[] octets(byte[] bytes) {
        return element(0x04, bytes);
    }

    static byte[] text(String text) {
        return element(0x0c, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] time(Instant instant) {
        return element(0x18, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    /** An object identifier, in its dotted form. */
    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            arc(out, Integer.parseInt(arcs[i]));
        }
        return element(0x06, out.toByteArray());
    }

    /** Seven bits a byte, the highest first; all but the last have the eighth bit. */
    private static void arc(ByteArrayOutputStream out, int value) {
        for (int shift = 28; shift > 0; shift -= 7) {
            if (value >> shift != 0) {
                out.write(0x80 | value >> shift & 0x7f);
            }
        }
        out.write(value & 0x7f);
    }
}
