package io.dialtone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void aClientConnectsToAServerThatNothingWasSaidTo() throws Exception {
        try (EmbeddedServer server = Dialtone.start();
                Connection nats = Patient.client(server)) {
            Subscription orders = nats.subscribe("orders.>");
            nats.publish("orders.new", bytes("one"));

            assertThat(text(orders)).isEqualTo("one");
            assertThat(server.clientUrl()).isEqualTo("nats://127.0.0.1:" + server.port());
            assertThat(server.host()).isEqualTo("127.0.0.1");
            assertThat(server.clientAddress().getAddress().isLoopbackAddress()).isTrue();
            assertThat(server.serverId()).startsWith("N").isEqualTo(server.name());
            assertThat(server.clusterAddress()).isEmpty();
        }
    }

    @Test
    void clientsMayConnectOverWebSockets() throws Exception {
        EmbeddedServer server = Dialtone.builder().webSockets(0).build();
        try (server) {
            int port = server.start().webSocketAddress().orElseThrow().getPort();
            try (Connection nats =
                    Nats.connect(Patient.to("ws://127.0.0.1:" + port).build())) {
                Subscription orders = nats.subscribe("orders.>");
                nats.publish("orders.new", bytes("one"));

                assertThat(text(orders)).isEqualTo("one");
            }
            server.stop();
            assertThat(server.start().webSocketAddress().orElseThrow().getPort())
                    .as("clients find it again")
                    .isEqualTo(port);
        }
    }

    @Test
    void startingAndStoppingTwiceIsTheSameAsOnce() {
        EmbeddedServer server = Dialtone.builder().build();
        assertThat(server.isRunning()).isFalse();
        assertThat(server.whenStopped().toCompletableFuture()).isCompleted();
        server.stop();

        int port = server.start().port();
        String id = server.serverId();
        assertThat(server.start().serverId()).isEqualTo(id);
        assertThat(server.isRunning()).isTrue();
        assertThat(server.whenStopped().toCompletableFuture()).isNotCompleted();

        server.stop();
        server.stop();
        server.close();
        assertThat(server.isRunning()).isFalse();
        assertThat(server.whenStopped().toCompletableFuture()).isCompleted();
        assertThatThrownBy(server::clientUrl)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the server does not run");

        try (server) {
            assertThat(server.start().port()).as("clients find it again").isEqualTo(port);
            assertThat(server.serverId()).isNotEqualTo(id);
        }
    }

    @Test
    void aClientFindsAServerThatWasStoppedAndStartedAgain() throws Exception {
        try (EmbeddedServer server = Dialtone.start();
                Connection nats = Nats.connect(Patient.to(server.clientUrl())
                        .reconnectWait(Duration.ofMillis(20))
                        .maxReconnects(-1)
                        .build())) {
            server.stop();
            server.start();
            await().atMost(SOON)
                    .until(() -> nats.getStatus() == Connection.Status.CONNECTED
                            && nats.getServerInfo().getServerId().equals(server.serverId()));
        }
    }

    @Test
    void everyProblemOfAConfigurationIsInOneException() {
        String configuration = """
                port: -1
                max_payload: nonsense
                authorization { users: [ { password: p } ] }
                """;
        assertThatThrownBy(() -> Dialtone.start(configuration))
                .isInstanceOfSatisfying(InvalidConfigurationException.class, e -> {
                    assertThat(e.problems()).hasSize(2);
                    assertThat(e.problems().get(0)).startsWith(":2:1: ");
                    assertThat(e.problems().get(1)).startsWith(":3:").contains("User entry requires a user");
                    assertThat(e).hasMessage(String.join("\n", e.problems()));
                });
    }

    @Test
    void whatIsSaidInCodeIsCheckedLikeAFile() {
        ServerBuilder builder = Dialtone.builder()
                .account("A", a -> a.nkey("not a key"))
                .account("B", b -> b.user("b", "p").importStream("NOBODY", "x"));
        assertThatThrownBy(builder::build)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("Not a valid public nkey for a user");
    }

    @Test
    void aFileIsReadAndItsProblemsNameIt(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("server.conf");
        Files.writeString(file, "server_name: filed\n");
        try (EmbeddedServer server = Dialtone.start(file)) {
            assertThat(server.name()).isEqualTo("filed");
            assertThat(server.host()).isEqualTo("127.0.0.1");
        }
        Files.writeString(file, "server_name: filed\nmax_payload: nonsense\n");
        assertThatThrownBy(() -> Dialtone.start(file)).hasMessageStartingWith(file + ":2:1: ");
    }

    @Test
    void accountsUsersAndPermissionsMadeInCodeHold() throws Exception {
        ServerBuilder builder = Dialtone.builder()
                .account(
                        "SHOP",
                        shop -> shop.user("shop", "s \"quoted\" \\ 1").importService("PRICES", "price", "ask.price"))
                .account(
                        "PRICES",
                        prices -> prices.exportService("price")
                                .user(
                                        "prices",
                                        "p",
                                        may -> may.subscribe("price")
                                                .allowResponses(1, Duration.ofSeconds(10))
                                                .publish("nothing")));
        try (EmbeddedServer server = builder.start();
                Connection prices = connect(server, "prices", "p");
                Connection shop = connect(server, "shop", "s \"quoted\" \\ 1")) {
            prices.createDispatcher(m -> prices.publish(m.getReplyTo(), bytes("42")))
                    .subscribe("price");
            prices.flush(SOON);
            assertThat(shop.request("ask.price", bytes("?"), SOON).getData()).isEqualTo(bytes("42"));

            assertThatThrownBy(() -> connect(server, "shop", "wrong")).isInstanceOf(IOException.class);
            assertThat(server.accountMetrics())
                    .extracting(AccountMetrics::account)
                    .contains("SHOP", "PRICES");
        }
    }

    @Test
    void metricsCountWhatClientsDid() throws Exception {
        try (EmbeddedServer server = Dialtone.start();
                Connection nats = Patient.client(server)) {
            nats.subscribe("a");
            nats.publish("a", bytes("12345"));
            nats.flush(SOON);
            await().atMost(SOON).untilAsserted(() -> {
                ServerMetrics metrics = server.metrics();
                assertThat(metrics.connections()).isEqualTo(1);
                assertThat(metrics.totalConnections()).isEqualTo(1);
                assertThat(metrics.messagesIn()).isEqualTo(1);
                assertThat(metrics.bytesIn()).isEqualTo(5);
                assertThat(metrics.messagesOut()).isEqualTo(1);
                assertThat(metrics.slowConsumers()).isZero();
            });
            AccountMetrics global = server.accountMetrics().stream()
                    .filter(a -> a.account().equals("$G"))
                    .findFirst()
                    .orElseThrow();
            assertThat(global.connections()).isEqualTo(1);
            assertThat(global.subscriptions()).isPositive();
            assertThat(global.messagesIn()).isEqualTo(1);
        }
    }

    @Test
    void aReloadHoldsWhileConnectionsStayOpen() throws Exception {
        try (EmbeddedServer server = Dialtone.start("max_payload: 100");
                Connection nats = Patient.client(server)) {
            server.reload("max_payload: 200");
            assertThat(maxPayload(server)).isEqualTo(200);
            assertThatThrownBy(() -> server.reload("max_payload: what"))
                    .isInstanceOf(InvalidConfigurationException.class);
            assertThatThrownBy(() -> server.reload("server_name: other"))
                    .isInstanceOf(InvalidConfigurationException.class);
            server.reload();
            assertThat(maxPayload(server)).isEqualTo(200);
            assertThat(nats.getStatus()).isEqualTo(Connection.Status.CONNECTED);
        }
    }

    @Test
    void aLameDuckStopsByItself() {
        try (EmbeddedServer server = Dialtone.start()) {
            CompletableFuture<Void> stopped = server.whenStopped().toCompletableFuture();
            server.lameDuck();
            assertThat(stopped).succeedsWithin(SOON);
            assertThat(server.isRunning()).isFalse();
        }
    }

    @Test
    void theLogGoesToWhoWantsIt() throws Exception {
        Queue<LogLine> mine = new ConcurrentLinkedQueue<>();
        Queue<LogLine> others = new ConcurrentLinkedQueue<>();
        try (EmbeddedServer server = Dialtone.builder().log(mine::add).debug().start();
                EmbeddedServer other = Dialtone.builder().log(others::add).start();
                Connection nats = Patient.client(server)) {
            nats.flush(SOON);
            await().atMost(SOON)
                    .until(() -> mine.stream()
                            .anyMatch(line -> line.level() == LogLine.Level.DEBUG
                                    && line.text().contains("Client connection created")));
            assertThat(other.isRunning()).isTrue();
        }
        assertThat(mine).extracting(LogLine::text).contains("Server Exiting..");
        assertThat(others)
                .extracting(LogLine::level)
                .isNotEmpty()
                .doesNotContain(LogLine.Level.DEBUG, LogLine.Level.ERROR);
    }

    @Test
    void aConfigurationThatAsksForWhatOnlyAProcessDoesIsWarnedOf() {
        EmbeddedServer server = Dialtone.builder().configuration("http: 8222").build();
        assertThat(server.warnings()).containsExactly("monitoring over HTTP has no effect in an embedded server");
    }

    @Test
    void aPortThatIsTakenIsSaidAndNothingIsLeftBehind() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> Dialtone.builder().port(port).start())
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("in use");
            int client = freePort();
            assertThatThrownBy(() ->
                            Dialtone.builder().port(client).cluster("C", port).start())
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("in use");
            Dialtone.builder().port(client).start().close();
        }
        await().atMost(SOON).until(() -> Leftovers.threads().isEmpty());
    }

    @Test
    void serversFormACluster() throws Exception {
        try (EmbeddedServer first = Dialtone.builder().cluster("C").start()) {
            String route =
                    "nats://127.0.0.1:" + first.clusterAddress().orElseThrow().getPort();
            try (EmbeddedServer second = Dialtone.builder().cluster("C", route).start();
                    Connection here = Patient.client(first);
                    Connection there = Patient.client(second)) {
                Subscription heard = there.subscribe("across");
                there.flush(SOON);
                await().atMost(SOON).until(() -> first.metrics().clusterPeers() == 1);
                await().atMost(SOON).until(() -> {
                    here.publish("across", bytes("hello"));
                    return heard.nextMessage(Duration.ofMillis(100)) != null;
                });
            }
        }
    }

    private static Connection connect(EmbeddedServer server, String user, String password)
            throws IOException, InterruptedException {
        return Nats.connect(Patient.to(server.clientUrl())
                .userInfo(user, password)
                .noReconnect()
                .build());
    }

    /** Below those that outgoing connections get, so that it stays free until it is listened at. */
    private static int freePort() {
        return ThreadLocalRandom.current()
                .ints(10_000, 11_000)
                .filter(EmbeddedServerTest::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static long maxPayload(EmbeddedServer server) throws IOException, InterruptedException {
        try (Connection nats = Patient.client(server)) {
            return nats.getServerInfo().getMaxPayload();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Subscription subscription) throws InterruptedException {
        return new String(Objects.requireNonNull(subscription.nextMessage(SOON)).getData(), StandardCharsets.UTF_8);
    }

    @Test
    void passwordsMayHoldAnything() throws Exception {
        for (String password : List.of("$not_a_variable", "a\\\"b", "tab\tnew\nline", "\u00fcml\u00e4ut")) {
            try (EmbeddedServer server = Dialtone.builder().user("u", password).start()) {
                connect(server, "u", password).close();
            }
        }
    }
}
