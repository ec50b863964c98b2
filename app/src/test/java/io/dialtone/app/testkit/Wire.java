package io.dialtone.app.testkit;

import java.nio.charset.StandardCharsets;

/** Bytes of the wire written as text in scripts: one character a byte, with the escapes \r \n \t \0 \s (a blank) \\ and \xHH. */
public final class Wire {

    private Wire() {}

    /** The bytes that the text with escapes stands for, still as one character a byte. */
    public static String unescape(String text) {
        StringBuilder bytes = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '\\') {
                bytes.append(c);
                continue;
            }
            char escape = text.charAt(at++);
            if (escape == 'x') {
                bytes.append((char) Integer.parseInt(text.substring(at, at + 2), 16));
                at += 2;
            } else {
                bytes.append(unescape(escape));
            }
        }
        return bytes.toString();
    }

    private static char unescape(char escape) {
        return switch (escape) {
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 't' -> '\t';
            case '0' -> '\0';
            case 's' -> ' ';
            case '\\' -> '\\';
            default -> throw new IllegalArgumentException("no such escape: \\" + escape);
        };
    }

    /** The reverse of {@link #unescape(String)}, so that failures can be read and copied into a script. */
    public static String escape(String bytes) {
        StringBuilder text = new StringBuilder(bytes.length() + 16);
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            switch (c) {
                case '\r' -> text.append("\\r");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                case '\\' -> text.append("\\\\");
                default -> {
                    if (c >= 0x20 && c < 0x7f) {
                        text.append(c);
                    } else {
                        text.append(String.format(java.util.Locale.ROOT, "\\x%02x", (int) c & 0xff));
                    }
                }
            }
        }
        return text.toString();
    }

    /** One byte for each character. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One character for each byte. */
    public static String text(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
