package io.dialtone.actors;

import java.security.SecureRandom;

/** The keys that name one run of a server, in nkey text form. */
record ServerIdentityKeys(String serverId, String curveKey) {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int SERVER = 13 << 3;
    private static final int CURVE = 23 << 3;

    static ServerIdentityKeys generate() {
        SecureRandom random = new SecureRandom();
        return new ServerIdentityKeys(text(SERVER, random), text(CURVE, random));
    }

    private static String text(int prefix, SecureRandom random) {
        byte[] raw = new byte[35];
        byte[] key = new byte[32];
        random.nextBytes(key);
        raw[0] = (byte) prefix;
        System.arraycopy(key, 0, raw, 1, 32);
        int crc = 0;
        for (int i = 0; i < 33; i++) {
            crc ^= (raw[i] & 0xFF) << 8;
            for (int k = 0; k < 8; k++) {
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
            }
            crc &= 0xFFFF;
        }
        raw[33] = (byte) crc;
        raw[34] = (byte) (crc >> 8);
        StringBuilder out = new StringBuilder(56);
        int buffer = 0;
        int bits = 0;
        for (byte b : raw) {
            buffer = buffer << 8 | b & 0xFF;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                out.append(BASE32.charAt(buffer >> bits & 31));
            }
        }
        return out.toString();
    }
}
