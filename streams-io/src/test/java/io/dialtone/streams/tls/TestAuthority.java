package io.dialtone.streams.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** A certificate authority that lives as long as a test: issues throw-away certificates and writes them as PEM. */
public final class TestAuthority {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A certificate with its key. */
    public record Issued(X509Certificate certificate, PrivateKey key) {
        public Path writeCertificate(Path file) {
            return writePem(file, "CERTIFICATE", encoded());
        }

        public Path writeKey(Path file) {
            return writePem(file, "PRIVATE KEY", key.getEncoded());
        }

        private byte[] encoded() {
            try {
                return certificate.getEncoded();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Everything a certificate may say. */
    public static final class Request {
        private X500Name subject = new X500Name("CN=test");
        private String algorithm = "EC";
        private GeneralName[] names = {};
        private Duration validity = Duration.ofDays(1);
        private KeyPurposeId[] purposes = {KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth};

        public Request subject(X500Name value) {
            subject = value;
            return this;
        }

        public Request subject(String value) {
            return subject(new X500Name(value));
        }

        public Request algorithm(String value) {
            algorithm = value;
            return this;
        }

        public Request names(GeneralName... value) {
            names = value.clone();
            return this;
        }

        public Request dns(String... value) {
            return names(Arrays.stream(value)
                    .map(v -> new GeneralName(GeneralName.dNSName, v))
                    .toArray(GeneralName[]::new));
        }

        public Request validity(Duration value) {
            validity = value;
            return this;
        }

        public Request purposes(KeyPurposeId... value) {
            purposes = value.clone();
            return this;
        }
    }

    private final Issued root;
    private final String algorithm;

    public TestAuthority(String name) {
        this(name, "EC");
    }

    public TestAuthority(String name, String algorithm) {
        this.algorithm = algorithm;
        KeyPair pair = keyPair(algorithm);
        X500Name subject = new X500Name("CN=" + name);
        this.root = sign(subject, pair.getPrivate(), algorithm, new Request().subject(subject), pair, true);
    }

    public Issued root() {
        return root;
    }

    public Issued issue(Request request) {
        X500Name issuer = X500Name.getInstance(
                root.certificate().getSubjectX500Principal().getEncoded());
        return sign(issuer, root.key(), algorithm, request, keyPair(request.algorithm), false);
    }

    /** A certificate for servers on this machine. */
    public Issued server() {
        return issue(new Request()
                .subject("CN=localhost")
                .names(
                        new GeneralName(GeneralName.dNSName, "localhost"),
                        new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
    }

    public Issued client(String subject) {
        return issue(new Request().subject(subject));
    }

    private static Issued sign(
            X500Name issuer, PrivateKey issuerKey, String issuerAlgorithm, Request request, KeyPair pair, boolean ca) {
        try {
            Instant from = Instant.now().minus(Duration.ofDays(2));
            Instant to = Instant.now().plus(request.validity);
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(63, RANDOM),
                    Date.from(from),
                    Date.from(to),
                    request.subject,
                    pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
            if (!ca && request.purposes.length > 0) {
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(request.purposes));
            }
            if (request.names.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(request.names));
            }
            String signature = issuerAlgorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
            return new Issued(
                    new JcaX509CertificateConverter()
                            .getCertificate(builder.build(new JcaContentSignerBuilder(signature).build(issuerKey))),
                    pair.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyPair keyPair(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            switch (algorithm.toUpperCase(Locale.ROOT)) {
                case "EC" -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case "RSA" -> generator.initialize(2048);
                default -> {}
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Path writePem(Path file, String type, byte[]... contents) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            for (byte[] content : List.of(contents)) {
                writer.writeObject(new PemObject(type, content));
            }
            writer.flush();
            return Files.writeString(file, text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
