package io.dialtone.cluster.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.conf.SubjectRules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines were recorded from nats-server 2.15.1. */
class InfoJsonTest {
    private static final String ROUTE = "INFO {\"server_id\":\"NA\",\"server_name\":\"A\",\"version\":\"2.15.1\","
            + "\"proto\":3,\"go\":\"go1.27.2\",\"host\":\"127.0.0.1\",\"port\":15223,\"headers\":true,"
            + "\"max_payload\":1048576,\"nonce\":\"tzbj65O1gBeAumk\",\"cluster\":\"C1\","
            + "\"connect_urls\":[\"127.0.0.1:15222\"],\"compression\":\"accept\",\"import\":{\"allow\":[\"in.\\u003e\"]},"
            + "\"export\":{\"allow\":[\"a\",\"b\"],\"deny\":[\"c\"]},\"lnoc\":true,\"lnocu\":true,\"ln\":true,"
            + "\"route_pool_size\":3,\"route_account\":\"X\",\"gateway_url\":\"127.0.0.1:15224\","
            + "\"leafnode_urls\":[\"127.0.0.1:15225\"]} \r\n";
    private static final String GATEWAY = "INFO {\"server_id\":\"NA\",\"server_name\":\"A\",\"version\":\"2.15.1\","
            + "\"proto\":3,\"go\":\"\",\"host\":\"127.0.0.1\",\"port\":15224,\"headers\":true,\"max_payload\":1048576,"
            + "\"gateway\":\"C1\",\"gateway_urls\":[\"127.0.0.1:15224\"],\"gateway_url\":\"127.0.0.1:15224\","
            + "\"gateway_nrp\":true,\"gateway_iom\":true}\r\n";
    private static final String COMMAND = "INFO {\"server_id\":\"\",\"server_name\":\"\",\"version\":\"\",\"proto\":0,"
            + "\"go\":\"\",\"host\":\"\",\"port\":0,\"headers\":false,\"max_payload\":0,\"gateway\":\"C1\","
            + "\"gateway_cmd\":2,\"gateway_cmd_payload\":\"JEc=\"}\r\n";
    private static final String LEAF = "INFO {\"server_id\":\"NA\",\"server_name\":\"A\",\"version\":\"2.15.1\","
            + "\"proto\":3,\"go\":\"go1.27.2\",\"host\":\"127.0.0.1\",\"port\":15225,\"headers\":true,"
            + "\"auth_required\":true,\"max_payload\":1048576,\"ip\":\"127.0.0.1:15225\",\"client_id\":19,"
            + "\"cluster\":\"C1\",\"connect_info\":true,\"remote_account\":\"$G\",\"api_lvl\":5,"
            + "\"info_on_connect\":true,\"leafnode_urls\":[\"127.0.0.1:15225\"]} \r\n";
    private static final String CLIENT = "INFO {\"server_id\":\"NA\",\"server_name\":\"A\",\"version\":\"2.15.1\","
            + "\"proto\":1,\"go\":\"go1.27.2\",\"host\":\"127.0.0.1\",\"port\":15222,\"headers\":true,"
            + "\"auth_required\":true,\"max_payload\":1048576,\"client_id\":12,\"client_ip\":\"127.0.0.1\","
            + "\"cluster\":\"C1\",\"api_lvl\":5,\"xkey\":\"XC\"} \r\n";
    private static final String GOSSIPED = "INFO {\"server_id\":\"NC\",\"server_name\":\"C\",\"version\":\"2.15.1\","
            + "\"proto\":3,\"go\":\"go1.27.2\",\"host\":\"127.0.0.1\",\"port\":6224,\"headers\":true,"
            + "\"max_payload\":1048576,\"ip\":\"nats-route://127.0.0.1:6224/\",\"cluster\":\"C1\",\"lnoc\":true,"
            + "\"lnocu\":true,\"ln\":true,\"route_pool_size\":1,\"gossip_mode\":1}\r\n";

    @ParameterizedTest
    @ValueSource(strings = {ROUTE, GATEWAY, COMMAND, LEAF, CLIENT, GOSSIPED})
    void writesWhatItReadFromNatsServerByteForByte(String line) throws InvalidJsonException {
        InfoEnding ending = line.endsWith("} \r\n") ? InfoEnding.BLANK : InfoEnding.BARE;

        assertThat(new String(InfoJson.encode(decode(line), ending), StandardCharsets.UTF_8))
                .isEqualTo(line);
    }

    @Test
    void readsPermissionsOfARoute() throws InvalidJsonException {
        ServerInfo info = decode(ROUTE);

        assertThat(info.imports()).isEqualTo(new SubjectRules(List.of("in.>"), List.of()));
        assertThat(info.exports()).isEqualTo(new SubjectRules(List.of("a", "b"), List.of("c")));
        assertThat(info.routePoolSize()).isEqualTo(3);
    }

    @Test
    void readsTheAccountOfAGatewayCommand() throws InvalidJsonException {
        assertThat(decode(COMMAND).gatewayCommandPayload()).isEqualTo("$G");
    }

    @Test
    void passesOverLetterCaseNullsAndWhatItDoesNotKnow() throws InvalidJsonException {
        ServerInfo info = decode("INFO {\"Server_ID\":\"N1\",\"nonce\":null,\"new\":{\"a\":[1,{}]},\"PORT\":4}");

        assertThat(info).isEqualTo(ServerInfo.builder().serverId("N1").port(4).build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{\"server_id\":1}",
                "{\"port\":\"4222\"}",
                "{\"port\":1.5}",
                "{\"port\":99999999999}",
                "{\"headers\":1}",
                "{\"connect_urls\":\"a\"}",
                "{\"connect_urls\":[1]}",
                "{\"import\":[]}",
                "{\"import\":{\"allow\":\"a\"}}",
                "{\"client_id\":-1}",
                "{\"gossip_mode\":256}",
                "{\"gateway_cmd_payload\":\"%\"}",
                "{} {}",
                "{\"server_id\":\"a\"",
            })
    void refusesWhatGoWouldNotRead(String json) {
        assertThatThrownBy(() -> InfoJson.decode(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidJsonException.class);
    }

    @Test
    void tellsPortsByTheirFirstInfo() throws InvalidJsonException {
        assertThat(PortKind.of(decode(ROUTE))).isEqualTo(PortKind.ROUTE);
        assertThat(PortKind.of(decode(GATEWAY))).isEqualTo(PortKind.GATEWAY);
        assertThat(PortKind.of(decode(LEAF))).isEqualTo(PortKind.LEAF);
        assertThat(PortKind.of(decode(CLIENT))).isEqualTo(PortKind.CLIENT);
        assertThat(PortKind.of(decode("INFO {\"client_id\":1,\"leafnode_urls\":[]}")))
                .isEqualTo(PortKind.LEAF);
    }

    @Test
    void announcesALeafPortEvenWithoutAddresses() {
        ServerInfo info =
                ServerInfo.builder().clientId(1).leafNodeUrls(List.of()).build();

        assertThat(new String(InfoJson.encode(info, InfoEnding.BLANK), StandardCharsets.UTF_8))
                .contains("\"leafnode_urls\":[]");
    }

    @Test
    void carriesConnectionIdsOfAllSixtyFourBits() throws InvalidJsonException {
        String id = "18446744073709551615";
        ServerInfo info = decode("INFO {\"client_id\":" + id + "}");

        assertThat(Long.toUnsignedString(info.clientId())).isEqualTo(id);
        assertThat(new String(InfoJson.encode(info, InfoEnding.BLANK), StandardCharsets.UTF_8))
                .contains("\"client_id\":" + id);
    }

    private static ServerInfo decode(String line) throws InvalidJsonException {
        return InfoJson.decode(line.substring("INFO ".length()).trim().getBytes(StandardCharsets.UTF_8));
    }
}
