package io.dialtone.accounts.keys;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The text forms of keys: base32 without padding over a prefix, 32 bytes of key and a CRC-16 (XMODEM) in little-endian order.
 *
 * <pre>
 * public   prefix(1)          key(32)            crc(2)    56 characters, U...
 * seed     prefix and type(2) seed(32)           crc(2)    58 characters, SU...
 * private  prefix(1)          seed(32) key(32)   crc(2)   108 characters, P...; curve keys: seed alone, 56 characters
 * </pre>
 */
public final class Nkeys {
    /** Bytes of a raw public key and of a raw seed. */
    public static final int KEY_BYTES = 32;

    private static final int SEED_PREFIX = 18 << 3;
    private static final int PRIVATE_PREFIX = 15 << 3;
    private static final int CRC_BYTES = 2;
    private static final int SHORTEST = 4;
    private static final int CRC_POLYNOMIAL = 0x1021;

    private Nkeys() {}

    /** What a seed text holds. The bytes are the caller's to wipe. */
    @SuppressWarnings("ArrayRecordComponent")
    record Seed(NkeyType type, byte[] raw) {}

    /** The text of a public key of 32 bytes. */
    public static String encode(NkeyType type, byte[] publicKey) {
        if (publicKey.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key of " + publicKey.length + " bytes");
        }
        return text(new byte[] {(byte) type.prefix()}, publicKey);
    }

    /** The text of a seed of 32 bytes: {@code SU...} for a user. */
    public static String encodeSeed(NkeyType type, byte[] seed) throws NkeyException {
        if (seed.length != KEY_BYTES) {
            throw new NkeyException(NkeyException.INVALID_SEED_LENGTH);
        }
        // The type is spread over two bytes so that it becomes the second letter.
        return text(new byte[] {(byte) (SEED_PREFIX | type.prefix() >> 5), (byte) ((type.prefix() & 31) << 3)}, seed);
    }

    /** The text of a private key: 64 bytes for Ed25519, seed and public key; the seed alone for a curve key. */
    static String encodePrivate(byte[] payload) {
        return text(new byte[] {(byte) PRIVATE_PREFIX}, payload);
    }

    /** The 32 bytes of a public key of that type; null when the text is not one. */
    public static byte @Nullable [] decode(NkeyType type, String text) {
        byte[] raw = checked(text);
        return raw != null && raw.length == 1 + KEY_BYTES && (raw[0] & 0xFF) == type.prefix()
                ? Arrays.copyOfRange(raw, 1, raw.length)
                : null;
    }

    /** Whether the text is a public key of that type. */
    public static boolean isPublic(NkeyType type, String text) {
        return decode(type, text) != null;
    }

    /** Whether the text is a public key of any type. */
    public static boolean isPublic(String text) {
        return typeOf(text) != null;
    }

    /** The type of a public key; null when the text is not one. */
    public static @Nullable NkeyType typeOf(String text) {
        byte[] raw = checked(text);
        return raw != null && raw.length == 1 + KEY_BYTES ? NkeyType.ofPrefix(raw[0] & 0xFF) : null;
    }

    /** Whether the text has the form of some key, a seed and a private key included: alphabet and checksum are right. */
    public static boolean isEncoded(String text) {
        return checked(text) != null;
    }

    /** What kind of key a text is, in the word that the tools use: {@code user}, {@code seed}, {@code private}, {@code unknown}. */
    public static String describe(String text) {
        byte[] raw = checked(text);
        if (raw == null) {
            return "unknown";
        }
        NkeyType type = NkeyType.ofPrefix(raw[0] & 0xFF);
        if (type != null) {
            return type.toString();
        }
        if ((raw[0] & 0xFF) == PRIVATE_PREFIX) {
            return "private";
        }
        return (raw[0] & 0xF8) == SEED_PREFIX ? "seed" : "unknown";
    }

    /** What a seed text holds. */
    static Seed decodeSeed(String text) throws NkeyException {
        byte[] raw = decode(text);
        try {
            NkeyType type = NkeyType.ofPrefix((raw[0] & 7) << 5 | (raw[1] & 0xF8) >> 3);
            if ((raw[0] & 0xF8) != SEED_PREFIX || type == null || raw.length != 2 + KEY_BYTES) {
                throw new NkeyException(NkeyException.INVALID_SEED);
            }
            return new Seed(type, Arrays.copyOfRange(raw, 2, raw.length));
        } finally {
            Arrays.fill(raw, (byte) 0);
        }
    }

    /** Prefix and payload, the checksum taken off. */
    static byte[] decode(String text) throws NkeyException {
        byte[] raw = Base32.decode(text);
        if (raw == null || raw.length < SHORTEST) {
            throw new NkeyException(NkeyException.INVALID_ENCODING);
        }
        byte[] payload = withoutChecksum(raw);
        if (payload == null) {
            throw new NkeyException(NkeyException.INVALID_CHECKSUM);
        }
        return payload;
    }

    private static byte @Nullable [] checked(String text) {
        byte[] raw = Base32.decode(text);
        return raw == null || raw.length < SHORTEST ? null : withoutChecksum(raw);
    }

    private static byte @Nullable [] withoutChecksum(byte[] raw) {
        int length = raw.length - CRC_BYTES;
        int crc = raw[length] & 0xFF | (raw[length + 1] & 0xFF) << 8;
        return crc == crc16(raw, length) ? Arrays.copyOf(raw, length) : null;
    }

    private static String text(byte[] prefix, byte[] payload) {
        int length = prefix.length + payload.length;
        byte[] raw = Arrays.copyOf(prefix, length + CRC_BYTES);
        System.arraycopy(payload, 0, raw, prefix.length, payload.length);
        int crc = crc16(raw, length);
        raw[length] = (byte) crc;
        raw[length + 1] = (byte) (crc >> 8);
        String text = Base32.encode(raw);
        Arrays.fill(raw, (byte) 0);
        return text;
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
}
