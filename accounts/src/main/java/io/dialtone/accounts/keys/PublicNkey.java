package io.dialtone.accounts.keys;

import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/** A public key: verifies what its owner signed. Immutable. */
public final class PublicNkey {
    private final NkeyType type;
    private final byte[] key;
    private final String text;

    private PublicNkey(NkeyType type, byte[] key) {
        this.type = type;
        this.key = key;
        this.text = Nkeys.encode(type, key);
    }

    /** Reads a public key of any type; null when the text is not one. */
    public static @Nullable PublicNkey of(String text) {
        NkeyType type = Nkeys.typeOf(text);
        byte[] key = type == null ? null : Nkeys.decode(type, text);
        return type == null || key == null ? null : new PublicNkey(type, key);
    }

    /** Reads a public key of any type, or says what is wrong with it. */
    public static PublicNkey parse(String text) throws NkeyException {
        byte[] raw = Nkeys.decode(text);
        NkeyType type = NkeyType.ofPrefix(raw[0] & 0xFF);
        if (type == null || raw.length != 1 + Nkeys.KEY_BYTES) {
            throw new NkeyException(NkeyException.INVALID_PUBLIC_KEY);
        }
        return new PublicNkey(type, Arrays.copyOfRange(raw, 1, raw.length));
    }

    /** Whose key it is. */
    public NkeyType type() {
        return type;
    }

    /** The 32 bytes; a copy. */
    public byte[] raw() {
        return key.clone();
    }

    /** Whether the owner of this key signed the message. Curve keys sign nothing. Never throws, whatever the bytes. */
    public boolean verify(byte[] message, byte[] signature) {
        return type != NkeyType.CURVE
                && signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PublicNkey that && type == that.type && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    /** The text form. */
    @Override
    public String toString() {
        return text;
    }
}
