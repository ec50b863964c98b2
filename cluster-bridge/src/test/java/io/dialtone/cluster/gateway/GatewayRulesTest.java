package io.dialtone.cluster.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.cluster.protocol.InfoEnding;
import io.dialtone.cluster.protocol.InfoJson;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.routing.ByteText;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GatewayRulesTest {
    private static final RoutedReply GA = RoutedReply.of("GA", "ID");

    @Test
    void aRoutedReplyNamesClusterAndServerAtFixedPlaces() {
        byte[] reply = ByteText.bytes("..INB.1");
        byte[] routed = GA.route(reply, 2, 5);

        assertThat(ByteText.text(routed))
                .startsWith("_GR_.F2cAWZ.")
                .endsWith(".INB.1")
                .hasSize(19 + 5);
        assertThat(RoutedReply.isRouted(routed, 0, routed.length)).isTrue();
        assertThat(RoutedReply.cluster(routed, 0)).isEqualTo("F2cAWZ");
        assertThat(GA.isForThisCluster(routed, 0)).isTrue();
        assertThat(GA.isForThisServer(routed, 0)).isTrue();
        assertThat(ByteText.text(routed).substring(RoutedReply.REPLY_AT)).isEqualTo("INB.1");
    }

    @Test
    void aRoutedReplyOfAnotherServerOrClusterIsToldApart() {
        byte[] sibling = RoutedReply.of("GA", "OTHER").route(ByteText.bytes("r"), 0, 1);
        byte[] foreign = RoutedReply.of("GB", "ID").route(ByteText.bytes("r"), 0, 1);

        assertThat(GA.isForThisCluster(sibling, 0)).isTrue();
        assertThat(GA.isForThisServer(sibling, 0)).isFalse();
        assertThat(GA.isForThisCluster(foreign, 0)).isFalse();
        assertThat(RoutedReply.server(foreign, 0)).isEqualTo(RoutedReply.server(GA.route(new byte[] {'r'}, 0, 1), 0));
    }

    @Test
    void whatOnlyLooksLikeARoutedReplyIsNone() {
        for (String subject : List.of("_GR_.F2cAWZ.fAomHm.", "_GR_.", "_INBOX.F2cAWZ.fAomHm.x", "")) {
            byte[] bytes = ByteText.bytes(subject);
            assertThat(RoutedReply.isRouted(bytes, 0, bytes.length)).as(subject).isFalse();
        }
    }

    @Test
    void configuredAddressesStayAndLearntOnesAreReplaced() {
        GatewayUrls urls = GatewayUrls.of(List.of(ServerUrl.parse("nats://u:p@h1:1")), false, "g", "gp");
        GatewayUrls first = urls.learnt(List.of("h1:1", "h2:2"));

        assertThat(first.all())
                .containsExactly(
                        new ServerUrl("nats", "h1", 1, "u", "p", ""), new ServerUrl("nats", "h2", 2, "g", "gp", ""));
        assertThat(first.learnt(List.of("h3:3")).all())
                .extracting(ServerUrl::address)
                .containsExactly("h1:1", "h3:3");
        assertThat(first.alsoLearnt(List.of("h3:3")).all())
                .extracting(ServerUrl::address)
                .containsExactly("h1:1", "h2:2", "h3:3");
        assertThat(first.learnt(List.of(":x", "", "nohost")).all())
                .extracting(ServerUrl::address)
                .containsExactly("h1:1");
    }

    @Test
    void anyAddressMayBePicked() {
        GatewayUrls none = GatewayUrls.of(List.of(), true, "", "");

        assertThat(none.pick(new Random(1))).isEmpty();
        assertThat(none.learnt(List.of("h:1")).pick(new Random(1))).contains(new ServerUrl("tls", "h", 1, "", "", ""));
    }

    @Test
    void theNearestGatewayComesFirstAndAListThatWasTakenStays() {
        OutboundOrder<String> order = new OutboundOrder<>();
        order.add("far");
        order.add("near");
        order.measured("far", 900);
        order.measured("near", 100);
        List<String> taken = order.nearestFirst();
        order.measured("near", 2000);
        order.measured("gone", 1);

        assertThat(taken).containsExactly("near", "far");
        assertThat(order.nearestFirst()).containsExactly("far", "near");
        order.remove("far");
        assertThat(order.nearestFirst()).containsExactly("near");
    }

    @Test
    void commandsAreWhatNatsServerSays() {
        byte[] line = InfoJson.encode(GatewayNews.interestBegins("C1", "$G"), InfoEnding.BARE);

        assertThat(ByteText.text(line))
                .isEqualTo("INFO {\"server_id\":\"\",\"server_name\":\"\",\"version\":\"\",\"proto\":0,\"go\":\"\","
                        + "\"host\":\"\",\"port\":0,\"headers\":false,\"max_payload\":0,\"gateway\":\"C1\","
                        + "\"gateway_cmd\":2,\"gateway_cmd_payload\":\"JEc=\"}\r\n");
    }

    @Test
    void commandsAreRead() {
        assertThat(GatewayNews.read(GatewayNews.interestBegins("G", "A")))
                .isEqualTo(new GatewayNews.InterestBegins("A"));
        assertThat(GatewayNews.read(GatewayNews.interestComplete("G", "A")))
                .isEqualTo(new GatewayNews.InterestComplete("A"));
        ServerInfo gossip = GatewayNews.gossipOnRoute("ID", "GC", List.of("h:1"));
        assertThat(gossip.serverId()).isEqualTo("GWID");
        assertThat(GatewayNews.read(gossip)).isEqualTo(new GatewayNews.Cluster("GC", List.of("h:1")));
        ServerInfo full = ServerInfo.builder().serverId("X").gateway("G").build();
        assertThat(GatewayNews.read(full)).isEqualTo(new GatewayNews.Introduction(full));
        assertThat(GatewayNews.read(full.with(b -> b.gatewayCommand(9)))).isEqualTo(new GatewayNews.Unknown(9));
    }

    @Test
    void aCommandAboutNoAccountIsAViolation() {
        ServerInfo command = ServerInfo.builder().gatewayCommand(3).build();

        assertThat(GatewayNews.read(command))
                .isEqualTo(new GatewayNews.Violation("Account absent from receive-all-subscriptions-complete command"));
    }
}
