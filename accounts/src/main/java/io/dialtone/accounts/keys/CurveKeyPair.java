package io.dialtone.accounts.keys;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * An X25519 key that seals messages for another one and opens what another one sealed for it.
 *
 * <pre>
 * sealed = "xkv1" nonce(24) tag(16) ciphertext
 * </pre>
 *
 * <p>What follows the nonce is NaCl's {@code crypto_box}: X25519, HSalsa20, XSalsa20 and Poly1305. After {@link #wipe} everything but
 * the public key is refused with {@link IllegalStateException}.
 */
public final class CurveKeyPair {
    private static final byte[] VERSION = "xkv1".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = VERSION.length + SecretBox.NONCE_BYTES;

    private final byte[] seed;
    private final String publicText;
    private volatile boolean wiped;

    /** Takes the seed over. */
    private CurveKeyPair(byte[] seed, byte[] publicKey) {
        this.seed = seed;
        this.publicText = Nkeys.encode(NkeyType.CURVE, publicKey);
    }

    private static CurveKeyPair ofOwnSeed(byte[] seed) {
        byte[] publicKey = new byte[X25519.POINT_SIZE];
        X25519.scalarMultBase(seed, 0, publicKey, 0);
        return new CurveKeyPair(seed, publicKey);
    }

    /** Makes a new key. */
    public static CurveKeyPair generate(SecureRandom random) {
        FreshKey fresh = FreshKey.x25519(random);
        return new CurveKeyPair(fresh.seed(), fresh.publicKey());
    }

    /** The key of a seed of 32 bytes, which are copied. */
    public static CurveKeyPair ofRawSeed(byte[] seed) {
        if (seed.length != X25519.SCALAR_SIZE) {
            throw new IllegalArgumentException("seed of " + seed.length + " bytes");
        }
        return ofOwnSeed(seed.clone());
    }

    /** The key of a seed text, {@code SX...}. */
    public static CurveKeyPair fromSeed(String text) throws NkeyException {
        Nkeys.Seed seed = Nkeys.decodeSeed(text);
        if (seed.type() != NkeyType.CURVE) {
            throw new NkeyException(NkeyException.INVALID_CURVE_SEED);
        }
        return ofOwnSeed(seed.raw());
    }

    /** The text of the public key, {@code X...}. */
    public String publicKey() {
        return publicText;
    }

    /** The seed as text: the secret itself. */
    public String seed() {
        requireSeed();
        try {
            return Nkeys.encodeSeed(NkeyType.CURVE, seed);
        } catch (NkeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The private key as text, {@code P...}: the secret itself. */
    public String privateKey() {
        requireSeed();
        return Nkeys.encodePrivate(seed);
    }

    /** A message that only the recipient can open, and only as sent by this key. */
    public byte[] seal(byte[] message, String recipient, SecureRandom random) throws NkeyException {
        byte[] nonce = new byte[SecretBox.NONCE_BYTES];
        random.nextBytes(nonce);
        return seal(message, recipient, nonce);
    }

    byte[] seal(byte[] message, String recipient, byte[] nonce) throws NkeyException {
        byte[] box = box(recipient, NkeyException.INVALID_RECIPIENT).seal(message, nonce);
        byte[] sealed = Arrays.copyOf(VERSION, HEADER + box.length);
        System.arraycopy(nonce, 0, sealed, VERSION.length, nonce.length);
        System.arraycopy(box, 0, sealed, HEADER, box.length);
        return sealed;
    }

    /** The message in a box that the sender sealed for this key. */
    public byte[] open(byte[] sealed, String sender) throws NkeyException {
        if (sealed.length <= HEADER) {
            throw new NkeyException(NkeyException.INVALID_ENCRYPTED);
        }
        if (!Arrays.equals(sealed, 0, VERSION.length, VERSION, 0, VERSION.length)) {
            throw new NkeyException(NkeyException.WRONG_VERSION);
        }
        SecretBox box = box(sender, NkeyException.INVALID_SENDER);
        byte[] nonce = Arrays.copyOfRange(sealed, VERSION.length, HEADER);
        byte[] message = box.open(Arrays.copyOfRange(sealed, HEADER, sealed.length), nonce);
        if (message == null) {
            throw new NkeyException(NkeyException.COULD_NOT_DECRYPT);
        }
        return message;
    }

    private SecretBox box(String peer, String complaint) throws NkeyException {
        requireSeed();
        byte[] key = Nkeys.decode(NkeyType.CURVE, peer);
        if (key == null) {
            throw new NkeyException(complaint);
        }
        byte[] shared = new byte[X25519.POINT_SIZE];
        if (!X25519.calculateAgreement(seed, 0, key, 0, shared, 0)) {
            // A key of small order: everybody would know the shared secret.
            throw new NkeyException(complaint);
        }
        return SecretBox.ofAgreement(shared);
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
