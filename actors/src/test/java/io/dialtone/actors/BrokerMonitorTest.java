package io.dialtone.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dialtone.actors.monitor.AccountInfo;
import io.dialtone.actors.monitor.AccountStats;
import io.dialtone.actors.monitor.ConnectionInfo;
import io.dialtone.actors.monitor.ConnectionPage;
import io.dialtone.actors.monitor.ConnectionQuery;
import io.dialtone.actors.monitor.HealthQuery;
import io.dialtone.actors.monitor.MonitorSource;
import io.dialtone.actors.monitor.Readiness;
import io.dialtone.actors.monitor.ServerStats;
import io.dialtone.actors.monitor.SublistStats;
import io.dialtone.actors.monitor.SubscriptionPage;
import io.dialtone.actors.monitor.SubscriptionQuery;
import io.dialtone.actors.monitor.Traffic;
import io.dialtone.conf.AccountOptions;
import io.dialtone.conf.MappingOptions;
import io.dialtone.conf.Options;
import io.dialtone.conf.UserOptions;
import io.dialtone.streams.ServerLog;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class BrokerMonitorTest {
    private static final String PLAIN_CONNECT = "CONNECT {\"verbose\":false,\"pedantic\":false}";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private Broker broker;
    private MonitorSource monitor;

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        broker.close();
    }

    /** What every account imports of the system account. */
    private static final int AUTOMATIC_IMPORTS = 4;

    private static Options options(UnaryOperator<Options.Builder> changes) {
        return Options.defaults()
                .with(b -> changes.apply(
                        b.client(c -> c.host("127.0.0.1").port(-1)).monitoring(m -> m.httpPort(-1))));
    }

    private void start(UnaryOperator<Options.Builder> changes) {
        start(BrokerSettings.of(options(changes)));
    }

    private void start(BrokerSettings settings) {
        broker = Broker.start(settings);
        monitor = broker.monitor();
    }

    private RawClient raw() throws Exception {
        RawClient client = new RawClient(broker.clientAddress());
        opened.add(client);
        return client;
    }

    private static <T> T now(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static ConnectionQuery query(
            ConnectionQuery.State state, ConnectionQuery.Subscriptions subscriptions, String account) {
        return new ConnectionQuery(ConnectionQuery.Sort.CID, true, subscriptions, 0, 0, 0, state, "", account, "");
    }

    private ConnectionPage open() throws Exception {
        return now(monitor.connections(ConnectionQuery.DEFAULT));
    }

    private ConnectionPage closed() throws Exception {
        return now(monitor.connections(query(ConnectionQuery.State.CLOSED, ConnectionQuery.Subscriptions.DETAIL, "")));
    }

    private static UserOptions user(String name) {
        return UserOptions.builder().username(name).password(name).build();
    }

    private static AccountOptions account(String name, String user) {
        return AccountOptions.builder().name(name).users(List.of(user(user))).build();
    }

    @Test
    void aFreshServerShowsWhatItIsAndNoTraffic() throws Exception {
        Instant before = Instant.now();
        start(new BrokerSettings(
                options(b -> b.serverName("one")
                        .traits(t -> t.tags(List.of("az:1"))
                                .metadata(Map.of("k", "v"))
                                .featureFlags(Map.of("js_ack_fc_v2", true, "unheard_of", true)))),
                "sha256:abc",
                null,
                new ServerLog(),
                1,
                HostProcess.NONE,
                null));
        ServerStats stats = now(monitor.serverStats());
        assertThat(stats.identity().name()).isEqualTo("one");
        assertThat(stats.identity().id()).isEqualTo(broker.serverId());
        assertThat(stats.endpoint().port()).isEqualTo(broker.clientAddress().getPort());
        assertThat(stats.endpoint().authRequired()).isFalse();
        assertThat(stats.start()).isBetween(before, stats.now());
        assertThat(stats.counts())
                .isEqualTo(new ServerStats.Counts(0, 0, 0, 0, 0, stats.counts().subscriptions()));
        assertThat(stats.counts().subscriptions())
                .as("those of the system account")
                .isGreaterThan(AUTOMATIC_IMPORTS);
        assertThat(stats.all()).isEqualTo(Traffic.NONE);
        assertThat(stats.trouble()).isEqualTo(ServerStats.Trouble.NONE);
        ServerStats.Configuration configuration = stats.configuration();
        assertThat(configuration.digest()).isEqualTo("sha256:abc");
        assertThat(configuration.loadTime()).isBetween(before, stats.now());
        assertThat(configuration.tags()).containsExactly("az:1");
        assertThat(configuration.metadata()).containsEntry("k", "v");
        assertThat(configuration.featureFlags())
                .containsEntry("js_ack_fc_v2", true)
                .containsEntry("js_raft_delete_range", true)
                .hasSize(4);
        assertThat(configuration.systemAccount()).isEqualTo("$SYS");
    }

    @Test
    void aReloadShowsInTheTimeAndDigestOfTheConfiguration() throws Exception {
        start(b -> b);
        Instant first = now(monitor.serverStats()).configuration().loadTime();
        now(broker.reload(options(b -> b.traits(t -> t.tags(List.of("new")))), "sha256:new"));
        ServerStats.Configuration after = now(monitor.serverStats()).configuration();
        assertThat(after.loadTime()).isAfter(first);
        assertThat(after.digest()).isEqualTo("sha256:new");
        assertThat(after.tags()).containsExactly("new");
    }

    @Test
    void messagesAreCountedOnceWhetherTheirConnectionIsOpenOrClosed() throws Exception {
        start(b -> b.trust(t -> t.noSystemAccount(true)));
        RawClient subscriber = raw();
        RawClient publisher = raw();
        subscriber.sendAndAwaitPong(PLAIN_CONNECT, "SUB a 1", "SUB a q 2");
        publisher.sendAndAwaitPong(PLAIN_CONNECT, "PUB a 5", "hello", "PUB a 3", "abc");
        Traffic expected = new Traffic(2, 8, 4, 16);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(now(monitor.serverStats()).all()).isEqualTo(expected));
        assertThat(now(monitor.serverStats()).counts().subscriptions()).isEqualTo(2);
        assertThat(now(monitor.serverStats()).counts().connections()).isEqualTo(2);

        publisher.close();
        subscriber.close();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(now(monitor.serverStats()).counts())
                        .isEqualTo(new ServerStats.Counts(0, 2, 0, 0, 0, 0)));
        assertThat(now(monitor.serverStats()).all()).isEqualTo(expected);
        assertThat(now(monitor.serverStats()).clients()).isEqualTo(expected);
    }

    @Test
    void anOpenConnectionShowsWhatItSaidAndDid() throws Exception {
        start(b -> b);
        RawClient client = raw();
        client.sendAndAwaitPong(
                "CONNECT {\"verbose\":false,\"pedantic\":false,\"name\":\"app\",\"version\":\"1.2\"}",
                "SUB a.* q 7",
                "UNSUB 7 3",
                "PUB a.b 2",
                "hi");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(open().connections().get(0).traffic()).isEqualTo(new Traffic(1, 2, 1, 2)));
        ConnectionInfo shown = open().connections().get(0);
        assertThat(shown.cid()).isEqualTo(5);
        assertThat(shown.ip()).isEqualTo("127.0.0.1");
        assertThat(shown.port()).isEqualTo(client.localPort());
        assertThat(shown.client()).isEqualTo(new ConnectionInfo.Client("app", "", "1.2"));
        assertThat(shown.auth().account()).isEqualTo("$G");
        assertThat(shown.subscriptionCount()).isEqualTo(1);
        assertThat(shown.lastActivity()).isAfterOrEqualTo(shown.start());
        assertThat(shown.isOpen()).isTrue();
        assertThat(shown.tls()).isNull();
        assertThat(shown.subscriptions()).isEmpty();

        ConnectionPage detailed =
                now(monitor.connections(query(ConnectionQuery.State.OPEN, ConnectionQuery.Subscriptions.DETAIL, "$G")));
        assertThat(detailed.connections().get(0).subscriptions())
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.subject()).isEqualTo("a.*");
                    assertThat(s.queue()).isEqualTo("q");
                    assertThat(s.sid()).isEqualTo("7");
                    assertThat(s.msgs()).isEqualTo(1);
                    assertThat(s.max()).isEqualTo(3);
                    assertThat(s.cid()).isEqualTo(5);
                });
    }

    @Test
    void aClosedConnectionIsRememberedWithItsReasonAndSubscriptions() throws Exception {
        start(b -> b);
        RawClient client = raw();
        client.sendAndAwaitPong(PLAIN_CONNECT, "SUB a 1", "SUB b 2");
        client.send("NONSENSE");
        client.awaitEnd();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(closed().connections()).hasSize(1));
        assertThat(open().connections()).isEmpty();
        ConnectionInfo gone = closed().connections().get(0);
        ConnectionInfo.Closed end = gone.closed();
        assertThat(end).isNotNull();
        assertThat(end.reason()).isEqualTo("Protocol Violation");
        assertThat(end.stop()).isAfterOrEqualTo(gone.start());
        assertThat(gone.subscriptionCount()).isEqualTo(2);
        assertThat(gone.subscriptions()).extracting(s -> s.subject()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void onlyTheLastClosedConnectionsAreRemembered() throws Exception {
        start(b -> b.limits(l -> l.maxClosedClients(2)));
        for (int i = 0; i < 3; i++) {
            RawClient client = raw();
            client.sendAndAwaitPong(PLAIN_CONNECT);
            client.close();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(open().connections()).isEmpty());
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(closed().connections())
                        .extracting(ConnectionInfo::cid)
                        .containsExactly(6L, 7L));
    }

    @Test
    void theRoundTripTimeIsAGuessFromTheConnectBeforeAPingIsAnswered() throws Exception {
        start(b -> b);
        RawClient silent = raw();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(open().connections())
                        .extracting(ConnectionInfo::rtt)
                        .containsExactly(Duration.ZERO));
        silent.sendAndAwaitPong(PLAIN_CONNECT);
        assertThat(open().connections().get(0).rtt()).isPositive();
    }

    @Test
    void accountsShowTheTrafficOfTheirConnections() throws Exception {
        start(b -> b.accounts(List.of(account("A", "a"), account("B", "b"))));
        assertThat(now(monitor.serverStats()).endpoint().authRequired()).isTrue();
        assertThat(now(monitor.accounts())).containsExactly("$G", "$SYS", "A", "B");
        RawClient client = raw();
        client.sendAndAwaitPong(
                "CONNECT {\"verbose\":false,\"pedantic\":false,\"user\":\"a\",\"pass\":\"a\"}",
                "SUB x 1",
                "PUB x 3",
                "abc",
                "PUB y 1",
                "z");
        AccountStats expected = new AccountStats(
                "A",
                "A",
                1,
                0,
                1,
                1 + AUTOMATIC_IMPORTS,
                AccountStats.DataStats.ofClients(1, 3),
                AccountStats.DataStats.ofClients(2, 4),
                0);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(now(monitor.accountStats(false))).containsExactly(expected));
        ConnectionPage ofA =
                now(monitor.connections(query(ConnectionQuery.State.OPEN, ConnectionQuery.Subscriptions.NONE, "A")));
        assertThat(ofA.connections())
                .singleElement()
                .satisfies(c -> assertThat(c.auth()).isEqualTo(ConnectionInfo.Auth.of("a", "A")));

        client.close();
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(now(monitor.accountStats(false))).isEmpty());
        assertThat(now(monitor.accountStats(true)).get(2).received()).isEqualTo(AccountStats.DataStats.ofClients(2, 4));
    }

    @Test
    void trafficStaysWithTheAccountInWhichItWas() throws Exception {
        start(b -> b.accounts(List.of(account("A", "a"), account("B", "b"))));
        RawClient client = raw();
        client.sendAndAwaitPong(
                "CONNECT {\"verbose\":false,\"pedantic\":false,\"user\":\"a\",\"pass\":\"a\"}", "PUB x 3", "abc");
        client.sendAndAwaitPong("CONNECT {\"user\":\"b\",\"pass\":\"b\"}", "PUB x 1", "a");
        client.close();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(now(monitor.accountStats(true)))
                        .extracting(a -> a.account() + a.received().total().bytes())
                        .containsExactly("$G0", "$SYS0", "A3", "B1"));
        assertThat(now(monitor.serverStats()).all().inBytes()).isEqualTo(4);
    }

    @Test
    void oneAccountShowsItsMappingsAndSubscriptions() throws Exception {
        AccountOptions mapped = account("A", "a")
                .with(a -> a.mappings(List.of(new MappingOptions(
                        "m.in",
                        List.of(
                                new MappingOptions.Destination("m.two", 50, ""),
                                new MappingOptions.Destination("m.out", 30, ""))))));
        start(b -> b.accounts(List.of(mapped)));
        RawClient client = raw();
        client.sendAndAwaitPong(
                "CONNECT {\"verbose\":false,\"pedantic\":false,\"user\":\"a\",\"pass\":\"a\"}",
                "SUB x 1",
                "SUB *.y 2",
                "SUB z 3",
                "UNSUB 3");
        AccountInfo info = now(monitor.account("A")).orElseThrow();
        assertThat(info.clients()).isEqualTo(1);
        assertThat(info.system()).isFalse();
        assertThat(info.subscriptions()).isEqualTo(2 + AUTOMATIC_IMPORTS);
        assertThat(info.sublist().inserts() - info.sublist().removes()).isEqualTo(2 + AUTOMATIC_IMPORTS);
        assertThat(info.imports())
                .extracting(AccountInfo.Import::subject)
                .containsExactly(
                        "$SYS.REQ.ACCOUNT.A.CONNZ",
                        "$SYS.REQ.ACCOUNT.A.CONNZ",
                        "$SYS.REQ.ACCOUNT.A.STATZ",
                        "$SYS.REQ.USER.A.INFO");
        assertThat(info.mappings().get("m.in"))
                .containsExactly(
                        new AccountInfo.MapDestination("m.in", 20, null),
                        new AccountInfo.MapDestination("m.out", 50, null),
                        new AccountInfo.MapDestination("m.two", 100, null));
        assertThat(now(monitor.account("$SYS")).orElseThrow().system()).isTrue();
        assertThat(now(monitor.account("NOPE"))).isEmpty();
        assertThat(now(monitor.connections(
                                query(ConnectionQuery.State.OPEN, ConnectionQuery.Subscriptions.NONE, "NOPE")))
                        .knownAccount())
                .isFalse();
    }

    @Test
    void theIndexShowsItsSubscriptionsAndHowOftenItIsAsked() throws Exception {
        start(b -> b.trust(t -> t.noSystemAccount(true)));
        RawClient client = raw();
        client.sendAndAwaitPong(PLAIN_CONNECT, "SUB a.* 1", "SUB b q 2", "PUB b 0", "", "PUB b 0", "", "PUB b 0", "");
        SubscriptionQuery listed = new SubscriptionQuery(true, 0, 0, "", "a.x");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(now(monitor.subscriptions(listed)).stats())
                                .isEqualTo(new SublistStats(2, 1, 2, 0, 3, 1, 0, 0)));
        SubscriptionPage page = now(monitor.subscriptions(listed));
        assertThat(page.total()).isEqualTo(1);
        assertThat(page.subscriptions()).singleElement().satisfies(s -> {
            assertThat(s.account()).isEqualTo("$G");
            assertThat(s.subject()).isEqualTo("a.*");
            assertThat(s.cid()).isEqualTo(5);
        });
        assertThat(now(monitor.subscriptions(new SubscriptionQuery(true, 0, 0, "NOPE", "")))
                        .stats())
                .isEqualTo(SublistStats.NONE);
    }

    @Test
    void aRetiringServerIsNotReady() throws Exception {
        start(b -> b.lameDuck(l -> l.gracePeriod(Duration.ofMinutes(5)).duration(Duration.ofMinutes(10))));
        assertThat(monitor.readiness()).isEqualTo(Readiness.READY);
        assertThat(now(monitor.health(HealthQuery.DEFAULT)).code()).isEqualTo(200);
        raw().sendAndAwaitPong(PLAIN_CONNECT);
        broker.lameDuck();
        await().atMost(SOON).until(() -> monitor.readiness() == Readiness.LAME_DUCK);
        assertThat(now(monitor.health(HealthQuery.DEFAULT)).code()).isEqualTo(500);
        broker.close();
        assertThat(monitor.readiness()).isEqualTo(Readiness.STOPPING);
    }

    @Test
    @SuppressWarnings("try") // closing it may be interrupted, like everything in a test
    void aLibraryClientIsShownAsWhatItIs() throws Exception {
        start(b -> b);
        var patient =
                io.nats.client.Options.builder().server(broker.clientUrl()).connectionTimeout(SOON);
        try (Connection client = Nats.connect(patient.build())) {
            client.createDispatcher(m -> client.publish(m.getReplyTo(), m.getData()))
                    .subscribe("echo");
            client.flush(SOON);
            client.request("echo", new byte[] {1, 2, 3}, SOON);
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(open().connections().get(0).traffic()).isEqualTo(new Traffic(2, 6, 2, 6)));
            ConnectionInfo shown = open().connections().get(0);
            assertThat(shown.client().lang()).isEqualTo("java");
            assertThat(shown.subscriptionCount()).isEqualTo(2);
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(open().connections().get(0).rtt()).isPositive());
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(closed().connections())
                        .extracting(c -> c.closed() == null ? "" : c.closed().reason())
                        .containsExactly("Client Closed"));
    }
}
