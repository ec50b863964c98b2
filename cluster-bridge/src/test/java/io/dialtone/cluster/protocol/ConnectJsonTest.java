package io.dialtone.cluster.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines were recorded from nats-server 2.15.1. */
class ConnectJsonTest {
    private static final String ROUTE = "CONNECT {\"echo\":true,\"verbose\":false,\"pedantic\":false,\"user\":\"ru\","
            + "\"pass\":\"rp\",\"tls_required\":false,\"headers\":true,\"name\":\"NB\",\"cluster\":\"C1\","
            + "\"lnoc\":true,\"ln\":true}\r\n";
    private static final String GATEWAY = "CONNECT {\"echo\":false,\"verbose\":false,\"pedantic\":false,"
            + "\"tls_required\":false,\"headers\":false,\"name\":\"NB\",\"cluster\":\"\",\"gateway\":\"C1\"}\r\n";
    private static final String LEAF = "CONNECT {\"version\":\"2.15.1\",\"user\":\"lu\",\"pass\":\"lp\","
            + "\"server_id\":\"NB\",\"name\":\"A\",\"is_hub\":true,\"cluster\":\"C1\",\"headers\":true,"
            + "\"deny_pub\":[\"di.\\u003e\"],\"compress_mode\":\"not supported\",\"remote_account\":\"X\","
            + "\"protocol\":3}\r\n";

    @ParameterizedTest
    @ValueSource(strings = {ROUTE, GATEWAY})
    void writesTheConnectOfRoutesAndGatewaysByteForByte(String line) throws InvalidJsonException {
        ServerConnect connect = ServerConnect.decode(argument(line));

        assertThat(new String(connect.encode(), StandardCharsets.UTF_8)).isEqualTo(line);
    }

    @Test
    void writesTheConnectOfLeafNodesByteForByte() throws InvalidJsonException {
        LeafConnect connect = LeafConnect.decode(argument(LEAF));

        assertThat(connect.denyPublish()).isEqualTo(List.of("di.>"));
        assertThat(new String(connect.encode(), StandardCharsets.UTF_8)).isEqualTo(LEAF);
    }

    @Test
    void refusesWrongTypes() {
        assertThatThrownBy(() -> ServerConnect.decode(bytes("{\"lnoc\":\"yes\"}")))
                .isInstanceOf(InvalidJsonException.class);
        assertThatThrownBy(() -> LeafConnect.decode(bytes("{\"deny_pub\":{}}")))
                .isInstanceOf(InvalidJsonException.class);
    }

    @Test
    void turnsAwayThoseWhoTookTheRoutePortForAnother() throws InvalidJsonException {
        assertThat(ofRoute("{\"lang\":\"go\"}")).isEqualTo("attempted to connect to route port");
        assertThat(ofRoute("{\"gateway\":\"X\"}"))
                .isEqualTo("Rejecting connection from gateway \"X\" on the Route port");
        assertThat(ofRoute("{\"account\":\"A\",\"lang\":\"go\"}")).isEqualTo("Authorization Violation");
        assertThat(ofRoute("{\"new_account\":true}")).isEqualTo("Authorization Violation");
        assertThat(ofRoute("{\"name\":\"N\",\"cluster\":\"C\"}")).isNull();
    }

    @Test
    void turnsAwayThoseWhoTookTheGatewayPortForAnother() throws InvalidJsonException {
        ServerConnect client = ServerConnect.decode(bytes("{\"lang\":\"go\"}"));
        ServerConnect gateway = ServerConnect.decode(bytes("{\"gateway\":\"GB\"}"));

        assertThat(ConnectRefusals.ofGateway(client, "GB", true)).isEqualTo("attempted to connect to gateway port");
        assertThat(ConnectRefusals.ofGateway(gateway, "GB", false)).isEqualTo("Connection to gateway \"GB\" rejected");
        assertThat(ConnectRefusals.ofGateway(gateway, "GB", true)).isNull();
    }

    @Test
    void turnsAwayLeafNodesThatCannotBe() throws InvalidJsonException {
        assertThat(ofLeaf("{\"lang\":\"go\"}")).isEqualTo("attempted to connect to leaf node port");
        assertThat(ofLeaf("{\"gateway\":\"X\"}"))
                .isEqualTo("Rejecting connection from gateway \"X\" on the leafnode port");
        assertThat(ofLeaf("{\"cluster\":\"a b\"}")).isEqualTo("cluster name cannot contain spaces");
        assertThat(ofLeaf("{\"cluster\":\"_\"}")).isEqualTo("cluster name is reserved");
        assertThat(ofLeaf("{\"cluster\":\"C1\"}")).isEqualTo("remote leafnode has same cluster name");
        assertThat(ofLeaf("{\"cluster\":\"C2\"}")).isNull();
        assertThat(ofLeaf("{}")).isNull();
    }

    @Test
    void keepsSecretsOutOfLogs() throws InvalidJsonException {
        assertThat(ServerConnect.decode(argument(ROUTE)).toString()).doesNotContain("rp");
        assertThat(LeafConnect.decode(argument(LEAF)).toString()).doesNotContain("lp");
    }

    private static String ofRoute(String json) throws InvalidJsonException {
        return ConnectRefusals.ofRoute(ServerConnect.decode(bytes(json)));
    }

    private static String ofLeaf(String json) throws InvalidJsonException {
        return ConnectRefusals.ofLeaf(LeafConnect.decode(bytes(json)), "C1");
    }

    private static byte[] argument(String line) {
        return bytes(line.substring("CONNECT ".length()).trim());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
