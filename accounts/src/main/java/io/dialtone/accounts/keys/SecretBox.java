package io.dialtone.accounts.keys;

import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.util.Pack;
import org.jspecify.annotations.Nullable;

/**
 * NaCl's {@code secretbox}: XSalsa20 with a Poly1305 tag in front. The first 32 bytes of the key stream are the key of the tag, the
 * message is under what follows.
 */
final class SecretBox {
    static final int NONCE_BYTES = 24;
    private static final int TAG_BYTES = 16;
    private static final int ROUNDS = 20;
    /** "expand 32-byte k": Salsa20's constant, as four little-endian words. */
    private static final int[] SIGMA = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

    private final byte[] key;

    private SecretBox(byte[] key) {
        this.key = key;
    }

    /** The box of two curve keys: its key is HSalsa20 of what X25519 agreed on and a nonce of zeros. Takes the bytes over and wipes them. */
    static SecretBox ofAgreement(byte[] shared) {
        byte[] key = hsalsa20(shared);
        Arrays.fill(shared, (byte) 0);
        return new SecretBox(key);
    }

    byte[] seal(byte[] message, byte[] nonce) {
        XSalsa20Engine stream = stream(nonce);
        byte[] tagKey = firstBlock(stream);
        byte[] box = new byte[TAG_BYTES + message.length];
        stream.processBytes(message, 0, message.length, box, TAG_BYTES);
        System.arraycopy(tag(tagKey, box), 0, box, 0, TAG_BYTES);
        return box;
    }

    /** Null when the tag is not right. */
    byte @Nullable [] open(byte[] box, byte[] nonce) {
        if (box.length < TAG_BYTES) {
            return null;
        }
        XSalsa20Engine stream = stream(nonce);
        byte[] tagKey = firstBlock(stream);
        if (!MessageDigest.isEqual(tag(tagKey, box), Arrays.copyOf(box, TAG_BYTES))) {
            return null;
        }
        byte[] message = new byte[box.length - TAG_BYTES];
        stream.processBytes(box, TAG_BYTES, message.length, message, 0);
        return message;
    }

    private XSalsa20Engine stream(byte[] nonce) {
        XSalsa20Engine stream = new XSalsa20Engine();
        stream.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
        return stream;
    }

    private static byte[] firstBlock(XSalsa20Engine stream) {
        byte[] zeros = new byte[32];
        stream.processBytes(zeros, 0, zeros.length, zeros, 0);
        return zeros;
    }

    private static byte[] tag(byte[] tagKey, byte[] box) {
        Poly1305 poly = new Poly1305();
        poly.init(new KeyParameter(tagKey));
        poly.update(box, TAG_BYTES, box.length - TAG_BYTES);
        byte[] tag = new byte[TAG_BYTES];
        poly.doFinal(tag, 0);
        return tag;
    }

    /** The core of Salsa20 without its last addition, for an input of zeros: words on the diagonal and those of the input. */
    private static byte[] hsalsa20(byte[] shared) {
        int[] words = new int[8];
        Pack.littleEndianToInt(shared, 0, words);
        int[] in = new int[16];
        for (int i = 0; i < 4; i++) {
            in[i * 5] = SIGMA[i];
            in[1 + i] = words[i];
            in[11 + i] = words[4 + i];
        }
        int[] out = new int[16];
        Salsa20Engine.salsaCore(ROUNDS, in, out);
        int[] result = new int[8];
        for (int i = 0; i < 4; i++) {
            result[i] = out[i * 5] - in[i * 5];
            result[4 + i] = out[6 + i] - in[6 + i];
        }
        return Pack.intToLittleEndian(result);
    }
}
