package io.dialtone.actors.system;

import io.dialtone.routing.ByteText;
import io.dialtone.streams.HeaderBlock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** How the body of an answer is packed, as the asker's {@code Accept-Encoding} wants it. */
enum ContentEncoding {
    /** Nothing was said: no header, either. */
    NONE,
    /** Something was said that nobody here can do. */
    IDENTITY,
    GZIP,
    /** The framed format of Snappy; S2 readers take it, too. */
    SNAPPY;

    private static final String ACCEPT = "Accept-Encoding";
    private static final byte[] NO_HEADERS = {};

    /** Of several that are accepted the first, in the order in which they are asked about. */
    static ContentEncoding wanted(byte[] headers) {
        String accepted = accepted(headers);
        if (accepted.isEmpty()) {
            return NONE;
        }
        String words = accepted.toLowerCase(Locale.ROOT);
        if (words.contains("snappy") || words.contains("s2")) {
            return SNAPPY;
        }
        return words.contains("gzip") ? GZIP : IDENTITY;
    }

    /** As nats-server, which takes the name for another one when its letters are. */
    private static String accepted(byte[] headers) {
        if (!ByteText.text(headers).contains("\r\n" + ACCEPT + ":")) {
            return "";
        }
        String value = HeaderBlock.value(headers, ACCEPT);
        return value == null ? "" : value;
    }

    /** The headers that say so, empty for none. */
    byte[] headers() {
        return this == NONE
                ? NO_HEADERS
                : ByteText.bytes("NATS/1.0\r\nContent-Encoding: " + name().toLowerCase(Locale.ROOT) + "\r\n\r\n");
    }

    byte[] pack(byte[] body) {
        return switch (this) {
            case NONE, IDENTITY -> body;
            case GZIP -> gzip(body);
            case SNAPPY -> SnappyFrames.of(body);
        };
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 3 + 64);
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
