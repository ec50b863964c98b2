package io.dialtone.app.leaf;

import io.dialtone.app.leaf.LeafServer.Kind;
import io.dialtone.app.testkit.RawClient;
import io.nats.client.Connection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a reload does with those who are leaf nodes, and with those who have them. */
@Timeout(120)
class LeafReloadTest {
    private static final String USERS =
            "leafnodes { listen: \"127.0.0.1:-1\", authorization { timeout: 30, users: [ %s ] } }\n";

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    private LeafServer server(Kind kind, String config) {
        LeafServer server = LeafServer.start(kind, config);
        opened.add(server);
        return server;
    }

    private Connection client(LeafServer server) throws IOException, InterruptedException {
        Connection client = Talk.connect(server.url());
        opened.add(client);
        return client;
    }

    private static String remotes(String userInfo, LeafServer hub) {
        return "leafnodes { reconnect: 1, remotes: [ { url: \"nats://" + userInfo + "127.0.0.1:" + hub.leafPort()
                + "\" } ] }\n";
    }

    /** Its clients, and what they have subscribed to, were there before. */
    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "NATS_SERVER_2_10", mode = EnumSource.Mode.EXCLUDE)
    void aServerByItselfBecomesALeafNode(Kind kind) throws Exception {
        LeafServer hub = server(Kind.DIALTONE, "leafnodes { listen: \"127.0.0.1:-1\" }\n");
        LeafServer alone = server(kind, "server_name: alone\n");
        Connection atHub = client(hub);
        Connection here = client(alone);
        var before = here.subscribe("before");
        here.flush(Talk.LIMIT);

        alone.reload("server_name: alone\n" + remotes("", hub));

        hub.awaitLeafs(1);
        new Talk(atHub, here, "before").awaitInterest(before, "before");
        new Talk(atHub, here, "down").all();
        new Talk(here, atHub, "up").all();

        alone.reload("server_name: alone\n");
        hub.awaitLeafs(0);
        alone.reload("server_name: alone\n" + remotes("", hub));
        hub.awaitLeafs(1);
        new Talk(here, atHub, "again").messages();
    }

    /** Nats-server 2.15.1 refuses such a reload. */
    @Test
    void whoMayComeInAsALeafNodeChangesAtOnce() {
        LeafServer hub = server(Kind.DIALTONE, USERS.formatted("{user: one, password: p}, {user: two, password: p}"));
        LeafServer one = server(Kind.DIALTONE, "server_name: ONE\n" + remotes("one:p@", hub));
        LeafServer two = server(Kind.DIALTONE, "server_name: TWO\n" + remotes("two:p@", hub));
        LeafServer three = server(Kind.DIALTONE, "server_name: THREE\n" + remotes("three:p@", hub));
        hub.awaitLeafs(2);

        String port = "127.0.0.1:" + hub.leafPort();
        hub.reload(USERS.formatted("{user: two, password: p}, {user: three, password: p}")
                .replace("127.0.0.1:-1", port));

        three.awaitLeafs(1);
        one.awaitLeafs(0);
        two.awaitLeafs(1);
        hub.awaitLeafs(2);
        try (RawClient gone = RawClient.connect(hub.leafPort())) {
            gone.send("CONNECT {\"name\":\"raw\",\"version\":\"2.15.1\",\"user\":\"one\",\"pass\":\"p\"}\r\n");
            gone.readThrough("-ERR 'Authorization Violation'\r\n");
        }
    }

    @Test
    void theOneUserOfTheBlockChangesAtOnce() {
        String block =
                "leafnodes { listen: \"127.0.0.1:-1\", authorization { timeout: 30, user: one, password: %s } }\n";
        LeafServer hub = server(Kind.DIALTONE, block.formatted("old"));
        LeafServer leaf = server(Kind.DIALTONE, "server_name: ONE\n" + remotes("one:old@", hub));
        LeafServer other = server(Kind.DIALTONE, "server_name: TWO\n" + remotes("one:new@", hub));
        hub.awaitLeafs(1);

        hub.reload(block.formatted("new").replace("127.0.0.1:-1", "127.0.0.1:" + hub.leafPort()));

        other.awaitLeafs(1);
        leaf.awaitLeafs(0);
        hub.awaitLeafs(1);
    }
}
