package io.dialtone.conf;

/** Whether what is written as an nkey is one. Using keys belongs to accounts. */
final class PublicKeys {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int PUBLIC_KEY_CHARS = 56;
    private static final int SEED_CHARS = 58;

    private PublicKeys() {}

    /** A public key whose first letter is {@code type}: A account, C cluster, N server, O operator, U user, X curve. */
    static boolean isPublic(String key, char type) {
        return key.length() == PUBLIC_KEY_CHARS && key.charAt(0) == type && checksumMatches(key);
    }

    /** A public key of any type. */
    static boolean isPublic(String key) {
        return !key.isEmpty() && "ACNOUX".indexOf(key.charAt(0)) >= 0 && isPublic(key, key.charAt(0));
    }

    /** A seed of a user. */
    static boolean isUserSeed(String seed) {
        return seed.length() == SEED_CHARS && seed.startsWith("SU") && checksumMatches(seed);
    }

    /** The last two bytes are the CRC-16 (XMODEM) of the rest, low byte first. */
    private static boolean checksumMatches(String text) {
        byte[] raw = new byte[text.length() * 5 / 8];
        int bits = 0;
        int value = 0;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                return false;
            }
            value = (value << 5 | digit) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                raw[at++] = (byte) (value >> bits);
            }
        }
        int sum = (raw[raw.length - 2] & 0xff) | (raw[raw.length - 1] & 0xff) << 8;
        return crc(raw, raw.length - 2) == sum;
    }

    private static int crc(byte[] bytes, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            crc ^= (bytes[i] & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
            }
            crc &= 0xffff;
        }
        return crc;
    }
}
