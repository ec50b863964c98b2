package io.dialtone.streams.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.jspecify.annotations.Nullable;

/**
 * A certificate chain and the key of its first certificate, read from PEM files. Keys may be PKCS#8, PKCS#1 (RSA) or SEC 1
 * (EC), whatever the label of their block says; blocks of other kinds are skipped.
 *
 * @param chain the own certificate first
 * @param key its private key
 */
record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
    private static final byte[] PROBE = "does this key belong to this certificate".getBytes(StandardCharsets.US_ASCII);

    TlsIdentity {
        chain = List.copyOf(chain);
    }

    X509Certificate leaf() {
        return chain.get(0);
    }

    /** @throws TlsConfigurationException with Go's words for what is wrong */
    static TlsIdentity load(String certFile, String keyFile) throws TlsConfigurationException {
        List<PemObject> certBlocks = blocks(certFile);
        List<PemObject> keyBlocks = blocks(keyFile);
        List<X509Certificate> chain = chain(certBlocks);
        PrivateKey key = key(keyBlocks);
        checkPair(chain.get(0).getPublicKey(), key);
        return new TlsIdentity(chain, key);
    }

    /** The certificates of a file of authorities; empty when there is none in it. */
    static List<X509Certificate> authorities(String file) throws TlsConfigurationException {
        List<X509Certificate> all = new ArrayList<>();
        for (PemObject block : blocks(file)) {
            if (block.getType().equals("CERTIFICATE")) {
                addIfGood(all, block.getContent());
            }
        }
        return all;
    }

    /** As in nats-server what is no certificate is passed over; only having none at all is an error. */
    private static void addIfGood(List<X509Certificate> all, byte[] der) {
        try {
            all.add(certificate(der));
        } catch (CertificateException e) {
            return;
        }
    }

    private static List<PemObject> blocks(String file) throws TlsConfigurationException {
        List<PemObject> blocks = new ArrayList<>();
        try (PemReader reader = new PemReader(new StringReader(read(file)))) {
            PemObject block;
            while ((block = reader.readPemObject()) != null) {
                blocks.add(block);
            }
        } catch (IOException | RuntimeException e) {
            // A broken block ends the file, as in Go.
            return blocks;
        }
        return blocks;
    }

    private static String read(String file) throws TlsConfigurationException {
        try {
            Path path = Path.of(file);
            if (Files.isDirectory(path)) {
                throw new TlsConfigurationException("read " + file + ": is a directory");
            }
            return new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new TlsConfigurationException("open " + file + ": no such file or directory", e);
        } catch (AccessDeniedException e) {
            throw new TlsConfigurationException("open " + file + ": permission denied", e);
        } catch (IOException | RuntimeException e) {
            throw new TlsConfigurationException("open " + file + ": " + e.getMessage(), e);
        }
    }

    private static List<X509Certificate> chain(List<PemObject> blocks) throws TlsConfigurationException {
        List<X509Certificate> chain = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (PemObject block : blocks) {
            if (block.getType().equals("CERTIFICATE")) {
                try {
                    chain.add(certificate(block.getContent()));
                } catch (CertificateException e) {
                    throw new TlsConfigurationException("x509: malformed certificate", e);
                }
            } else {
                skipped.add(block.getType());
            }
        }
        if (!chain.isEmpty()) {
            return chain;
        }
        if (skipped.isEmpty()) {
            throw new TlsConfigurationException("tls: failed to find any PEM data in certificate input");
        }
        if (skipped.size() == 1 && skipped.get(0).endsWith("PRIVATE KEY")) {
            throw new TlsConfigurationException("tls: failed to find certificate PEM data in certificate input, "
                    + "but did find a private key; PEM inputs may have been switched");
        }
        throw new TlsConfigurationException("tls: failed to find \"CERTIFICATE\" PEM block in certificate input "
                + "after skipping PEM blocks of the following types: [" + String.join(" ", skipped) + "]");
    }

    private static X509Certificate certificate(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static PrivateKey key(List<PemObject> blocks) throws TlsConfigurationException {
        List<String> skipped = new ArrayList<>();
        for (PemObject block : blocks) {
            String type = block.getType();
            if (type.equals("PRIVATE KEY") || type.endsWith(" PRIVATE KEY")) {
                return parseKey(block.getContent());
            }
            skipped.add(type);
        }
        if (skipped.isEmpty()) {
            throw new TlsConfigurationException("tls: failed to find any PEM data in key input");
        }
        if (skipped.size() == 1 && skipped.get(0).equals("CERTIFICATE")) {
            throw new TlsConfigurationException(
                    "tls: found a certificate rather than a key in the PEM for the private key");
        }
        throw new TlsConfigurationException("tls: failed to find PEM block with type ending in \"PRIVATE KEY\" "
                + "in key input after skipping PEM blocks of the following types: [" + String.join(" ", skipped) + "]");
    }

    private static PrivateKey parseKey(byte[] der) throws TlsConfigurationException {
        PrivateKeyInfo info = pkcs8(der);
        if (info == null) {
            info = pkcs1(der);
        }
        if (info == null) {
            info = sec1(der);
        }
        if (info == null) {
            throw new TlsConfigurationException("tls: failed to parse private key");
        }
        try {
            String algorithm = algorithm(info);
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsConfigurationException("tls: failed to parse private key", e);
        }
    }

    private static String algorithm(PrivateKeyInfo info) {
        var oid = info.getPrivateKeyAlgorithm().getAlgorithm();
        if (oid.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return "RSA";
        }
        return oid.equals(X9ObjectIdentifiers.id_ecPublicKey) ? "EC" : oid.getId();
    }

    private static @Nullable PrivateKeyInfo pkcs8(byte[] der) {
        try {
            return PrivateKeyInfo.getInstance(der);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static @Nullable PrivateKeyInfo pkcs1(byte[] der) {
        try {
            RSAPrivateKey key = RSAPrivateKey.getInstance(der);
            return new PrivateKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE), key);
        } catch (RuntimeException | IOException e) {
            return null;
        }
    }

    private static @Nullable PrivateKeyInfo sec1(byte[] der) {
        try {
            ECPrivateKey key = ECPrivateKey.getInstance(der);
            var curve = key.getParametersObject();
            return curve == null
                    ? null
                    : new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), key);
        } catch (RuntimeException | IOException e) {
            return null;
        }
    }

    private static void checkPair(PublicKey publicKey, PrivateKey key) throws TlsConfigurationException {
        if (!family(publicKey.getAlgorithm()).equals(family(key.getAlgorithm()))) {
            throw new TlsConfigurationException("tls: private key type does not match public key type");
        }
        try {
            Signature signature = Signature.getInstance(signatureAlgorithm(publicKey));
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(PROBE);
            if (signature.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException e) {
            throw new TlsConfigurationException("tls: private key does not match public key", e);
        }
        throw new TlsConfigurationException("tls: private key does not match public key");
    }

    /** One word for the names that the JDK gives to keys of one kind. */
    static String family(String algorithm) {
        return switch (algorithm) {
            case "RSASSA-PSS" -> "RSA";
            case "Ed25519", "1.3.101.112" -> "EdDSA";
            default -> algorithm;
        };
    }

    private static String signatureAlgorithm(PublicKey key) {
        return switch (family(key.getAlgorithm())) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "Ed25519";
        };
    }
}
