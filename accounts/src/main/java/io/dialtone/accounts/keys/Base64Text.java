package io.dialtone.accounts.keys;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Base64 as NATS uses it: with the URL alphabet and without padding in JWTs, nonces and signatures. As Go's decoders do, line
 * ends are passed over: clients do send tokens that end in one.
 */
public final class Base64Text {
    private Base64Text() {}

    /** The text of some bytes: URL alphabet, no padding. */
    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The bytes of a text with the URL alphabet and no padding; null when it is none. */
    public static byte @Nullable [] decode(String text) {
        return text.indexOf('=') >= 0 ? null : decode(Base64.getUrlDecoder(), text);
    }

    /** Where a text that {@link #decode} refused stops being one: for complaints. */
    public static int firstIllegal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!digit && c != '-' && c != '_' && !isLineEnd(c)) {
                return i;
            }
        }
        return Math.max(0, text.length() - 1);
    }

    private static boolean isLineEnd(char c) {
        return c == '\r' || c == '\n';
    }

    /** The bytes of a text with the standard alphabet and padding; null when it is none. */
    static byte @Nullable [] decodePadded(String text) {
        String digits = withoutLineEnds(text);
        return digits.length() % 4 == 0 ? decode(Base64.getDecoder(), digits) : null;
    }

    private static byte @Nullable [] decode(Base64.Decoder decoder, String text) {
        try {
            return decoder.decode(withoutLineEnds(text));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String withoutLineEnds(String text) {
        return text.indexOf('\r') < 0 && text.indexOf('\n') < 0
                ? text
                : text.replace("\r", "").replace("\n", "");
    }
}
