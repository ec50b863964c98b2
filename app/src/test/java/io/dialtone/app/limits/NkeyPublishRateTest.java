package io.dialtone.app.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.NonceSignature;
import io.dialtone.actors.monitor.AccountStats;
import io.dialtone.app.routes.Member;
import io.dialtone.app.routes.MemberKind;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.RawClient;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Users that are known by their key publish no faster than they may, either. */
@Timeout(120)
class NkeyPublishRateTest {
    private static final double SECOND = 1e9;
    private static final String MESSAGE = "PUB x 1\r\ny\r\n";

    private final KeyPair key = KeyPair.generate(NkeyType.USER, new SecureRandom());
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    private Member server(String config) {
        Member server = Member.start(MemberKind.DIALTONE, config);
        opened.add(server);
        return server;
    }

    private String account(String limits) {
        return "accounts { A { users: [ " + user(limits) + ", { user: b, password: p } ] } }\n";
    }

    private String user(String limits) {
        return "{ nkey: " + key.publicKey() + ", limits: { " + limits + " } }";
    }

    private static int port(Member server) {
        return URI.create(server.url()).getPort();
    }

    private RawClient withKey(Member server) {
        RawClient client = RawClient.open(port(server));
        opened.add(client);
        String nonce = client.readInfo().path("nonce").asText();
        return client.send("CONNECT {\"verbose\":false,\"nkey\":\"" + key.publicKey() + "\",\"sig\":\""
                        + NonceSignature.sign(key, nonce) + "\"}\r\n")
                .flush();
    }

    private RawClient subscriber(Member server) {
        RawClient client = RawClient.connect(port(server), "\"user\":\"b\",\"pass\":\"p\"");
        opened.add(client);
        return client.send("SUB x 1\r\n").flush();
    }

    private static void take(RawClient subscriber, int messages) {
        for (int i = 0; i < messages; i++) {
            subscriber.expect("MSG x 1 1\r\ny\r\n");
        }
    }

    private static long pauses(Member server, String account) {
        return server.broker().monitor().accountStats(true).toCompletableFuture().join().stream()
                .filter(stats -> stats.account().equals(account))
                .map(AccountStats::pauses)
                .mapToLong(pauses -> pauses.count())
                .sum();
    }

    @Test
    void allConnectionsWithOneKeyShareWhatItMayPublish() {
        Member server = server(account("publish_rate: 1000, publish_burst: \"50ms\""));
        RawClient subscriber = subscriber(server);
        RawClient one = withKey(server);
        RawClient two = withKey(server);
        long start = System.nanoTime();
        one.send(MESSAGE.repeat(500));
        two.send(MESSAGE.repeat(500));
        take(subscriber, 1000);
        assertThat((System.nanoTime() - start) / SECOND).isGreaterThan(0.5);
        one.flush();
        two.flush();
        assertThat(pauses(server, "A")).isPositive();
    }

    @Test
    void anotherUserOfTheAccountIsNotHeldBack() {
        Member server = server(account("publish_rate: 5, publish_burst: \"200ms\""));
        withKey(server).send(MESSAGE.repeat(1000));
        Deadline.await("the key is held back", () -> pauses(server, "A") > 0);
        RawClient other = subscriber(server);
        other.send(MESSAGE.repeat(1000));
        take(other, 1000);
    }

    @Test
    void keysOutsideOfAccountsAreLimitedToo() {
        Member server =
                server("authorization { users: [ " + user("publish_rate: 5, publish_burst: \"200ms\"") + " ] }\n");
        withKey(server).send(MESSAGE.repeat(1000));
        Deadline.await("the key is held back", () -> pauses(server, "$G") > 0);
    }

    @Test
    void aReloadSetsFreeAndHoldsBackAgain() {
        Member server = server(account("publish_rate: 5, publish_burst: \"200ms\""));
        RawClient subscriber = subscriber(server);
        RawClient publisher = withKey(server);
        publisher.send(MESSAGE.repeat(3000));
        Deadline.await("the key is held back", () -> pauses(server, "A") > 0);
        // Ten minutes at the first rate, more than any deadline.
        server.reload(account("publish_rate: 100000"));
        take(subscriber, 3000);
        // What the last of them cost is paid when the connection is read again: no pause is under way that began
        // before.
        publisher.flush();
        long before = pauses(server, "A");
        server.reload(account("publish_rate: 5, publish_burst: \"200ms\""));
        // The limit holds from the first read after the connection's actor has heard of it.
        AtomicInteger sent = new AtomicInteger();
        Deadline.await("it waits again", () -> {
            publisher.send(MESSAGE.repeat(20));
            sent.addAndGet(20);
            return pauses(server, "A") > before;
        });
        server.reload(account(""));
        take(subscriber, sent.get());
    }
}
