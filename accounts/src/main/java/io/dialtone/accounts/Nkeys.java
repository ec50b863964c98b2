package io.dialtone.accounts;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The text form of Ed25519 public keys: base32 without padding over a prefix byte, the key and a CRC-16 in little-endian
 * order. Public keys of users begin with {@code U}.
 */
public final class Nkeys {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int KEY_LENGTH = 32;
    private static final int CRC_POLYNOMIAL = 0x1021;

    private Nkeys() {}

    /** Kinds of keys that have a public form. */
    public enum Kind {
        /** Of an operator. */
        OPERATOR(14),
        /** Of a server. */
        SERVER(13),
        /** Of a cluster. */
        CLUSTER(2),
        /** Of an account. */
        ACCOUNT(0),
        /** Of a user. */
        USER(20),
        /** For encrypting, X25519. */
        CURVE(23);

        private final byte prefix;

        Kind(int number) {
            this.prefix = (byte) (number << 3);
        }
    }

    /** The text of a public key of 32 bytes. */
    public static String encode(Kind kind, byte[] publicKey) {
        byte[] raw = new byte[1 + publicKey.length + 2];
        raw[0] = kind.prefix;
        System.arraycopy(publicKey, 0, raw, 1, publicKey.length);
        int crc = crc16(raw, raw.length - 2);
        raw[raw.length - 2] = (byte) crc;
        raw[raw.length - 1] = (byte) (crc >> 8);
        return base32(raw);
    }

    /** The 32 bytes of a public key of that kind; null when the text is not one. */
    public static byte @Nullable [] decode(Kind kind, String text) {
        return kind == kind(text) ? decode(text) : null;
    }

    /** The kind of a public key, judged by its first letter alone; null when there is none such. */
    public static @Nullable Kind kind(String text) {
        int first = text.isEmpty() ? -1 : ALPHABET.indexOf(text.charAt(0));
        for (Kind kind : Kind.values()) {
            if (first == (kind.prefix & 0xFF) >> 3) {
                return kind;
            }
        }
        return null;
    }

    /** The 32 bytes of a public key of any kind; null when the text is not one. */
    static byte @Nullable [] decode(String text) {
        byte[] raw = unbase32(text);
        if (kind(text) == null || raw == null || raw.length != 1 + KEY_LENGTH + 2) {
            return null;
        }
        int crc = raw[raw.length - 2] & 0xFF | (raw[raw.length - 1] & 0xFF) << 8;
        return crc == crc16(raw, raw.length - 2) ? Arrays.copyOfRange(raw, 1, 1 + KEY_LENGTH) : null;
    }

    /** CRC-16 XMODEM of the first bytes. */
    static int crc16(byte[] bytes, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            crc ^= (bytes[i] & 0xFF) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ CRC_POLYNOMIAL;
            }
        }
        return crc & 0xFFFF;
    }

    private static String base32(byte[] raw) {
        StringBuilder text = new StringBuilder(raw.length * 8 / 5 + 1);
        int buffer = 0;
        int bits = 0;
        for (byte b : raw) {
            buffer = buffer << 8 | b & 0xFF;
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

    private static byte @Nullable [] unbase32(String text) {
        byte[] raw = new byte[text.length() * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                return null;
            }
            buffer = buffer << 5 | digit;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                raw[length++] = (byte) (buffer >> bits);
            }
        }
        return raw;
    }
}
