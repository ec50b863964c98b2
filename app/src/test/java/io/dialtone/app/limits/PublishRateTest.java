package io.dialtone.app.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.actors.monitor.AccountStats;
import io.dialtone.actors.monitor.Pauses;
import io.dialtone.app.routes.Member;
import io.dialtone.app.routes.MemberKind;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.RawClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Users and accounts that publish more than they may are read more slowly, and lose nothing. That something takes its time is
 * asserted, not that it takes no more.
 */
@Timeout(120)
class PublishRateTest {
    private static final double SECOND = 1e9;

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

    private static String users(String limitsOfA, String limitsOfAccount) {
        return """
                accounts {
                  A {
                    users: [ { user: a, password: p, limits: { %s } }, { user: b, password: p } ]
                    limits: { %s }
                  }
                  B { users: [ { user: c, password: p } ] }
                  SYS { users: [ { user: s, password: p } ] }
                }
                system_account: SYS
                """.formatted(limitsOfA, limitsOfAccount);
    }

    private static int port(Member server) {
        return URI.create(server.url()).getPort();
    }

    private RawClient client(Member server, String user) {
        RawClient client = RawClient.connect(port(server), "\"user\":\"" + user + "\",\"pass\":\"p\"");
        opened.add(client);
        return client;
    }

    private static String messages(String subject, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("PUB ")
                    .append(subject)
                    .append(" 5\r\n")
                    .append(10_000 + i)
                    .append("\r\n");
        }
        return text.toString();
    }

    /** Takes so many messages, each of which must be the next one. */
    private static void expect(RawClient subscriber, String subject, int from, int to) {
        for (int i = from; i < to; i++) {
            subscriber.expect("MSG " + subject + " 1 5\r\n" + (10_000 + i) + "\r\n");
        }
    }

    private static Pauses pauses(Member server, String account) {
        return server.broker().monitor().accountStats(true).toCompletableFuture().join().stream()
                .filter(stats -> stats.account().equals(account))
                .map(AccountStats::pauses)
                .findFirst()
                .orElse(Pauses.NONE);
    }

    private static void awaitPause(Member server, String account) {
        Deadline.await(account + " is held back", () -> pauses(server, account).count() > 0);
    }

    @Test
    void aUserPublishesNoFasterThanItMayAndNothingIsLost() {
        Member server = server(users("publish_rate: 1000, publish_burst: \"100ms\"", ""));
        RawClient subscriber = client(server, "b").send("SUB x 1\r\n").flush();
        RawClient publisher = client(server, "a");
        long start = System.nanoTime();
        publisher.send(messages("x", 1000) + "PING\r\n");
        expect(subscriber, "x", 0, 1000);
        // But for what comes at once in the beginning, and what the last read has brought.
        assertThat((System.nanoTime() - start) / SECOND).isGreaterThan(0.6);
        publisher.expect("PONG\r\n");
    }

    @Test
    void bytesAreLimitedToo() {
        Member server = server(users("publish_bytes: 10KB, publish_burst: \"10ms\"", ""));
        RawClient subscriber = client(server, "b").send("SUB x 1\r\n").flush();
        RawClient publisher = client(server, "a");
        long start = System.nanoTime();
        publisher.send(("PUB x 1024\r\n" + "y".repeat(1024) + "\r\n").repeat(12));
        for (int i = 0; i < 12; i++) {
            subscriber.expect("MSG x 1 1024\r\n" + "y".repeat(1024) + "\r\n");
        }
        assertThat((System.nanoTime() - start) / SECOND).isGreaterThan(0.5);
    }

    @Test
    void connectionsOfOneUserShareWhatItMayPublish() {
        Member server = server(users("publish_rate: 1000, publish_burst: \"10ms\"", ""));
        RawClient subscriber = client(server, "b").send("SUB * 1\r\n").flush();
        RawClient one = client(server, "a");
        RawClient two = client(server, "a");
        long start = System.nanoTime();
        one.send(messages("x", 600));
        two.send(messages("y", 600));
        int ofOne = 0;
        int ofTwo = 0;
        while (ofOne < 600 && ofTwo < 600) {
            if (subscriber.readLine().startsWith("MSG x ")) {
                ofOne++;
            } else {
                ofTwo++;
            }
            subscriber.readLine();
        }
        assertThat(Math.min(ofOne, ofTwo))
                .as("whoever is behind has got on, too")
                .isGreaterThan(200);
        while (ofOne + ofTwo < 1200) {
            if (subscriber.readLine().startsWith("MSG x ")) {
                ofOne++;
            } else {
                ofTwo++;
            }
            subscriber.readLine();
        }
        assertThat((System.nanoTime() - start) / SECOND).isGreaterThan(0.7);
        assertThat(ofOne).isEqualTo(600);
    }

    @Test
    void anAccountIsLimitedAsAWholeAndOthersAreNot() {
        Member server = server(users("", "publish_rate: 5, publish_burst: \"200ms\""));
        RawClient one = client(server, "a");
        RawClient two = client(server, "b");
        RawClient other = client(server, "c").send("SUB x 1\r\n").flush();
        one.send(messages("x", 1000));
        awaitPause(server, "A");
        // The debt of the first read is far more than a deadline, also for who has published nothing yet.
        two.send(messages("x", 1000));
        other.send(messages("x", 5000));
        expect(other, "x", 0, 5000);
        client(server, "c").send(messages("x", 1)).flush();
        assertThat(pauses(server, "B")).isEqualTo(Pauses.NONE);
        assertThat(received(server, "A")).isLessThan(1000);
    }

    private static long received(Member server, String account) {
        return server.broker().monitor().accountStats(true).toCompletableFuture().join().stream()
                .filter(stats -> stats.account().equals(account))
                .mapToLong(stats -> stats.received().total().msgs())
                .sum();
    }

    @Test
    void accountsThatSayNothingHaveTheDefaultButNotTheSystemAccount() {
        Member server = server(users("", "") + "account_publish_limits { publish_rate: 5, publish_burst: \"200ms\" }");
        RawClient system = client(server, "s");
        system.send(messages("x", 1000)).flush();
        client(server, "c").send(messages("x", 1000));
        awaitPause(server, "B");
        assertThat(pauses(server, "SYS")).isEqualTo(Pauses.NONE);
    }

    @Test
    void anybodyIsLimitedWhereNobodyHasToSayWhoHeIs() {
        Member server = server("account_publish_limits { publish_rate: 5, publish_burst: \"200ms\" }");
        RawClient client = RawClient.connect(port(server), "");
        opened.add(client);
        client.send(messages("x", 1000));
        awaitPause(server, "$G");
    }

    @Test
    void aReloadLimitsConnectionsThatAreOpen() {
        Member server = server(users("", ""));
        RawClient subscriber = client(server, "b").send("SUB x 1\r\n").flush();
        RawClient publisher = client(server, "a");
        publisher.send(messages("x", 500));
        expect(subscriber, "x", 0, 500);
        server.reload(users("publish_rate: 1000, publish_burst: \"10ms\"", ""));
        // The limit holds from the first read after its actor has heard of it.
        while (pauses(server, "A").count() == 0) {
            publisher.send(messages("x", 20)).flush();
            expect(subscriber, "x", 0, 20);
        }
        long start = System.nanoTime();
        publisher.send(messages("x", 800));
        expect(subscriber, "x", 0, 800);
        assertThat((System.nanoTime() - start) / SECOND).isGreaterThan(0.4);
    }

    @Test
    void aReloadSetsFreeWhoWaits() {
        Member server = server(users("publish_rate: 5, publish_burst: \"200ms\"", "publish_rate: 6"));
        RawClient subscriber = client(server, "b").send("SUB x 1\r\n").flush();
        RawClient publisher = client(server, "a");
        publisher.send(messages("x", 3000));
        awaitPause(server, "A");
        // Ten minutes at the first rate, more than any deadline.
        server.reload(users("publish_rate: 100000", "publish_rate: 50000"));
        expect(subscriber, "x", 0, 3000);
        // What the last of them cost is paid when the connection is read again: no pause is under way that began
        // before.
        publisher.flush();
        long before = pauses(server, "A").count();
        server.reload(users("publish_rate: 5, publish_burst: \"200ms\"", ""));
        // The limit holds from the first read after its actor has heard of it.
        AtomicInteger sent = new AtomicInteger();
        Deadline.await("it waits again", () -> {
            publisher.send(messages("x", 20));
            sent.addAndGet(20);
            return pauses(server, "A").count() > before;
        });
        server.reload(users("", ""));
        for (int i = 0; i < sent.get(); i += 20) {
            expect(subscriber, "x", 0, 20);
        }
    }

    @Test
    void whoIsHeldBackIsNotTakenForStale() {
        Member server = server(
                "ping_interval: \"500ms\"\nping_max: 1\n" + users("publish_rate: 40, publish_burst: \"25ms\"", ""));
        RawClient publisher = client(server, "a");
        publisher.send(messages("x", 140));
        awaitPause(server, "A");
        RawClient silent = client(server, "c");
        assertThat(silent.readToEof()).endsWith("-ERR 'Stale Connection'\r\n");
        // More than three seconds of debt, in which the others are asked six times.
        publisher.flush();
    }

    @Test
    void aConnectionThatWaitsCanBeClosed() {
        Member server = server(users("publish_rate: 5, publish_burst: \"200ms\"", ""));
        RawClient publisher = client(server, "a");
        publisher.send(messages("x", 3000));
        awaitPause(server, "A");
        server.reload(users("", "").replace("user: a,", "user: another,"));
        publisher.expectEof();
    }

    @Test
    void aConnectionThatWaitsCanBeSentAwayByHand() {
        Member server = server(users("publish_rate: 5, publish_burst: \"200ms\"", ""));
        RawClient publisher = RawClient.open(port(server));
        opened.add(publisher);
        long cid = publisher.readInfo().path("client_id").asLong();
        publisher
                .send("CONNECT {\"verbose\":false,\"user\":\"a\",\"pass\":\"p\"}\r\n")
                .flush();
        publisher.send(messages("x", 3000));
        awaitPause(server, "A");
        String kick = "{\"cid\":" + cid + "}";
        client(server, "s")
                .send("PUB $SYS.REQ.SERVER." + server.broker().serverId() + ".KICK answer " + kick.length() + "\r\n"
                        + kick + "\r\n")
                .flush();
        publisher.expectEof();
    }

    @Test
    void aConnectionThatWaitsIsToldThatTheServerRetires() {
        Member server = server("lame_duck_duration: \"30s\"\nlame_duck_grace_period: \"1s\"\n"
                + users("publish_rate: 5, publish_burst: \"200ms\"", ""));
        RawClient publisher = RawClient.connect(port(server), "\"protocol\":1,\"user\":\"a\",\"pass\":\"p\"");
        opened.add(publisher);
        publisher.send(messages("x", 3000));
        awaitPause(server, "A");
        server.broker().lameDuck();
        publisher.readThrough("\"ldm\":true");
    }

    @Test
    void aServerWithConnectionsThatWaitStopsAtOnce() {
        Member server = server(users("publish_rate: 5, publish_burst: \"200ms\"", ""));
        RawClient publisher = client(server, "a");
        publisher.send(messages("x", 3000));
        awaitPause(server, "A");
        server.close();
        publisher.expectEof();
    }

    @Test
    void whatAConnectionGetsDoesNotWaitForWhatItPublishes() {
        Member server = server(users("publish_rate: 5, publish_burst: \"200ms\"", ""));
        RawClient publisher = client(server, "a").send("SUB news 1\r\n").flush();
        publisher.send(messages("x", 3000));
        awaitPause(server, "A");
        client(server, "b").send("PUB news 2\r\nhi\r\n").flush();
        publisher.expect("MSG news 1 2\r\nhi\r\n");
    }
}
