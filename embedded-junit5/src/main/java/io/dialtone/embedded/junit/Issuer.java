package io.dialtone.embedded.junit;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Issues certificates (RFC 5280) with elliptic keys, each good for a day. */
final class Issuer {
    private static final Duration LIFE = Duration.ofDays(1);
    private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
    private static final String COMMON_NAME = "2.5.4.3";
    private static final byte[] LOOPBACK_4 = {127, 0, 0, 1};
    private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private final byte[] name;
    private final KeyPair keys;
    private final Identity authority;

    /** A certificate with its key. */
    record Identity(X509Certificate certificate, KeyPair keys) {}

    Issuer(String name) throws GeneralSecurityException {
        this.name = name(name);
        this.keys = keys();
        this.authority = new Identity(issue(this.name, keys, authorityExtensions()), keys);
    }

    Identity authority() {
        return authority;
    }

    /** For a server at this machine. */
    Identity server() throws GeneralSecurityException {
        byte[] names = Der.sequence(
                Der.element(0x82, new byte[] {'l', 'o', 'c', 'a', 'l', 'h', 'o', 's', 't'}),
                Der.element(0x87, LOOPBACK_4),
                Der.element(0x87, LOOPBACK_6));
        return leaf("localhost", "1.3.6.1.5.5.7.3.1", extension("2.5.29.17", names));
    }

    /** For a client of this name. */
    Identity client(String client) throws GeneralSecurityException {
        return leaf(client, "1.3.6.1.5.5.7.3.2", new byte[0]);
    }

    private Identity leaf(String subject, String purpose, byte[] more) throws GeneralSecurityException {
        KeyPair own = keys();
        byte[] purposes = extension("2.5.29.37", Der.sequence(Der.oid(purpose), Der.oid("1.3.6.1.5.5.7.3.1")));
        return new Identity(issue(name(subject), own, Der.sequence(purposes, more)), own);
    }

    private static byte[] authorityExtensions() {
        byte[] isAuthority = Der.sequence(Der.oid("2.5.29.19"), Der.yes(), Der.octets(Der.sequence(Der.yes())));
        return Der.sequence(isAuthority);
    }

    private static byte[] extension(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.octets(value));
    }

    private X509Certificate issue(byte[] subject, KeyPair subjectKeys, byte[] extensions)
            throws GeneralSecurityException {
        byte[] algorithm = Der.sequence(Der.oid(ECDSA_WITH_SHA256));
        Instant now = Instant.now();
        byte[] content = Der.sequence(
                Der.element(Der.CONTEXT_0, Der.integer(BigInteger.TWO)),
                Der.integer(BigInteger.valueOf(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE))),
                algorithm,
                name,
                Der.sequence(Der.time(now.minus(LIFE)), Der.time(now.plus(LIFE))),
                subject,
                subjectKeys.getPublic().getEncoded(),
                Der.element(Der.CONTEXT_3, extensions));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(content);
        byte[] certificate = Der.sequence(content, algorithm, Der.bits(signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.text(commonName))));
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
