package io.dialtone.accounts.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;

/**
 * A key just made by the JDK: a server makes two while clients wait for it, and the JDK's classes come from the start-up archive, while those
 * of a signed jar never do.
 *
 * @param seed 32 bytes, the caller's to wipe
 * @param publicKey 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent")
record FreshKey(byte[] seed, byte[] publicKey) {
    static FreshKey ed25519(SecureRandom random) {
        java.security.KeyPair pair = generate("Ed25519", NamedParameterSpec.ED25519, random);
        byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        EdECPublicKey point = (EdECPublicKey) pair.getPublic();
        byte[] key = littleEndian(point.getPoint().getY());
        if (point.getPoint().isXOdd()) {
            key[key.length - 1] |= (byte) 0x80;
        }
        return new FreshKey(seed, key);
    }

    static FreshKey x25519(SecureRandom random) {
        java.security.KeyPair pair = generate("X25519", NamedParameterSpec.X25519, random);
        byte[] seed = ((XECPrivateKey) pair.getPrivate()).getScalar().orElseThrow();
        return new FreshKey(seed, littleEndian(((XECPublicKey) pair.getPublic()).getU()));
    }

    private static java.security.KeyPair generate(String algorithm, NamedParameterSpec curve, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(curve, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM lacks " + algorithm, e);
        }
    }

    private static byte[] littleEndian(BigInteger number) {
        byte[] big = number.toByteArray();
        byte[] little = new byte[Nkeys.KEY_BYTES];
        for (int i = 0; i < big.length && i < little.length; i++) {
            little[i] = big[big.length - 1 - i];
        }
        return little;
    }
}
