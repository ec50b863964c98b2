package io.dialtone.cluster.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.conf.SubjectRules;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteNewsTest {
    private static final ServerInfo PEER =
            ServerInfo.builder().serverId("PEER").cluster("C1").routePoolSize(3).build();
    private static final SubjectRules RULES = new SubjectRules(List.of("a"), List.of());

    @Test
    void theOwnIdComesBeforeEverythingElse() {
        assertThat(news(PEER.with(b -> b.serverId("OWN").cluster("C2")))).isEqualTo(new RouteNews.Self());
    }

    @Test
    void anotherClusterComesBeforeWhatIsSaidWithinIt() {
        assertThat(news(PEER.with(b -> b.cluster("C2").gateway("G")))).isEqualTo(new RouteNews.ClusterConflict());
    }

    @Test
    void aNameThatIsAdoptedDoesNotHideTheRest() {
        RouteNews.Reading reading = RouteNews.read(
                PEER.with(b -> b.serverId("OTHER")), "OWN", "PEER", new ClusterName("X", true), null, null);

        assertThat(reading.adopted()).isEqualTo(new ClusterName("C1", true));
        assertThat(reading.news()).isInstanceOf(RouteNews.OtherServer.class);
    }

    @Test
    void anAccountThatMovesIsAnsweredWithTheSameRequest() {
        ServerInfo info = PEER.with(b -> b.serverId("").routeAccount("ACC").routeAccountRequestId("r1"));

        assertThat(news(info)).isEqualTo(new RouteNews.AccountMoves("ACC", 1, info.with(b -> b.routeAccount(""))));
        assertThat(news(info.with(b -> b.routeAccount("")))).isEqualTo(new RouteNews.AccountMoved("r1"));
    }

    @Test
    void gatewaysAreToldOfUnderAnIdThatIsNobodys() {
        assertThat(news(PEER.with(b -> b.serverId("GWPEER").gateway("GB"))))
                .isInstanceOf(RouteNews.GatewayGossip.class);
    }

    @Test
    void anInfoWithoutAnIdIsAboutAnotherServer() {
        assertThat(news(PEER.with(b -> b.serverId("")))).isInstanceOf(RouteNews.OtherServer.class);
    }

    @Test
    void thePeersOwnUpdateTellsWhetherPermissionsChanged() {
        assertThat(news(PEER)).isEqualTo(new RouteNews.Update(false, false));
        assertThat(news(PEER.with(b -> b.imports(RULES)))).isEqualTo(new RouteNews.Update(true, false));
        assertThat(news(PEER.with(b -> b.imports(RULES).lameDuck(true)))).isEqualTo(new RouteNews.Update(false, true));
    }

    private static RouteNews news(ServerInfo info) {
        return RouteNews.read(info, "OWN", "PEER", new ClusterName("C1", false), null, null)
                .news();
    }
}
