package io.dialtone.app.opening;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.Target;
import io.dialtone.app.testkit.TestCertificates;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(300)
class ProxyProtocolTest {
    private static final String ON = "proxy_protocol: true\n";
    private static final String V1 = "PROXY TCP4 192.0.2.1 198.51.100.2 5000 4222\r\n";
    private static final byte[] V2 = HexFormat.of()
            .parseHex("0d0a0d0a000d0a515549540a" + "2111000c" + "c0000207" + "c6336402" + "1771" + "107e");
    private static final String CONNECT = "CONNECT {\"verbose\":false,\"pedantic\":false,\"protocol\":1}\r\nPING\r\n";

    @TempDir
    private Path directory;

    static Stream<Target> targets() {
        return Target.all();
    }

    private static JsonNode connection(NatsProcess server) {
        return server.monitor("/connz").path("connections").path(0);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void versionOneNamesTheClient(Target target) {
        try (NatsProcess server = NatsProcess.start(target, ON, "-D");
                RawClient client = RawClient.open(server.port())) {
            assertThat(client.readInfo().has("client_ip")).isFalse();
            client.sendBytewise(V1).send(CONNECT).expect("PONG\r\n");
            assertThat(client.readInfo().path("client_ip").asText()).isEqualTo("192.0.2.1");
            JsonNode shown = connection(server);
            assertThat(shown.path("ip").asText()).isEqualTo("192.0.2.1");
            assertThat(shown.path("port").asInt()).isEqualTo(5000);
            // Not closed: a PING that has not been read would make that a reset.
            client.shutdownOutput();
            server.awaitLog("127\\.0\\.0\\.1:\\d+ - cid:\\d+.* - Client connection closed: Client Closed");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void versionTwoNamesTheClient(Target target) {
        try (NatsProcess server = NatsProcess.start(target, ON);
                RawClient client = RawClient.connect(server.port())) {
            client.send(V2).send(CONNECT).expect("PONG\r\n");
            JsonNode shown = connection(server);
            assertThat(shown.path("ip").asText()).isEqualTo("192.0.2.7");
            assertThat(shown.path("port").asInt()).isEqualTo(6001);
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void clientsMayComeWithoutAProxyOrForItself(Target target) {
        try (NatsProcess server = NatsProcess.start(target, ON);
                RawClient direct = RawClient.connect(server.port());
                RawClient unknown = RawClient.connect(server.port())) {
            direct.send(CONNECT).expect("PONG\r\n");
            assertThat(direct.readInfo().path("client_ip").asText()).isEqualTo("127.0.0.1");
            unknown.send("PROXY UNKNOWN\r\n" + CONNECT).expect("PONG\r\n");
            assertThat(unknown.readInfo().path("client_ip").asText()).isEqualTo("127.0.0.1");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aBadHeaderEndsTheConnectionWithAWarning(Target target) {
        try (NatsProcess server = NatsProcess.start(target, ON, "-D");
                RawClient client = RawClient.connect(server.port())) {
            client.send("PROXY TCP4 nonsense\r\n").expectEof();
            server.awaitLog("\\[WRN\\] Error reading PROXY protocol header from 127\\.0\\.0\\.1:\\d+: "
                    + "invalid PROXY protocol header: invalid v1 format");
            server.awaitLog("Client connection closed: Protocol Violation");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void tlsFollowsTheHeader(Target target) throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        try (NatsProcess server = NatsProcess.start(target, ON + certificates.tlsBlock(""));
                RawClient client = RawClient.connect(server.port())) {
            client.send(V1);
            client.startTls(certificates.anonymousClient().getSocketFactory());
            client.send(CONNECT).expect("PONG\r\n");
            JsonNode shown = connection(server);
            assertThat(shown.path("ip").asText()).isEqualTo("192.0.2.1");
            assertThat(shown.path("tls_version").asText()).isEqualTo("1.3");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void behindTheHeaderTlsMayBeLeftOut(Target target) throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        String config = ON + "allow_non_tls: true\n" + certificates.tlsBlock("timeout: 5");
        try (NatsProcess server = NatsProcess.start(target, config);
                RawClient plain = RawClient.connect(server.port());
                RawClient tls = RawClient.connect(server.port())) {
            plain.send(V1 + CONNECT).expect("PONG\r\n");
            tls.send(V2);
            tls.startTls(certificates.anonymousClient().getSocketFactory());
            tls.send(CONNECT).expect("PONG\r\n");
            assertThat(server.monitor("/connz").path("connections").findValuesAsText("ip"))
                    .containsExactlyInAnyOrder("192.0.2.1", "192.0.2.7");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void handshakeFirstComesBehindTheHeader(Target target) throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        try (NatsProcess server = NatsProcess.start(target, ON + certificates.tlsBlock("handshake_first: true"));
                RawClient client = RawClient.open(server.port())) {
            client.send(V1);
            client.startTls(certificates.anonymousClient().getSocketFactory());
            assertThat(client.readInfo().path("client_ip").asText()).isEqualTo("192.0.2.1");
            client.send(CONNECT).expect("PONG\r\n");
        }
    }
}
