package io.dialtone.app.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.leaf.LeafServer.Kind;
import io.dialtone.app.testkit.RawClient;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What comes over leaf links counts for the account that they are bound to, on the hub. */
@Timeout(120)
class LeafPublishRateTest {
    private static final int MESSAGES = 800;

    private static String hub(String limits) {
        return "accounts { A { users: [ { user: a, password: p } ], limits: { " + limits + " } } }\n"
                + "leafnodes { listen: \"127.0.0.1:-1\" }\n";
    }

    private static String leaf(LeafServer hub) {
        return "leafnodes { reconnect: 1, remotes: [ { url: \"nats://a:p@127.0.0.1:" + hub.leafPort() + "\" } ] }\n";
    }

    private static RawClient client(LeafServer server, String members) {
        return RawClient.connect(URI.create(server.url()).getPort(), members);
    }

    @Test
    void aLeafNodeIsReadAsFastAsItsAccountMayPublish() {
        try (LeafServer hub = LeafServer.start(
                        Kind.DIALTONE, "server_name: hub\n" + hub("publish_rate: 1000, publish_burst: \"10ms\""));
                LeafServer leaf = LeafServer.start(Kind.DIALTONE, "server_name: leaf\n" + leaf(hub))) {
            leaf.awaitLeafs(1);
            try (RawClient subscriber = client(hub, "\"user\":\"a\",\"pass\":\"p\"");
                    RawClient publisher = client(leaf, "")) {
                subscriber.send("SUB x 1\r\nSUB ready 2\r\n").flush();
                long start = System.nanoTime();
                while (System.nanoTime() - start < 60e9) {
                    publisher.send("PUB ready 0\r\n\r\n").flush();
                    if (hub.broker().monitor().accountStats(true).toCompletableFuture().join().stream()
                                    .filter(a -> a.account().equals("A"))
                                    .mapToLong(a -> a.received().leafs().msgs())
                                    .sum()
                            > 0) {
                        break;
                    }
                }
                subscriber.readThrough("MSG ready 2 0\r\n\r\n");
                long begin = System.nanoTime();
                publisher.send("PUB x 1\r\ny\r\n".repeat(MESSAGES)).flush();
                int got = 0;
                while (got < MESSAGES) {
                    if (subscriber.readLine().startsWith("MSG x ")) {
                        got++;
                    }
                    subscriber.readLine();
                }
                assertThat((System.nanoTime() - begin) / 1e9).isGreaterThan(0.4);
            }
        }
    }
}
