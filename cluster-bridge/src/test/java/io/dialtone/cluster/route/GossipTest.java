package io.dialtone.cluster.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.cluster.protocol.GossipMode;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.cluster.protocol.ServerUrl;
import java.util.List;
import org.junit.jupiter.api.Test;

class GossipTest {
    private static final ServerInfo NEW = ServerInfo.builder()
            .serverId("NC")
            .host("10.0.0.3")
            .port(6224)
            .nonce("secret")
            .build();

    @Test
    void theAcceptingSideTellsAndAsksNotToPassItOn() {
        Gossip gossip = new Gossip(false, RouteType.IMPLICIT, GossipMode.DEFAULT, NEW);

        ServerInfo told =
                gossip.entryFor("NA", RouteType.IMPLICIT, true, "127.0.0.1").orElseThrow();
        assertThat(told.gossipMode()).isEqualTo(GossipMode.DISABLED);
        assertThat(told.ip()).isEqualTo("nats-route://127.0.0.1:6224/");
        assertThat(told.nonce()).isEmpty();
        assertThat(told.serverId()).isEqualTo("NC");
    }

    @Test
    void newsForAnotherGroupOfServersIsToBePassedOn() {
        Gossip accepted = new Gossip(false, RouteType.IMPLICIT, GossipMode.DEFAULT, NEW);
        Gossip configured = new Gossip(true, RouteType.EXPLICIT, GossipMode.DEFAULT, NEW);

        assertThat(modeTold(accepted, RouteType.EXPLICIT)).isEqualTo(GossipMode.OVERRIDE);
        assertThat(modeTold(configured, RouteType.IMPLICIT)).isEqualTo(GossipMode.OVERRIDE);
    }

    @Test
    void whatCameFromGossipIsNotPassedOnUnlessAsked() {
        assertThat(new Gossip(true, RouteType.IMPLICIT, GossipMode.DEFAULT, NEW).passesOn())
                .isFalse();
        Gossip asked = new Gossip(true, RouteType.IMPLICIT, GossipMode.OVERRIDE, NEW);
        assertThat(modeTold(asked, RouteType.EXPLICIT)).isEqualTo(GossipMode.DEFAULT);
    }

    @Test
    void aNewServerMayAskNotToBeSpokenOf() {
        ServerInfo shy = NEW.with(b -> b.gossipMode(GossipMode.DISABLED));

        assertThat(new Gossip(false, RouteType.IMPLICIT, GossipMode.DEFAULT, shy).passesOn())
                .isFalse();
    }

    @Test
    void nobodyIsToldOfItselfAndOldServersNotOfDedicatedConnections() {
        Gossip gossip = new Gossip(false, RouteType.IMPLICIT, GossipMode.DEFAULT, NEW);
        Gossip dedicated =
                new Gossip(false, RouteType.IMPLICIT, GossipMode.DEFAULT, NEW.with(b -> b.routeAccount("$SYS")));

        assertThat(gossip.entryFor("NC", RouteType.IMPLICIT, true, "h")).isEmpty();
        assertThat(dedicated.entryFor("NA", RouteType.IMPLICIT, false, "h")).isEmpty();
        assertThat(dedicated.entryFor("NA", RouteType.IMPLICIT, true, "h")).isPresent();
    }

    @Test
    void anAdvertisedAddressStays() {
        ServerInfo advertised = NEW.with(b -> b.ip("nats-route://public:1/"));
        Gossip gossip = new Gossip(false, RouteType.IMPLICIT, GossipMode.DEFAULT, advertised);

        assertThat(gossip.entryFor("NA", RouteType.IMPLICIT, true, "h")
                        .orElseThrow()
                        .ip())
                .isEqualTo("nats-route://public:1/");
        assertThat(Gossip.urlOf("::1", 6222)).isEqualTo("nats-route://[::1]:6222/");
    }

    @Test
    void anUnknownServerIsDialledAtItsGossipedAddressWithTheClustersCredentials() {
        GossipReader reader = reader(3, "nats://configured:6222");
        ServerInfo entry = NEW.with(
                b -> b.ip("nats-route://10.0.0.9:6224/").authRequired(true).gossipMode(GossipMode.OVERRIDE));

        assertThat(reader.answer(entry, true, (id, account) -> false))
                .isEqualTo(new GossipAnswer.Dial(
                        new ServerUrl("nats-route", "10.0.0.9", 6224, "u", "p", ""), GossipMode.OVERRIDE, List.of("")));
    }

    @Test
    void newsFromAServerWithoutPoolBringsTheDedicatedConnectionsToo() {
        ServerInfo entry = NEW.with(b -> b.ip("nats-route://10.0.0.9:6224/"));

        GossipAnswer answer = reader(3).answer(entry, false, (id, account) -> false);
        assertThat(((GossipAnswer.Dial) answer).accounts()).containsExactly("", "$SYS");
    }

    @Test
    void selfAndConnectedAndConfiguredAndUnreachableServersAreLeftAlone() {
        ServerInfo entry = NEW.with(b -> b.ip("nats-route://10.0.0.9:6224/"));
        GossipReader.Connected nobody = (id, account) -> false;

        assertThat(reason(reader(3), entry.with(b -> b.serverId("OWN")), nobody))
                .isEqualTo(GossipAnswer.Reason.SELF);
        assertThat(reason(reader(3), entry, (id, account) -> id.equals("NC"))).isEqualTo(GossipAnswer.Reason.CONNECTED);
        assertThat(reason(reader(3, "nats://10.0.0.3:6224"), entry, nobody)).isEqualTo(GossipAnswer.Reason.CONFIGURED);
        assertThat(reason(reader(3, "nats://10.0.0.9:6224"), entry, nobody)).isEqualTo(GossipAnswer.Reason.CONFIGURED);
        assertThat(reason(reader(3), NEW, nobody)).isEqualTo(GossipAnswer.Reason.UNUSABLE);
        assertThat(reason(reader(-1), entry.with(b -> b.routeAccount("X")), nobody))
                .isEqualTo(GossipAnswer.Reason.NOT_POOLED);
    }

    private static GossipMode modeTold(Gossip gossip, RouteType recipient) {
        return gossip.entryFor("NA", recipient, true, "h").orElseThrow().gossipMode();
    }

    private static GossipAnswer.Reason reason(GossipReader reader, ServerInfo entry, GossipReader.Connected connected) {
        return ((GossipAnswer.Ignore) reader.answer(entry, true, connected)).reason();
    }

    private static GossipReader reader(int poolSize, String... configured) {
        List<ServerUrl> urls =
                List.of(configured).stream().map(ServerUrl::parse).toList();
        return new GossipReader("OWN", poolSize, List.of("$SYS"), urls, "u", "p");
    }
}
