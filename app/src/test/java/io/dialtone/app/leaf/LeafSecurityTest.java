package io.dialtone.app.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.accounts.jwt.AccountLimits;
import io.dialtone.accounts.jwt.AuthorizationRequestClaims;
import io.dialtone.accounts.jwt.AuthorizationResponseClaims;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.Revocations;
import io.dialtone.accounts.keys.CurveKeyPair;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.app.leaf.LeafServer.Kind;
import io.dialtone.app.testkit.AuthorizationService;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.TestCertificates;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may be a leaf node, and no longer: the same on a nats-server as the other side. */
@Timeout(120)
class LeafSecurityTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long SOON = 8;

    @TempDir
    Path directory;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    private LeafServer start(Kind kind, String config) {
        LeafServer server = LeafServer.start(kind, config);
        opened.add(server);
        return server;
    }

    private static String remote(LeafServer hub, String more) {
        return """
                server_name: SPOKE
                leafnodes { reconnect: 1, remotes: [ { url: "tls://127.0.0.1:%d"
                  %s
                } ] }
                """.formatted(hub.leafPort(), more);
    }

    // ---- certificates

    /** Nats-server 2.15.1 refuses such a reload. */
    @Test
    void aHubClosesTheLinkOfACertificateThatIsNoLongerPinned() {
        TestCertificates certificates = new TestCertificates(directory).another("other");
        String pinned = hub(certificates, certificates.pin("server.pem"));
        LeafServer hub = start(Kind.DIALTONE, pinned);
        LeafServer spoke = start(Kind.DIALTONE, remote(hub, certificates.tlsBlock("")));
        hub.awaitLeafs(1);
        spoke.awaitLeafs(1);
        String port = "\"127.0.0.1:" + hub.leafPort() + "\"";
        hub.reload(hub(certificates, certificates.pin("other.pem")).replace("\"127.0.0.1:-1\"", port));
        hub.awaitLeafs(0);
        spoke.awaitLeafs(0);
        hub.awaitLog("certificate not pinned");
        hub.reload(pinned.replace("\"127.0.0.1:-1\"", port));
        hub.awaitLeafs(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"DIALTONE", "NATS_SERVER"})
    void aHubTakesNoLeafNodeWhoseCertificateIsNotPinned(Kind kind) {
        TestCertificates certificates = new TestCertificates(directory).another("other");
        LeafServer hub = start(kind, hub(certificates, certificates.pin("other.pem")));
        LeafServer spoke = start(Kind.DIALTONE, remote(hub, certificates.tlsBlock("")));
        hub.awaitLog("certificate not pinned");
        start(Kind.DIALTONE, remote(hub, other(certificates)).replace("SPOKE", "OTHER"))
                .awaitLeafs(1);
        assertThat(spoke.leafs()).isZero();
    }

    private static String other(TestCertificates certificates) {
        return certificates.tlsBlock("").replace("server.pem", "other.pem").replace("server-key.pem", "other-key.pem");
    }

    private static String hub(TestCertificates certificates, String pin) {
        return "server_name: HUB\nleafnodes { listen: \"127.0.0.1:-1\"\n"
                + certificates.tlsBlock("verify: true, pinned_certs: [ \"" + pin + "\" ]") + "}\n";
    }

    /** Nats-servers look at the pins of the block of leaf nodes here, not at those of the remote. */
    @Test
    void aLeafNodeTakesNoHubWhoseCertificateIsNotPinned() {
        TestCertificates certificates = new TestCertificates(directory).another("other");
        LeafServer hub = start(
                Kind.DIALTONE,
                "server_name: HUB\nleafnodes { listen: \"127.0.0.1:-1\"\n" + certificates.tlsBlock("") + "}\n");
        LeafServer spoke = start(Kind.DIALTONE, remote(hub, trusting(certificates, "other.pem")));
        spoke.awaitLog("certificate not pinned");
        assertThat(spoke.leafs()).isZero();
        start(Kind.DIALTONE, remote(hub, trusting(certificates, "server.pem")).replace("SPOKE", "OTHER"))
                .awaitLeafs(1);
        assertThat(spoke.leafs()).isZero();
    }

    private static String trusting(TestCertificates certificates, String pinned) {
        return "tls { ca_file: '%s', pinned_certs: [ '%s' ] }"
                .formatted(certificates.file("ca.pem"), certificates.pin(pinned));
    }

    @Test
    void aLeafNodeLeavesAHubWhoseCertificateIsNoLongerPinned() {
        TestCertificates certificates = new TestCertificates(directory).another("other");
        LeafServer hub = start(
                Kind.DIALTONE,
                "server_name: HUB\nleafnodes { listen: \"127.0.0.1:-1\"\n" + certificates.tlsBlock("") + "}\n");
        LeafServer spoke = start(Kind.DIALTONE, remote(hub, trusting(certificates, "server.pem")));
        spoke.awaitLeafs(1);
        spoke.reload(remote(hub, trusting(certificates, "other.pem")));
        spoke.awaitLeafs(0);
        hub.awaitLeafs(0);
        spoke.awaitLog("Leafnode connection closed: TLS Handshake Failure");
        spoke.reload(remote(hub, trusting(certificates, "server.pem")));
        spoke.awaitLeafs(1);
    }

    // ---- claims

    @ParameterizedTest
    @EnumSource(names = {"DIALTONE", "NATS_SERVER"})
    void aRevokedUserLosesItsLinkAndIsNotLetInAgain(Kind kind) throws Exception {
        LeafRealm realm = new LeafRealm();
        LeafServer hub = start(kind, realm.hub(directory.resolve("jwt")));
        LeafServer spoke =
                start(Kind.DIALTONE, LeafRealm.spoke(hub, realm.credentials(directory.resolve("leaf.creds"), b -> b)));
        hub.awaitLeafs(1);
        spoke.awaitLeafs(1);
        Revocations revoked =
                Revocations.NONE.revoking(realm.userKey(), Instant.now().getEpochSecond());
        realm.push(hub, directory, b -> b.revocations(revoked));
        hub.awaitLeafs(0);
        spoke.awaitLog("User Authentication Revoked");
        spoke.awaitLog("Authorization Violation");
        assertThat(hub.leafs()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"DIALTONE", "NATS_SERVER"})
    void aUserWhoseTokenEndsLosesItsLinkAndIsNotLetInAgain(Kind kind) {
        LeafRealm realm = new LeafRealm();
        LeafServer hub = start(kind, realm.hub(directory.resolve("jwt")));
        long end = Instant.now().getEpochSecond() + SOON;
        LeafServer spoke = start(
                Kind.DIALTONE,
                LeafRealm.spoke(hub, realm.credentials(directory.resolve("leaf.creds"), b -> b.expires(end))));
        spoke.awaitLeafs(1);
        spoke.awaitLog("User Authentication Expired");
        assertThat(Instant.now().getEpochSecond()).isGreaterThanOrEqualTo(end - 1);
        spoke.awaitLog("Authorization Violation");
        assertThat(hub.leafs()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"DIALTONE", "NATS_SERVER"})
    void aLowerLimitOfLeafNodesTurnsNewOnesAwayAndLeavesThoseThatAreThere(Kind kind) throws Exception {
        LeafRealm realm = new LeafRealm();
        LeafServer hub = start(kind, realm.hub(directory.resolve("jwt")));
        Path credentials = realm.credentials(directory.resolve("leaf.creds"), b -> b);
        LeafServer first = start(Kind.DIALTONE, LeafRealm.spoke(hub, credentials));
        first.awaitLeafs(1);
        realm.push(hub, directory, b -> b.limits(AccountLimits.UNLIMITED.with(l -> l.leafNodes(1))));
        LeafServer second =
                start(Kind.DIALTONE, LeafRealm.spoke(hub, credentials).replace("SPOKE", "SECOND"));
        second.awaitLog("maximum account active connections exceeded");
        assertThat(first.leafs()).isEqualTo(1);
        first.close();
        second.awaitLeafs(1);
    }

    // ---- an authorization service

    @ParameterizedTest
    @EnumSource(names = {"DIALTONE", "NATS_SERVER"})
    void anAuthorizationServiceRefusesALeafNode(Kind kind) {
        KeyPair issuer = KeyPair.generate(NkeyType.ACCOUNT, RANDOM);
        LeafServer hub = start(kind, """
                server_name: HUB
                leafnodes { listen: "127.0.0.1:-1" }
                authorization { timeout: 5, auth_callout { issuer: %s, account: AUTH, auth_users: [ auth ] } }
                accounts { AUTH { users: [ {user: auth, password: p} ] }, A { users: [ {user: a, password: p} ] } }
                """.formatted(issuer.publicKey()));
        RawClient socket = RawClient.connect(URI.create(hub.url()).getPort(), "\"user\":\"auth\",\"pass\":\"p\"");
        try (AuthorizationService service = new AuthorizationService(socket, CurveKeyPair.generate(RANDOM));
                RawClient leaf = RawClient.connect(hub.leafPort())) {
            leaf.send("CONNECT {\"name\":\"raw\",\"version\":\"2.15.1\",\"user\":\"a\",\"pass\":\"p\"}\r\n");
            AuthorizationRequestClaims asked = service.answer(request -> refusal(request, issuer));
            assertThat(asked.client().kind()).isEqualTo("Leafnode");
            leaf.readThrough("-ERR 'Authorization Violation'\r\n");
            assertThat(leaf.readToEof()).isEmpty();
        }
        hub.awaitLeafs(0);
    }

    private static String refusal(AuthorizationRequestClaims request, KeyPair issuer) {
        try {
            return Jwt.encode(
                    AuthorizationResponseClaims.builder(request.userNkey())
                            .audience(request.server().id())
                            .error("not today")
                            .build(),
                    issuer,
                    Clock.systemUTC());
        } catch (JwtException e) {
            throw new AssertionError(e);
        }
    }

    // ---- answers

    private static final String ACCOUNTS = """
            server_name: HUB
            leafnodes { listen: "127.0.0.1:-1", compression: off }
            accounts { A { users: [ {user: all, password: p}, {user: leaf, password: p, permissions: { %s } } ] } }
            """;

    @ParameterizedTest
    @EnumSource(names = {"DIALTONE", "NATS_SERVER"})
    void aLeafNodeThatMayAnswerDoesSoOnceForEachRequest(Kind kind) {
        LeafServer hub = start(kind, ACCOUNTS.formatted("publish: [ up ], subscribe: [ svc ], allow_responses: true"));
        answersOnce(hub, "up");
    }

    @ParameterizedTest
    @EnumSource(names = {"DIALTONE", "NATS_SERVER"})
    void aLeafNodeThatMayOnlyAnswerIsToldOfNoInterest(Kind kind) {
        LeafServer hub = start(kind, ACCOUNTS.formatted("subscribe: [ svc ], allow_responses: true"));
        answersOnce(hub, "");
    }

    /** Nats-servers do not, as there is nothing that such a leaf node may not be sent. */
    @ParameterizedTest
    @EnumSource(names = "DIALTONE")
    void aLeafNodeThatMayOnlyAnswerAnswersAlsoWhereItMayHearEverything(Kind kind) {
        LeafServer hub = start(kind, ACCOUNTS.formatted("allow_responses: true"));
        answersOnce(hub, "");
    }

    /** @param told interest that the leaf node hears of, empty for none */
    private static void answersOnce(LeafServer hub, String told) {
        int port = URI.create(hub.url()).getPort();
        try (RawClient asks = RawClient.connect(port, "\"user\":\"all\",\"pass\":\"p\"");
                RawClient leaf = RawClient.connect(hub.leafPort())) {
            asks.send("SUB _INBOX.one 1\r\nSUB up 2\r\n").flush();
            leaf.send("CONNECT {\"name\":\"raw\",\"version\":\"2.15.1\",\"user\":\"leaf\",\"pass\":\"p\"}\r\n"
                    + "LS+ svc\r\nPING\r\n");
            String interest = told.isEmpty() ? "" : "LS+ " + told + "\r\n";
            String heard = leaf.readThrough("PONG\r\n");
            // Nobody promises which of the two comes first.
            heard += heard.contains(interest) ? "" : leaf.readThrough(interest);
            assertThat(heard.replaceAll("(?s)INFO .*?\r\n|P[IO]NG\r\n|LS\\+ \\$(LDS|SYS)\\.\\S+\r\n", ""))
                    .isEqualTo(interest);
            asks.send("PUB svc _INBOX.one 1\r\n?\r\n");
            leaf.readThrough("LMSG svc _INBOX.one 1\r\n?\r\n");
            leaf.send("LMSG _INBOX.one 1\r\n!\r\n");
            asks.expect("MSG _INBOX.one 1 1\r\n!\r\n");
            leaf.send("LMSG _INBOX.one 1\r\n!\r\n");
            leaf.readThrough("-ERR 'Permissions Violation for Publish to \"_INBOX.one\"'\r\n");
        }
        hub.awaitLeafs(0);
    }
}
