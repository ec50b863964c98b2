package io.dialtone.accounts.keys;

/** Seeds of tests. */
public final class Seeds {
    private Seeds() {}

    /** The bytes first, first + 1 and so on, 32 of them. */
    public static byte[] counting(int first) {
        byte[] seed = new byte[32];
        for (int i = 0; i < seed.length; i++) {
            seed[i] = (byte) (first + i);
        }
        return seed;
    }

    /** The bytes 0 to 31, to each of which the same number is added. */
    public static KeyPair key(NkeyType type, int added) {
        return KeyPair.ofRawSeed(type, counting(added));
    }
}
