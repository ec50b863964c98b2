package io.dialtone.app.leaf;

import io.dialtone.app.leaf.LeafServer.Kind;
import io.dialtone.app.testkit.TestCertificates;
import io.nats.client.Connection;
import java.nio.file.Path;
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

    @Test
    void thePathOfTheAddressIsKept() throws Exception {
        try (LeafServer hub = hub(Kind.DIALTONE, NO_TLS, "");
                LeafServer spoke = spoke(Kind.DIALTONE, url("ws", hub) + "/some/path", "")) {
            talk(hub, hub.url(), spoke);
        }
    }
}
