package io.dialtone.streams;

import io.dialtone.conf.TlsOptions;
import io.dialtone.streams.tls.TestAuthority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Certificates of servers that trust one authority, as files of tls blocks. */
final class LinkCertificates {
    /** The usual two seconds are too few for the first handshakes of a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AtomicInteger files = new AtomicInteger();
    private final Path dir;
    private final TestAuthority authority;
    final Path ca;

    LinkCertificates(Path dir) {
        this(dir, new TestAuthority("the authority"));
    }

    LinkCertificates(Path dir, TestAuthority authority) {
        this.dir = dir;
        this.authority = authority;
        this.ca = authority.root().writeCertificate(file());
    }

    private Path file() {
        return dir.resolve(System.identityHashCode(this) + "-" + files.getAndIncrement() + ".pem");
    }

    /** A block with a certificate for this machine, and the authority. */
    TlsOptions local() {
        return block(authority.server());
    }

    TlsOptions named(String... dnsNames) {
        return block(authority.issue(
                new TestAuthority.Request().subject("CN=" + dnsNames[0]).dns(dnsNames)));
    }

    TlsOptions expired() {
        return block(authority.issue(
                new TestAuthority.Request().subject("CN=late").dns("localhost").validity(Duration.ofHours(-1))));
    }

    TlsOptions block(TestAuthority.Issued issued) {
        return TlsOptions.builder()
                .certFile(issued.writeCertificate(file()).toString())
                .keyFile(issued.writeKey(file()).toString())
                .caFile(ca.toString())
                .timeout(PATIENCE)
                .build();
    }

    /** A block without a certificate. */
    TlsOptions authorityOnly() {
        return TlsOptions.builder().caFile(ca.toString()).timeout(PATIENCE).build();
    }
}
