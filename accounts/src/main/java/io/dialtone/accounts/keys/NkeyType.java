package io.dialtone.accounts.keys;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whose key it is: the first letter of the public text says so. */
public enum NkeyType {
    /** Of an operator, {@code O...}: signs accounts. */
    OPERATOR(14),
    /** Of an account, {@code A...}: signs users and activations. */
    ACCOUNT(0),
    /** Of a user, {@code U...}: signs nonces. */
    USER(20),
    /** Of one run of a server, {@code N...}: signs authorization requests. */
    SERVER(13),
    /** Of a cluster, {@code C...}. */
    CLUSTER(2),
    /** For sealing only, {@code X...}: X25519. */
    CURVE(23);

    private final int prefix;

    NkeyType(int number) {
        this.prefix = number << 3;
    }

    /** The first byte of the public form: a multiple of eight, 0 to 255. */
    int prefix() {
        return prefix;
    }

    /** The first letter of the public form. */
    public char letter() {
        return Base32.ALPHABET.charAt(prefix >> 3);
    }

    /** The word that the tools use: {@code operator}, ... and {@code x25519} for a curve key. */
    @Override
    public String toString() {
        return this == CURVE ? "x25519" : name().toLowerCase(Locale.ROOT);
    }

    /** The type of a prefix byte; null when it belongs to none. */
    static @Nullable NkeyType ofPrefix(int prefix) {
        for (NkeyType type : values()) {
            if (type.prefix == prefix) {
                return type;
            }
        }
        return null;
    }

    /** The type whose public keys begin with that letter; null when there is none. */
    public static @Nullable NkeyType ofLetter(char letter) {
        for (NkeyType type : values()) {
            if (type.letter() == letter) {
                return type;
            }
        }
        return null;
    }
}
