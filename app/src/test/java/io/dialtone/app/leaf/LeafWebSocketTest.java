package io.dialtone.app.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.leaf.LeafServer.Kind;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.Target;
import io.dialtone.app.testkit.TestCertificates;
import io.nats.client.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Leaf links over WebSockets, with this broker on at least one side. */
@Timeout(180)
class LeafWebSocketTest {
    private static final String NO_TLS = "no_tls: true";

    @TempDir
    private Path directory;

    /** Pairs of servers, with what is agreed on between them. */
    static Stream<Arguments> pairs() {
        return LeafInteropTest.pairs()
                .flatMap(pair -> Stream.of("", "ws_compression: true", "ws_no_masking: true")
                        .map(remote -> Arguments.of(pair.get()[0], pair.get()[1], remote)));
    }

    static Stream<Arguments> servers() {
        return LeafInteropTest.pairs();
    }

    private static LeafServer hub(Kind kind, String webSocket, String more) {
        return LeafServer.start(kind, """
                server_name: HUB
                leafnodes { listen: "127.0.0.1:-1" }
                websocket { listen: "127.0.0.1:-1", compression: true, %s }
                %s
                """.formatted(webSocket, more));
    }

    private static LeafServer spoke(Kind kind, String url, String remote) {
        return LeafServer.start(kind, """
                server_name: SPOKE
                leafnodes { reconnect: 1, remotes: [ { url: "%s"
                  %s
                } ] }
                """.formatted(url, remote));
    }

    private static String url(String scheme, LeafServer hub) {
        return scheme + "://127.0.0.1:" + hub.webSocketPort();
    }

    private static void talk(LeafServer hub, String hubUrl, LeafServer spoke) throws Exception {
        hub.awaitLeafs(1);
        spoke.awaitLeafs(1);
        try (Connection atHub = Talk.connect(hubUrl);
                Connection atSpoke = Talk.connect(spoke.url())) {
            new Talk(atHub, atSpoke, "down").all();
            new Talk(atSpoke, atHub, "up").all();
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aLinkCarriesEverythingBothWays(Kind hubKind, Kind spokeKind, String remote) throws Exception {
        try (LeafServer hub = hub(hubKind, NO_TLS, "");
                LeafServer spoke = spoke(spokeKind, url("ws", hub), remote)) {
            talk(hub, hub.url(), spoke);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aLinkGoesInsideTls(Kind hubKind, Kind spokeKind) throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        String trust = "tls { ca_file: \"" + certificates.file("ca.pem") + "\" }";
        try (LeafServer hub = hub(hubKind, certificates.tlsBlock(""), "");
                LeafServer spoke = spoke(spokeKind, url("wss", hub), trust + "\n ws_compression: true")) {
            talk(hub, hub.url(), spoke);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void usersMayBeForLeafNodesOverWebSocketsAlone(Kind hubKind, Kind spokeKind) throws Exception {
        String users = """
                authorization { users: [
                  { user: leaf, password: p, allowed_connection_types: [ LEAFNODE_WS ] }
                  { user: client, password: p, allowed_connection_types: [ STANDARD ] } ] }
                """;
        try (LeafServer hub = hub(hubKind, NO_TLS, users);
                LeafServer spoke = spoke(spokeKind, url("ws", hub).replace("//", "//leaf:p@"), "")) {
            talk(hub, hub.url("client:p"), spoke);
        }
    }

    /** The older nats-server dials no proxies. */
    static Stream<Arguments> serversWithProxies() {
        return servers().filter(pair -> pair.get()[1] != Kind.NATS_SERVER_2_10);
    }

    @ParameterizedTest
    @MethodSource("serversWithProxies")
    void aLinkGoesThroughAProxy(Kind hubKind, Kind spokeKind) throws Exception {
        String credentials = Base64.getEncoder().encodeToString("p:secret".getBytes(StandardCharsets.UTF_8));
        try (LeafServer hub = hub(hubKind, NO_TLS, "");
                ConnectProxy proxy = new ConnectProxy("200 Connection established");
                LeafServer spoke = spoke(
                        spokeKind,
                        url("ws", hub),
                        "proxy { url: \"" + proxy.url() + "\", username: p, password: secret, timeout: \"20s\" }")) {
            talk(hub, hub.url(), spoke);
            // A link that took too long the first time was dialled again.
            assertThat(proxy.requests())
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request)
                            .startsWith("CONNECT 127.0.0.1:" + hub.webSocketPort() + " HTTP/1.1\r\n")
                            .contains("Host: 127.0.0.1:" + hub.webSocketPort() + "\r\n")
                            .contains("Proxy-Authorization: Basic " + credentials + "\r\n"));
        }
    }

    private static NatsProcess leafOf(Target target, String url, String proxy) {
        return leafOf(target, url, proxy, "");
    }

    /** One that waits for its proxy, which runs in the process of the tests. */
    private static NatsProcess patientLeafOf(Target target, String url, String proxy) {
        return leafOf(target, url, proxy, ", timeout: \"20s\"");
    }

    private static NatsProcess leafOf(Target target, String url, String proxy, String more) {
        return NatsProcess.start(
                target,
                "leafnodes { remotes: [ { url: \"%s\", proxy { url: \"%s\"%s } } ] }\n".formatted(url, proxy, more));
    }

    @ParameterizedTest
    @MethodSource("io.dialtone.app.testkit.Target#all")
    void aProxyThatRefusesIsToldInTheLog(Target target) throws Exception {
        try (ConnectProxy proxy = new ConnectProxy("407 Proxy Authentication Required");
                NatsProcess leaf = patientLeafOf(target, "ws://127.0.0.1:1", proxy.url())) {
            leaf.awaitLog("Error trying to connect as leafnode to remote server \"127\\.0\\.0\\.1:1\" "
                    + "\\(attempt 1\\): proxy CONNECT failed: 407 Proxy Authentication Required");
        }
    }

    @ParameterizedTest
    @MethodSource("io.dialtone.app.testkit.Target#all")
    void aProxyThatIsNotThereIsToldInTheLog(Target target) {
        try (NatsProcess leaf = leafOf(target, "ws://127.0.0.1:1", "http://127.0.0.1:2")) {
            leaf.awaitLog("failed to connect to proxy: dial tcp 127\\.0\\.0\\.1:2: connect: connection refused");
        }
    }

    @Test
    void aProxyThatSaysNothingIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                NatsProcess leaf =
                        leafOf(Target.DIALTONE, "ws://127.0.0.1:1", "http://127.0.0.1:" + silent.getLocalPort())) {
            leaf.awaitLog("failed to read proxy response: i/o timeout");
        }
    }

    @Test
    void aProxyWhoseAnswerTricklesInIsGivenUpToo() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                NatsProcess leaf =
                        leafOf(Target.DIALTONE, "ws://127.0.0.1:1", "http://127.0.0.1:" + proxy.getLocalPort())) {
            Thread trickling = Thread.ofVirtual().start(() -> trickle(proxy));
            leaf.awaitLog("failed to read proxy response: i/o timeout");
            trickling.interrupt();
        }
    }

    /** A byte each 200 ms, well within the second that the whole answer may take, but without an end. */
    private static void trickle(ServerSocket proxy) {
        try (Socket client = proxy.accept()) {
            while (!Thread.currentThread().isInterrupted()) {
                client.getOutputStream().write('H');
                LockSupport.parkNanos(200_000_000);
            }
        } catch (IOException e) {
            // It was given up.
        }
    }

    @Test
    void aProxyIsForWebSocketsAlone() throws Exception {
        try (LeafServer hub = hub(Kind.DIALTONE, NO_TLS, "");
                ConnectProxy proxy = new ConnectProxy("403 Forbidden");
                NatsProcess leaf = leafOf(Target.DIALTONE, "nats://127.0.0.1:" + hub.leafPort(), proxy.url())) {
            hub.awaitLeafs(1);
            leaf.awaitLog("\\[WRN] proxy configuration will be ignored");
            assertThat(proxy.requests()).isEmpty();
        }
    }

    /** A name that only the proxy knows. */
    @Test
    void theNameOfTheHubIsTheProxysToLookUp() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy("502 Bad Gateway");
                NatsProcess leaf = patientLeafOf(Target.DIALTONE, "ws://hub.invalid:80", proxy.url())) {
            leaf.awaitLog("proxy CONNECT failed: 502 Bad Gateway");
            assertThat(proxy.requests().getFirst()).startsWith("CONNECT hub.invalid:80 ");
        }
    }

    @Test
    void thePathOfTheAddressIsKept() throws Exception {
        try (LeafServer hub = hub(Kind.DIALTONE, NO_TLS, "");
                LeafServer spoke = spoke(Kind.DIALTONE, url("ws", hub) + "/some/path", "")) {
            talk(hub, hub.url(), spoke);
        }
    }
}
