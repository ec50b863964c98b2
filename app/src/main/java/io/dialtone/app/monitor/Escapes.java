package io.dialtone.app.monitor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Percent escapes in the target of a request. */
final class Escapes {

    private static final String PLAIN = "-_.~$&+,/:;=@!'()*";

    private Escapes() {}

    /**
     * The text that was meant, as UTF-8; empty when an escape is broken.
     *
     * @param inQuery whether a plus sign stands for a blank
     */
    static Optional<String> decode(String text, boolean inQuery) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return Optional.of(text);
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '%') {
                out.put(inQuery && in[i] == '+' ? (byte) ' ' : in[i]);
                continue;
            }
            int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            out.put((byte) (high << 4 | low));
            i += 2;
        }
        return Optional.of(StandardCharsets.UTF_8.decode(out.flip()).toString());
    }

    /** The path with everything escaped that cannot stand in a header. */
    static String encodePath(String path) {
        StringBuilder encoded = new StringBuilder(path.length());
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain = b > 0 && (Character.isLetterOrDigit(b) || PLAIN.indexOf(b) >= 0);
            encoded.append(isPlain ? Character.toString(b) : String.format(Locale.ROOT, "%%%02X", b & 0xff));
        }
        return encoded.toString();
    }
}
