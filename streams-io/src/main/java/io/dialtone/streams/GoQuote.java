package io.dialtone.streams;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Text in double quotes with escapes, as Go's {@code %q} writes it and clients parse it. */
public final class GoQuote {
    private GoQuote() {}

    /** The quoted form of a range of bytes; what is not UTF-8 becomes {@code \xNN}. */
    public static String quote(byte[] bytes, int from, int length) {
        StringBuilder out = new StringBuilder(length + 2).append('"');
        int at = from;
        int end = from + length;
        while (at < end) {
            int n = sequenceLength(bytes, at, end);
            if (n == 0) {
                out.append(String.format(Locale.ROOT, "\\x%02x", bytes[at] & 0xFF));
                at++;
            } else {
                appendCharacter(out, new String(bytes, at, n, StandardCharsets.UTF_8));
                at += n;
            }
        }
        return out.append('"').toString();
    }

    /** The quoted form of text. */
    public static String quote(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return quote(bytes, 0, bytes.length);
    }

    private static void appendCharacter(StringBuilder out, String character) {
        int c = character.codePointAt(0);
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 7 -> out.append("\\a");
            case 8 -> out.append("\\b");
            case 11 -> out.append("\\v");
            case 12 -> out.append("\\f");
            default -> {
                if (c < 0x20 || c == 0x7F) {
                    out.append(String.format(Locale.ROOT, "\\x%02x", c));
                } else if (c < 0x7F || isPrintable(c)) {
                    out.append(character);
                } else {
                    out.append(String.format(Locale.ROOT, c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
                }
            }
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }

    /** The length of the valid UTF-8 sequence at {@code at}, or 0. */
    private static int sequenceLength(byte[] b, int at, int end) {
        int c = b[at] & 0xFF;
        int n = c < 0x80 ? 1 : c >= 0xC2 && c < 0xE0 ? 2 : c >= 0xE0 && c < 0xF0 ? 3 : c >= 0xF0 && c < 0xF5 ? 4 : 0;
        if (n == 0 || at + n > end) {
            return 0;
        }
        for (int i = 1; i < n; i++) {
            if ((b[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        String decoded = new String(b, at, n, StandardCharsets.UTF_8);
        return decoded.getBytes(StandardCharsets.UTF_8).length == n && !decoded.equals("\uFFFD") || n == 3 && c == 0xEF
                ? n
                : 0;
    }
}
