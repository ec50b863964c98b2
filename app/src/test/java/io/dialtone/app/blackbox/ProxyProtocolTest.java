package io.dialtone.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.SharedServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Connections that a proxy introduces. */
class ProxyProtocolTest {

    private static final String SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";
    private static final String CONNECT = "CONNECT {\"verbose\":false,\"protocol\":1}\r\nPING\r\n";

    @TestFactory
    Stream<DynamicContainer> connectionsBehindAProxy() {
        return SharedServer.forAll(
                "proxy_protocol: true",
                server -> Stream.of(
                        introduced(server, "v1, IPv4", "PROXY TCP4 1.2.3.4 5.6.7.8 1111 4222\r\n", "1.2.3.4", 1111),
                        introduced(server, "v1, IPv6", "PROXY TCP6 2001:db8::1 ::1 2222 4222\r\n", "2001:db8::1", 2222),
                        introduced(
                                server, "v2, IPv4", v2(0x21, 0x11, "\1\2\3\4\5\6\7\10\4\127\20\176"), "1.2.3.4", 1111),
                        introduced(
                                server,
                                "v2 with more than the addresses",
                                v2(0x21, 0x11, "\1\2\3\4\5\6\7\10\4\127\20\176\3\0\4abcd"),
                                "1.2.3.4",
                                1111),
                        keepsItsAddress(server, "v1, unknown", "PROXY UNKNOWN\r\n"),
                        keepsItsAddress(server, "v2, local", v2(0x20, 0, "")),
                        keepsItsAddress(server, "without a proxy", ""),
                        refused(server, "v1, no such family", "PROXY UDP4 1.2.3.4 5.6.7.8 1 2\r\n"),
                        refused(server, "v1, a bad address", "PROXY TCP4 1.2.3 5.6.7.8 1 2\r\n"),
                        refused(server, "v1, a bad port", "PROXY TCP4 1.2.3.4 5.6.7.8 x 2\r\n"),
                        refused(server, "v1, too long", "PROXY TCP4 " + "1".repeat(200) + "\r\n"),
                        refused(server, "v2, no such version", v2(0x31, 0x11, "\1\2\3\4\5\6\7\10\4\127\20\176")),
                        refused(server, "v2, too short", v2(0x21, 0x11, "\1\2\3\4"))));
    }

    private static DynamicTest introduced(SharedServer server, String name, String header, String ip, int port) {
        return DynamicTest.dynamicTest(name, () -> {
            try (RawClient client = RawClient.open(server.get().port())) {
                assertThat(client.readInfo().has("client_ip")).isFalse();
                JsonNode info = introduce(client, header);
                assertThat(info.path("client_ip").asText()).isEqualTo(ip);
                JsonNode connection = connection(server.get(), info);
                assertThat(connection.path("ip").asText()).isEqualTo(ip);
                assertThat(connection.path("port").asInt()).isEqualTo(port);
            }
        });
    }

    private static DynamicTest keepsItsAddress(SharedServer server, String name, String header) {
        return DynamicTest.dynamicTest(name, () -> {
            try (RawClient client = RawClient.connect(server.get().port())) {
                JsonNode info = introduce(client, header);
                JsonNode connection = connection(server.get(), info);
                assertThat(connection.path("ip").asText()).isEqualTo("127.0.0.1");
                assertThat(connection.path("port").asInt()).isEqualTo(client.localPort());
            }
        });
    }

    private static DynamicTest refused(SharedServer server, String name, String header) {
        return DynamicTest.dynamicTest(name, () -> {
            try (RawClient client = RawClient.connect(server.get().port())) {
                client.send(header + CONNECT).expectEof();
            }
        });
    }

    private static JsonNode introduce(RawClient client, String header) {
        client.send(header + CONNECT).expect("PONG\r\n");
        return client.readInfo();
    }

    private static JsonNode connection(NatsProcess server, JsonNode info) {
        return server.monitor("/connz?cid=" + info.path("client_id").asLong())
                .path("connections")
                .path(0);
    }

    private static String v2(int versionAndCommand, int family, String addresses) {
        return SIGNATURE + (char) versionAndCommand + (char) family + "\0" + (char) addresses.length() + addresses;
    }
}
