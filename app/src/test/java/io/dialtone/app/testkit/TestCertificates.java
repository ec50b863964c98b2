package io.dialtone.app.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A certificate authority made for one test, a certificate of it for {@code localhost} and 127.0.0.1, and one for a client with the e-mail
 * address {@code derek@example.com}; as PEM files for servers and as contexts for Java clients.
 */
public final class TestCertificates {

    private static final X500Name AUTHORITY = new X500Name("CN=Test CA,O=Dialtone");

    private final Path directory;
    private final KeyPair authority = newKeys();
    private final byte[] authorityCertificate;
    private final Identity server;
    private final Identity client;

    private record Identity(KeyPair keys, byte[] certificate) {}

    /** Writes {@code ca.pem}, {@code server.pem}, {@code server-key.pem}, {@code client.pem} and {@code client-key.pem}. */
    public TestCertificates(Path directory) {
        this.directory = directory;
        this.authorityCertificate = sign(AUTHORITY, authority, null);
        this.server = issue(
                "CN=localhost",
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        this.client =
                issue("CN=derek,OU=Clients,O=Dialtone", new GeneralName(GeneralName.rfc822Name, "derek@example.com"));
        write("ca.pem", "CERTIFICATE", authorityCertificate);
        write("server.pem", "CERTIFICATE", server.certificate());
        write("server-key.pem", "PRIVATE KEY", server.keys().getPrivate().getEncoded());
        write("client.pem", "CERTIFICATE", client.certificate());
        write("client-key.pem", "PRIVATE KEY", client.keys().getPrivate().getEncoded());
    }

    /** Writes a further certificate for {@code localhost} and 127.0.0.1, with a key of its own, and the key. */
    public TestCertificates another(String name) {
        Identity further = issue(
                "CN=localhost",
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        write(name + ".pem", "CERTIFICATE", further.certificate());
        write(name + "-key.pem", "PRIVATE KEY", further.keys().getPrivate().getEncoded());
        return this;
    }

    /** What {@code pinned_certs} has for the certificate in that file. */
    public String pin(String name) {
        try (InputStream in = Files.newInputStream(file(name))) {
            byte[] key = CertificateFactory.getInstance("X.509")
                    .generateCertificate(in)
                    .getPublicKey()
                    .getEncoded();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file that this wrote. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    /**
     * A {@code tls} block with the server's certificate and these further lines. Where they say nothing of a timeout, handshakes have more than
     * the usual two seconds: the first one of a server takes much of that on a busy machine.
     */
    public String tlsBlock(String more) {
        String timeout = more.contains("timeout:") ? "" : "timeout: 10\n ";
        return "tls {\n cert_file: '%s'\n key_file: '%s'\n ca_file: '%s'\n %s%s\n}\n"
                .formatted(file("server.pem"), file("server-key.pem"), file("ca.pem"), timeout, more);
    }

    /** A client that trusts the authority and shows no certificate. */
    public SSLContext anonymousClient() {
        return context(null);
    }

    /** A client that trusts the authority and shows its certificate. */
    public SSLContext client() {
        return context(client);
    }

    /** A server with the certificate for 127.0.0.1. */
    public SSLContext server() {
        return context(server);
    }

    private SSLContext context(@Nullable Identity identity) {
        try {
            KeyStore trusted = emptyStore();
            trusted.setCertificateEntry("ca", certificate(authorityCertificate));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyStore own = emptyStore();
            if (identity != null) {
                Certificate[] chain = {certificate(identity.certificate()), certificate(authorityCertificate)};
                own.setKeyEntry("own", identity.keys().getPrivate(), new char[0], chain);
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Certificate certificate(byte[] encoded) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    private Identity issue(String name, GeneralName... alternatives) {
        KeyPair keys = newKeys();
        return new Identity(keys, sign(new X500Name(name), keys, new GeneralNames(alternatives)));
    }

    private byte[] sign(X500Name subject, KeyPair keys, @Nullable GeneralNames alternatives) {
        Instant now = Instant.now();
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    AUTHORITY,
                    new BigInteger(64, new java.security.SecureRandom()),
                    Date.from(now.minus(1, ChronoUnit.HOURS)),
                    Date.from(now.plus(1, ChronoUnit.DAYS)),
                    subject,
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(alternatives == null));
            if (alternatives != null) {
                builder.addExtension(Extension.subjectAlternativeName, false, alternatives);
            }
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate()))
                    .getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(String name, String kind, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        try {
            Files.writeString(file(name), "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
