package io.dialtone.accounts.keys;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 key that can sign: of an operator, account, user, server or cluster. Any number of threads may sign at once. The seed stays
 * in memory until {@link #wipe}; after that signing and the seed are refused with {@link IllegalStateException}.
 */
public final class KeyPair {
    private final NkeyType type;
    private final byte[] seed;
    private final byte[] publicKey;
    private final String publicText;
    private volatile boolean wiped;

    /** Takes the arrays over. */
    private KeyPair(NkeyType type, byte[] seed, byte[] publicKey) {
        this.type = type;
        this.seed = seed;
        this.publicKey = publicKey;
        this.publicText = Nkeys.encode(type, publicKey);
    }

    private static KeyPair ofOwnSeed(NkeyType type, byte[] seed) {
        byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, publicKey, 0);
        return new KeyPair(type, seed, publicKey);
    }

    /**
     * Makes a new key.
     *
     * @throws IllegalArgumentException for {@link NkeyType#CURVE}: see {@link CurveKeyPair}
     */
    public static KeyPair generate(NkeyType type, SecureRandom random) {
        requireSigning(type);
        FreshKey fresh = FreshKey.ed25519(random);
        return new KeyPair(type, fresh.seed(), fresh.publicKey());
    }

    /** The key of a seed of 32 bytes, which are copied. */
    public static KeyPair ofRawSeed(NkeyType type, byte[] seed) {
        requireSigning(type);
        if (seed.length != Nkeys.KEY_BYTES) {
            throw new IllegalArgumentException("seed of " + seed.length + " bytes");
        }
        return ofOwnSeed(type, seed.clone());
    }

    private static void requireSigning(NkeyType type) {
        if (type == NkeyType.CURVE) {
            throw new IllegalArgumentException("curve keys cannot sign");
        }
    }

    /** The key of a seed text: {@code SU...} and the like. A curve seed is refused. */
    public static KeyPair fromSeed(String text) throws NkeyException {
        Nkeys.Seed seed = Nkeys.decodeSeed(text);
        if (seed.type() == NkeyType.CURVE) {
            throw new NkeyException(NkeyException.CURVE_CANNOT_SIGN);
        }
        return ofOwnSeed(seed.type(), seed.raw());
    }

    /** Whose key it is. */
    public NkeyType type() {
        return type;
    }

    /** The text of the public key. */
    public String publicKey() {
        return publicText;
    }

    /** The seed as text: the secret itself. */
    public String seed() {
        requireSeed();
        try {
            return Nkeys.encodeSeed(type, seed);
        } catch (NkeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The private key as text, {@code P...}: the secret itself. */
    public String privateKey() {
        requireSeed();
        byte[] both = Arrays.copyOf(seed, seed.length + publicKey.length);
        System.arraycopy(publicKey, 0, both, seed.length, publicKey.length);
        String text = Nkeys.encodePrivate(both);
        Arrays.fill(both, (byte) 0);
        return text;
    }

    /** The signature of a message: 64 bytes. */
    public byte[] sign(byte[] message) {
        requireSeed();
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    /** Whether this key signed the message. */
    public boolean verify(byte[] message, byte[] signature) {
        return signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
    }

    /** Forgets the seed. The public key stays. */
    public void wipe() {
        wiped = true;
        Arrays.fill(seed, (byte) 0);
    }

    private void requireSeed() {
        if (wiped) {
            throw new IllegalStateException("nkeys: no seed or private key available");
        }
    }

    /** The public key; never the seed. */
    @Override
    public String toString() {
        return publicText;
    }
}
