package io.dialtone.embedded.junit;

import io.dialtone.embedded.ServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates made for tests and thrown away after them: an authority, a server's for this machine, a client's. PEM files in a
 * temporary directory, which goes with them.
 */
public final class TestCertificates implements AutoCloseable {
    private static final char[] NO_PASSWORD = {};

    private final Path directory;
    private final Issuer.Identity authority;
    private final Issuer.Identity client;

    private TestCertificates(Path directory, Issuer.Identity authority, Issuer.Identity client) {
        this.directory = directory;
        this.authority = authority;
        this.client = client;
    }

    /** New ones. */
    public static TestCertificates create() {
        try {
            Path directory = Files.createTempDirectory("dialtone-tls");
            Issuer issuer = new Issuer("Test authority");
            TestCertificates made = new TestCertificates(directory, issuer.authority(), issuer.client("test client"));
            made.write("ca", issuer.authority());
            made.write("server", issuer.server());
            made.write("client", made.client);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(String name, Issuer.Identity identity) throws IOException, CertificateEncodingException {
        Files.writeString(
                directory.resolve(name + ".pem"),
                pem("CERTIFICATE", identity.certificate().getEncoded()));
        Files.writeString(
                directory.resolve(name + "-key.pem"),
                pem("PRIVATE KEY", identity.keys().getPrivate().getEncoded()));
    }

    private static String pem(String what, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
    }

    /** The authority's certificate. */
    public Path authority() {
        return directory.resolve("ca.pem");
    }

    /** The server's certificate. */
    public Path serverCertificate() {
        return directory.resolve("server.pem");
    }

    /** The key of the server's certificate. */
    public Path serverKey() {
        return directory.resolve("server-key.pem");
    }

    /** The client's certificate. */
    public Path clientCertificate() {
        return directory.resolve("client.pem");
    }

    /** The key of the client's certificate. */
    public Path clientKey() {
        return directory.resolve("client-key.pem");
    }

    /** For a client in this JVM: trusts the authority, and shows the client's certificate where it is asked for one. */
    public SSLContext clientContext() {
        try {
            KeyStore trusted = emptyStore();
            trusted.setCertificateEntry("ca", authority.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyStore own = emptyStore();
            own.setKeyEntry(
                    "client", client.keys().getPrivate(), NO_PASSWORD, new X509Certificate[] {client.certificate()});
            KeyManagerFactory key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            key.init(own, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(key.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    void configure(ServerBuilder server, NatsServerTest.Tls tls) {
        if (tls == NatsServerTest.Tls.MUTUAL) {
            server.mutualTls(serverCertificate(), serverKey(), authority());
        } else {
            server.tls(serverCertificate(), serverKey());
        }
    }

    /** Deletes the files. */
    @Override
    public void close() {
        try {
            for (String name : List.of("ca", "server", "client")) {
                Files.deleteIfExists(directory.resolve(name + ".pem"));
                Files.deleteIfExists(directory.resolve(name + "-key.pem"));
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
