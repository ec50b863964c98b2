package io.dialtone.app.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.accounts.jwt.AccountLimits;
import io.dialtone.actors.links.LinkPort;
import io.dialtone.actors.monitor.ConnectionQuery.Subscriptions;
import io.dialtone.app.leaf.LeafServer.Kind;
import io.dialtone.app.testkit.Deadline;
import io.nats.client.Connection;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What lower limits of an account do to leaf links that are there: the same on a nats-server. */
@Timeout(120)
class LeafLimitsTest {
    private static final String EXCEEDED = "maximum account active connections exceeded";

    @TempDir
    Path directory;

    private final LeafRealm realm = new LeafRealm();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    private <T extends AutoCloseable> T own(T one) {
        opened.add(one);
        return one;
    }

    private LeafServer spoke(String name, LeafServer hub, Path credentials) {
        return own(LeafServer.start(
                Kind.DIALTONE, LeafRealm.spoke(hub, credentials).replace("SPOKE", name)));
    }

    private Path credentials() {
        return realm.credentials(directory.resolve("leaf.creds"), b -> b);
    }

    private void push(LeafServer hub, AccountLimits limits) throws Exception {
        realm.push(hub, directory, b -> b.limits(limits));
    }

    private static AccountLimits connections(int most) {
        return AccountLimits.UNLIMITED.with(l -> l.connections(most));
    }

    /** A leaf node that was ended comes back: only the limit of leaf nodes would turn it away. */
    @ParameterizedTest
    @EnumSource(names = {"DIALTONE", "NATS_SERVER"})
    void theNewestLeafLinksAndClientsGoWhenFewerConnectionsAreAllowed(Kind kind) throws Exception {
        LeafServer hub = own(LeafServer.start(kind, realm.hub(directory.resolve("jwt"))));
        Path credentials = credentials();
        LeafServer first = spoke("FIRST", hub, credentials).awaitLeafs(1);
        Connection client = own(LeafRealm.connect(hub, credentials));
        LeafServer second = spoke("SECOND", hub, credentials).awaitLeafs(1);
        push(hub, connections(2));
        second.awaitLog(EXCEEDED);
        hub.awaitLog(EXCEEDED);
        hub.awaitLog("Leafnode connection closed: Maximum Account Connections Exceeded");
        second.awaitLeafs(1);
        assertThat(client.getStatus()).isEqualTo(Connection.Status.CONNECTED);
        push(hub, connections(1));
        awaitClosed(client);
        assertThat(first.log()).doesNotContain("exceeded");
        assertThat(first.leafs()).isEqualTo(1);
    }

    private static void awaitClosed(Connection client) {
        Deadline.await("the client goes", () -> client.getStatus() == Connection.Status.CLOSED);
    }

    /** Two hubs of one cluster; the first is told of lower limits, and tells the second. */
    private record Hubs(LeafServer first, LeafServer second) {}

    private Hubs hubs(Kind kind) {
        String cluster = "cluster { name: C, listen: '127.0.0.1:-1', routes: [%s] }\n";
        LeafServer second = own(LeafServer.start(
                Kind.DIALTONE,
                realm.hub(directory.resolve("second")).replace("HUB", "SECOND-HUB") + cluster.formatted("")));
        InetSocketAddress routes = second.broker().address(LinkPort.CLUSTER);
        if (routes == null) {
            throw new AssertionError("no cluster");
        }
        String route = "'nats-route://127.0.0.1:" + routes.getPort() + "'";
        LeafServer first =
                own(LeafServer.start(kind, realm.hub(directory.resolve("first")) + cluster.formatted(route)));
        Deadline.await(
                "a route",
                () -> !second.broker()
                        .monitor()
                        .routes(Subscriptions.NONE)
                        .toCompletableFuture()
                        .join()
                        .routes()
                        .isEmpty());
        return new Hubs(first, second);
    }

    @ParameterizedTest
    @EnumSource(names = {"DIALTONE", "NATS_SERVER"})
    void aLeafLinkGoesWhenAnotherServerSaysThatItHasAsManyAsAreAllowedNow(Kind kind) throws Exception {
        Hubs hubs = hubs(kind);
        Path credentials = credentials();
        spoke("THERE", hubs.second(), credentials).awaitLeafs(1);
        Connection client = own(LeafRealm.connect(hubs.second(), credentials));
        LeafServer here = spoke("HERE", hubs.first(), credentials).awaitLeafs(1);
        push(hubs.first(), AccountLimits.UNLIMITED.with(l -> l.leafNodes(1)));
        assertThat(here.leafs()).isEqualTo(1);
        // Fewer connections than before, so it is not the number that makes it known.
        client.close();
        here.awaitLog(EXCEEDED);
        assertThat(hubs.second().leafs()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"DIALTONE", "NATS_SERVER"})
    void aLeafLinkGoesWhenAnotherServerSaysThatItHasAllConnectionsThatAreAllowedNow(Kind kind) throws Exception {
        Hubs hubs = hubs(kind);
        Path credentials = credentials();
        List<Connection> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clients.add(own(LeafRealm.connect(hubs.second(), credentials)));
        }
        LeafServer here = spoke("HERE", hubs.first(), credentials).awaitLeafs(1);
        push(hubs.first(), connections(2));
        awaitClosed(clients.get(2));
        here.awaitLog(EXCEEDED);
        assertThat(clients.get(0).getStatus()).isEqualTo(Connection.Status.CONNECTED);
        assertThat(clients.get(1).getStatus()).isEqualTo(Connection.Status.CONNECTED);
    }
}
