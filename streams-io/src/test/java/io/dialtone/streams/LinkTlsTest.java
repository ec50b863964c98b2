package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dialtone.conf.TlsOptions;
import io.dialtone.streams.tls.PeerCertificate;
import io.dialtone.streams.tls.TlsConfigurationException;
import io.dialtone.streams.tls.TlsFailure;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links between servers: both of our ends over real sockets. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class LinkTlsTest {
    private final LinkLab lab = new LinkLab();
    private final LinkEnd hub = new LinkEnd();
    private final LinkEnd spoke = new LinkEnd();

    @TempDir
    private Path dir;

    private LinkCertificates good;
    private ServerSocket raw;

    @BeforeEach
    void issueCertificates() {
        good = new LinkCertificates(dir);
    }

    @AfterEach
    void stop() throws Exception {
        lab.close();
    }

    private static void until(Callable<Boolean> what) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(40))
                .until(what);
    }

    private InetSocketAddress accepting(PeerKind kind, TlsOptions tls) throws TlsConfigurationException {
        return lab.listen(LinkSecurity.accepting(kind, tls, lab.handshakes), hub);
    }

    private void dialFirst(PeerKind kind, InetSocketAddress to, TlsOptions tls, String name)
            throws TlsConfigurationException {
        lab.dial(to, DialSecurity.tlsFirst(kind, LinkSecurity.dialling(tls), name, lab.handshakes), spoke);
    }

    /** A leaf node that begins TLS when it has seen INFO, and then says CONNECT. */
    private void dialAfterInfo(InetSocketAddress to, TlsOptions tls, String name) throws TlsConfigurationException {
        TlsUpgrade upgrade = new TlsUpgrade();
        var context = LinkSecurity.dialling(tls);
        spoke.onInfo = end -> {
            upgrade.start(context, name);
            end.port.send(Reading.bytes("CONNECT {\"name\":\"LEAF\"}\r\nPING\r\n"));
        };
        lab.dial(to, DialSecurity.afterInfo(PeerKind.LEAF, upgrade, lab.handshakes), spoke);
    }

    private void bothFail(String hubSays, String spokeSays) {
        until(() -> hub.saw("over") && spoke.saw("over"));
        assertThat(text(hub)).contains(hubSays);
        assertThat(text(spoke)).contains(spokeSays);
    }

    private static String text(LinkEnd end) {
        TlsFailure failure = end.failure;
        return failure == null ? "none of " + end.seen : failure.text();
    }

    // ---- TLS from the first byte

    @ParameterizedTest
    @EnumSource(
            value = PeerKind.class,
            names = {"ROUTE", "GATEWAY"})
    void routesAndGatewaysBeginWithTlsAndShowEachOtherTheirCertificates(PeerKind kind) throws Exception {
        spoke.onOpened = end -> end.port.send(Reading.bytes("CONNECT {\"name\":\"A\"}\r\nPING\r\n"));
        dialFirst(kind, accepting(kind, good.local()), good.local(), "127.0.0.1");
        until(() -> hub.saw("CONNECT {\"name\":\"A\"}") && spoke.saw("PONG"));
        assertThat(hub.seen).startsWith("opened TLS first", "info due inside TLS");
        assertThat(spoke.seen).startsWith("opened TLS first", "INFO {\"server_id\":\"HUB\"}");
        assertThat(hub.tls.identity().dnsNames()).containsExactly("localhost");
        assertThat(spoke.tls.identity().dnsNames()).containsExactly("localhost");
        assertThat(spoke.tls.version()).isEqualTo("1.3");
    }

    @Test
    void aRouteNeedsNoWordFromTheAcceptorToSayConnect() throws Exception {
        InetSocketAddress to = accepting(PeerKind.ROUTE, good.local());
        // Queued before TLS is up: it waits, and goes out encrypted.
        lab.onLoop(() -> spoke.port.send(Reading.bytes("CONNECT {\"name\":\"early\"}\r\n")));
        dialFirst(PeerKind.ROUTE, to, good.local(), "localhost");
        until(() -> hub.saw("CONNECT {\"name\":\"early\"}"));
    }

    @Test
    void aRouteWithoutCertificateIsRefused() throws Exception {
        dialFirst(PeerKind.ROUTE, accepting(PeerKind.ROUTE, good.local()), good.authorityOnly(), "localhost");
        until(() -> hub.saw("over"));
        assertThat(text(hub)).isEqualTo("tls: client didn't provide a certificate");
        assertThat(hub.seen).contains("end: TLS Handshake Failure").doesNotContain("info due inside TLS");
    }

    @Test
    void aLeafWithoutCertificateIsWelcomeUnlessTheHubVerifies() throws Exception {
        dialAfterInfo(accepting(PeerKind.LEAF, good.local()), good.authorityOnly(), "localhost");
        until(() -> spoke.saw("PONG"));
        assertThat(hub.tls.identity()).isNull();
    }

    @Test
    void aVerifyingHubLearnsTheNamesOfALeaf() throws Exception {
        TlsOptions hubTls = good.local().with(b -> b.verifyAndMap(true));
        dialAfterInfo(accepting(PeerKind.LEAF, hubTls), good.named("leaf.example", "other.example"), "localhost");
        until(() -> spoke.saw("PONG"));
        assertThat(hub.tls.identity().dnsNames()).containsExactly("leaf.example", "other.example");
        assertThat(hub.tls.identity().subject()).isEqualTo("CN=leaf.example");
    }

    // ---- leaf nodes

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.3"})
    void aLeafBeginsTlsBehindInfo(String version) throws Exception {
        dialAfterInfo(
                accepting(PeerKind.LEAF, good.local()), good.local().with(b -> b.minVersion(version)), "localhost");
        until(() -> hub.saw("CONNECT {\"name\":\"LEAF\"}") && spoke.saw("PONG"));
        assertThat(hub.seen).startsWith("info due in clear", "opened TLS");
        assertThat(spoke.seen).startsWith("INFO {\"server_id\":\"HUB\"}", "opened TLS");
    }

    @Test
    void aLeafMayGoOnInClear() throws Exception {
        TlsUpgrade upgrade = new TlsUpgrade();
        spoke.onInfo = end -> {
            upgrade.goPlain();
            end.port.send(Reading.bytes("CONNECT {}\r\nPING\r\n"));
        };
        hub.info = "INFO {}\r\nPING\r\n";
        lab.dial(
                lab.listen(LinkSecurity.accepting(PeerKind.LEAF, null, lab.handshakes), hub),
                DialSecurity.afterInfo(PeerKind.LEAF, upgrade, lab.handshakes),
                spoke);
        lab.onLoop(() -> hub.port.send(Reading.bytes(hub.info)));
        until(() -> hub.saw("PONG") && hub.saw("CONNECT {}") && spoke.saw("PONG"));
        assertThat(spoke.seen).containsSubsequence("INFO {}", "opened plain", "PING");
    }

    @Test
    void aLeafAndItsHubMayDoTlsFirst() throws Exception {
        TlsOptions first = good.local().with(b -> b.handshakeFirst(true));
        dialFirst(PeerKind.LEAF, accepting(PeerKind.LEAF, first), good.local(), "localhost");
        until(() -> spoke.saw("INFO {\"server_id\":\"HUB\"}"));
        assertThat(hub.seen).startsWith("opened TLS first", "info due inside TLS");
    }

    @Test
    void aHubThatWaitsForTlsServesThoseWhoBeginItAndThoseWhoWaitForInfo() throws Exception {
        TlsOptions patient =
                good.local().with(b -> b.handshakeFirst(true).handshakeFirstFallback(Duration.ofMillis(100)));
        dialAfterInfo(accepting(PeerKind.LEAF, patient), good.local(), "localhost");
        until(() -> spoke.saw("PONG"));
        assertThat(hub.seen).startsWith("info due in clear", "opened TLS");

        LinkEnd second = new LinkEnd();
        LinkEnd eager = new LinkEnd();
        InetSocketAddress to = lab.listen(
                LinkSecurity.accepting(
                        PeerKind.LEAF,
                        patient.with(b -> b.handshakeFirstFallback(Duration.ofSeconds(30))),
                        lab.handshakes),
                second);
        lab.dial(
                to,
                DialSecurity.tlsFirst(PeerKind.LEAF, LinkSecurity.dialling(good.local()), "localhost", lab.handshakes),
                eager);
        until(() -> eager.saw("INFO {\"server_id\":\"HUB\"}"));
        assertThat(second.seen).startsWith("opened TLS first", "info due inside TLS");
    }

    @Test
    void nothingIsSentInClearBeforeTheLeafHasDecided() throws Exception {
        TlsUpgrade upgrade = new TlsUpgrade();
        var context = LinkSecurity.dialling(good.local());
        // Queued long before: it is held back until TLS is up.
        lab.onLoop(() -> spoke.port.send(Reading.bytes("CONNECT {\"pass\":\"secret\"}\r\n")));
        spoke.onInfo = end -> upgrade.start(context, "localhost");
        lab.dial(
                accepting(PeerKind.LEAF, good.local()),
                DialSecurity.afterInfo(PeerKind.LEAF, upgrade, lab.handshakes),
                spoke);
        until(() -> hub.saw("CONNECT {\"pass\":\"secret\"}"));
        assertThat(hub.seen).containsSubsequence("opened TLS", "CONNECT {\"pass\":\"secret\"}");
    }

    // ---- certificates that are refused

    @Test
    void aServerOfAnotherAuthorityIsRefused() throws Exception {
        LinkCertificates other = new LinkCertificates(dir);
        dialAfterInfo(accepting(PeerKind.LEAF, good.local()), other.authorityOnly(), "localhost");
        bothFail("remote error: tls: bad certificate", "x509: certificate signed by unknown authority (CN=localhost");
        assertThat(spoke.seen).contains("end: TLS Handshake Failure");
    }

    @Test
    void aRouteOfAnotherAuthorityIsRefused() throws Exception {
        // Of the same name, or it would not even offer its certificate; and it trusts the acceptor's authority.
        TlsOptions stranger = new LinkCertificates(dir).local().with(b -> b.caFile(good.ca.toString()));
        dialFirst(PeerKind.ROUTE, accepting(PeerKind.ROUTE, good.local()), stranger, "localhost");
        until(() -> hub.saw("over") && spoke.saw("over"));
        assertThat(text(hub)).contains("x509: certificate signed by unknown authority");
        assertThat(hub.seen).doesNotContain("info due inside TLS");
    }

    @Test
    void anExpiredServerIsRefused() throws Exception {
        dialAfterInfo(accepting(PeerKind.LEAF, good.expired()), good.authorityOnly(), "localhost");
        bothFail(
                "remote error: tls: bad certificate",
                "x509: certificate has expired or is not yet valid: current time");
    }

    @Test
    void aServerOfAnotherNameIsRefusedAndItsDialerCanTell() throws Exception {
        dialFirst(
                PeerKind.ROUTE,
                accepting(PeerKind.ROUTE, good.named("a.example", "*.b.example")),
                good.local(),
                "c.example");
        bothFail(
                "remote error: tls: bad certificate",
                "tls: failed to verify certificate: x509: certificate is valid for a.example, *.b.example, not c.example");
        assertThat(spoke.failure)
                .isInstanceOfSatisfying(
                        TlsFailure.CertificateRejected.class,
                        f -> assertThat(f.wrongName()).isTrue());
    }

    @Test
    void anAddressNeedsACertificateForIt() throws Exception {
        dialFirst(PeerKind.ROUTE, accepting(PeerKind.ROUTE, good.named("a.example")), good.local(), "127.0.0.1");
        bothFail(
                "remote error: tls: bad certificate",
                "x509: cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs");
    }

    @Test
    void insecureTakesAnybody() throws Exception {
        TlsOptions careless = new LinkCertificates(dir).authorityOnly().with(b -> b.insecure(true));
        dialAfterInfo(accepting(PeerKind.LEAF, good.expired()), careless, "c.example");
        until(() -> spoke.saw("PONG"));
    }

    @Test
    void pinnedCertificatesHoldForServersToo() throws Exception {
        InetSocketAddress to = accepting(PeerKind.LEAF, good.local());
        dialAfterInfo(to, good.local().with(b -> b.pinnedCerts(Set.of("0".repeat(64)))), "localhost");
        until(() -> spoke.saw("over"));
        assertThat(text(spoke)).isEqualTo("certificate not pinned");

        LinkEnd again = new LinkEnd();
        InetSocketAddress twin = lab.listen(LinkSecurity.accepting(PeerKind.LEAF, good.local(), lab.handshakes), again);
        PeerCertificate seen = certificateAt(twin);
        assertThat(seen.spkiSha256()).hasSize(64);
    }

    /** What a server that may be anybody shows. */
    private PeerCertificate certificateAt(InetSocketAddress to) throws TlsConfigurationException {
        LinkEnd looker = new LinkEnd();
        TlsUpgrade upgrade = new TlsUpgrade();
        var context = LinkSecurity.dialling(good.authorityOnly());
        looker.onInfo = end -> upgrade.start(context, "localhost");
        lab.dial(to, DialSecurity.afterInfo(PeerKind.LEAF, upgrade, lab.handshakes), looker);
        until(() -> looker.tls != null);
        return looker.tls.peerCertificates().get(0);
    }

    // ---- peers without TLS, and silent ones

    @Test
    void aPlainPeerAtATlsPortIsClosedWithoutAWord() throws Exception {
        InetSocketAddress to = accepting(PeerKind.ROUTE, good.local());
        try (Socket plain = new Socket(to.getAddress(), to.getPort())) {
            plain.setSoTimeout(40_000);
            plain.getOutputStream().write(Reading.bytes("CONNECT {}\r\n"));
            assertThat(plain.getInputStream().readAllBytes()).isEmpty();
        }
        until(() -> hub.saw("over"));
        assertThat(text(hub)).isEqualTo("tls: first record does not look like a TLS handshake");
    }

    @Test
    void aTlsDialerAtAPlainPortGivesUp() throws Exception {
        var plain = lab.serverSocket();
        dialFirst(PeerKind.ROUTE, (InetSocketAddress) plain.getLocalSocketAddress(), good.local(), "localhost");
        try (Socket accepted = plain.accept()) {
            accepted.getOutputStream().write(Reading.bytes("INFO {\"server_id\":\"X\"}\r\n"));
            until(() -> spoke.saw("over"));
        }
        assertThat(text(spoke)).isEqualTo("tls: first record does not look like a TLS handshake");
    }

    @Test
    void aSilentPeerIsLeftWhenTheTimeForTheHandshakeIsOver() throws Exception {
        var silent = lab.serverSocket();
        TlsOptions hasty = good.local().with(b -> b.timeout(Duration.ofMillis(150)));
        dialFirst(PeerKind.ROUTE, (InetSocketAddress) silent.getLocalSocketAddress(), hasty, "localhost");
        InetSocketAddress to = accepting(PeerKind.ROUTE, hasty);
        try (Socket accepted = silent.accept();
                Socket quiet = new Socket(to.getAddress(), to.getPort())) {
            // Half a record, and nothing more.
            quiet.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1});
            bothFail("TLS handshake timeout", "TLS handshake timeout");
            assertThat(accepted.isConnected()).isTrue();
        }
        assertThat(spoke.seen).contains("end: TLS Handshake Failure");
    }

    @Test
    void aPeerThatLeavesDuringTheHandshakeFailsIt() throws Exception {
        var leaving = lab.serverSocket();
        dialFirst(PeerKind.ROUTE, (InetSocketAddress) leaving.getLocalSocketAddress(), good.local(), "localhost");
        Socket accepted = leaving.accept();
        accepted.getInputStream().readNBytes(5);
        accepted.close();
        until(() -> spoke.saw("over"));
        assertThat(spoke.seen).contains("end: TLS Handshake Failure");
        assertThat(text(spoke))
                .satisfiesAnyOf(
                        t -> assertThat(t).isEqualTo("EOF"), t -> assertThat(t).startsWith("read tcp: "));
    }

    @Test
    void aPeerThatLeavesBehindItsInfoFailsTheHandshake() throws Exception {
        dialRaw();
        try (Socket accepted = raw.accept()) {
            accepted.getOutputStream().write(Reading.bytes("INFO {}\r\n"));
            accepted.shutdownOutput();
            until(() -> spoke.saw("over"));
        }
        assertThat(text(spoke)).isEqualTo("EOF");
    }

    // ---- bytes behind INFO, and bytes in pieces

    private void dialRaw() throws TlsConfigurationException {
        raw = lab.serverSocket();
        dialAfterInfo((InetSocketAddress) raw.getLocalSocketAddress(), good.local(), "localhost");
    }

    @Test
    void whatCameBehindInfoBelongsToTls() throws Exception {
        dialRaw();
        try (Socket accepted = raw.accept()) {
            byte[] alert = {21, 3, 3, 0, 2, 2, 40};
            byte[] info = Reading.bytes("INFO {}\r\n");
            byte[] both = java.util.Arrays.copyOf(info, info.length + alert.length);
            System.arraycopy(alert, 0, both, info.length, alert.length);
            accepted.getOutputStream().write(both);
            until(() -> spoke.saw("over"));
        }
        assertThat(spoke.seen).startsWith("INFO {}", "failed");
        assertThat(text(spoke)).isEqualTo("remote error: tls: handshake failure");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100})
    void piecesOfAnySizeGiveTheSame(int size) throws Exception {
        InetSocketAddress to = accepting(PeerKind.LEAF, good.local().with(b -> b.verify(true)));
        try (PieceRelay relay = new PieceRelay(to, size)) {
            dialAfterInfo(relay.address(), good.local(), "localhost");
            until(() -> hub.saw("CONNECT {\"name\":\"LEAF\"}") && spoke.saw("PONG"));
        }
        assertThat(hub.seen).startsWith("info due in clear", "opened TLS");
        assertThat(spoke.seen).startsWith("INFO {\"server_id\":\"HUB\"}", "opened TLS");
    }
}
