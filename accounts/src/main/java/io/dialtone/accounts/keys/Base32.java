package io.dialtone.accounts.keys;

import org.jspecify.annotations.Nullable;

/** Base32 of RFC 4648, upper case, without padding. As Go's decoder does, line ends are passed over and nothing else is. */
public final class Base32 {
    static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Base32() {}

    /** The text of some bytes. */
    public static String encode(byte[] raw) {
        StringBuilder text = new StringBuilder(raw.length * 8 / 5 + 1);
        int buffer = 0;
        int bits = 0;
        for (byte b : raw) {
            buffer = (buffer << 8 | b & 0xFF) & 0xFFF;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt(buffer >> bits & 31));
            }
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt(buffer << 5 - bits & 31));
        }
        return text.toString();
    }

    /** The bytes of a text; null when a character does not belong there, or the number of characters cannot be right. */
    public static byte @Nullable [] decode(CharSequence text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            digits += isLineEnd(text.charAt(i)) ? 0 : 1;
        }
        if (digits * 5 % 8 >= 5) {
            return null;
        }
        byte[] raw = new byte[digits * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isLineEnd(c)) {
                continue;
            }
            int digit = digit(c);
            if (digit < 0) {
                return null;
            }
            buffer = (buffer << 5 | digit) & 0xFFF;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                raw[length++] = (byte) (buffer >> bits);
            }
        }
        return raw;
    }

    private static int digit(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
    }

    private static boolean isLineEnd(char c) {
        return c == '\r' || c == '\n';
    }
}
