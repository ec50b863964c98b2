package io.dialtone.embedded.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import akka.Done;
import akka.japi.Pair;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.embedded.Dialtone;
import io.dialtone.embedded.EmbeddedServer;
import io.dialtone.embedded.Patient;
import io.dialtone.embedded.ServerBuilder;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Who a connection without a socket is, and what comes of that. */
class LoginTest extends Applications {
    private InProcessConnection to(EmbeddedServer server, UnaryOperator<ConnectionBuilder> as) {
        return as.apply(InProcessConnection.to(server, system)).build();
    }

    @Test
    void whoShowsTheWrongThingIsNotLetIn() {
        try (EmbeddedServer server = Dialtone.builder().user("u", "right").start();
                InProcessConnection nobody = to(server, c -> c);
                InProcessConnection wrong = to(server, c -> c.user("u", "wrong"));
                InProcessConnection right = to(server, c -> c.user("u", "right"))) {
            assertThatThrownBy(() -> get(nobody.connect()))
                    .hasCauseInstanceOf(LoginRefusedException.class)
                    .hasMessageContaining("Authorization Violation");
            assertThatThrownBy(() -> get(wrong.connect())).hasCauseInstanceOf(LoginRefusedException.class);
            assertThatThrownBy(() -> get(wrong.subscribe("x").runWith(Sink.ignore(), system)))
                    .hasCauseInstanceOf(LoginRefusedException.class);
            assertThat(get(right.connect())).isEqualTo(Done.getInstance());
        }
    }

    @Test
    void tokensAndKeysLetIn() throws Exception {
        KeyPair key = KeyPair.generate(NkeyType.USER, new SecureRandom());
        try (EmbeddedServer server = Dialtone.builder().nkey(key.publicKey()).start();
                InProcessConnection withKey = to(server, c -> c.nkey(key.seed()))) {
            get(withKey.connect());
        }
        try (EmbeddedServer server = Dialtone.builder().token("t0k").start();
                InProcessConnection withToken = to(server, c -> c.token("t0k"))) {
            get(withToken.connect());
        }
    }

    @Test
    void theProgramVouchesForWhomItTrusts() {
        ServerBuilder builder = Dialtone.builder()
                .account("SHOP", a -> a.user("s", "p").importService("PRICES", "price", "ask.price"))
                .account("PRICES", a -> a.user("p", "p").exportService("price"));
        try (EmbeddedServer server = builder.start();
                InProcessConnection shop = to(server, c -> c.trusted("SHOP"));
                InProcessConnection prices = to(server, c -> c.trusted("PRICES"));
                InProcessConnection nowhere = to(server, c -> c.trusted("NOWHERE"))) {
            get(prices.respond("price", "", 1, m -> CompletableFuture.completedFuture(NatsMessage.of("", "42")))
                    .ready());
            assertThat(get(shop.request(NatsMessage.of("ask.price", "?"), SOON)).text())
                    .isEqualTo("42");
            assertThatThrownBy(() -> get(shop.request(NatsMessage.of("price", "?"), SOON)))
                    .as("accounts are kept apart")
                    .hasCauseInstanceOf(NoRespondersException.class);
            assertThatThrownBy(() -> get(nowhere.connect())).hasCauseInstanceOf(LoginRefusedException.class);
        }
    }

    @Test
    void whatAUserMayNotDoFailsTheStreamThatTries() {
        Queue<ConnectionEvent> events = new ConcurrentLinkedQueue<>();
        ServerBuilder builder = Dialtone.builder()
                .user("u", "p", may -> may.publish("open", "_INBOX.>").subscribe("open", "_INBOX.>"));
        try (EmbeddedServer server = builder.start();
                InProcessConnection nats = to(server, c -> c.user("u", "p").onEvent(events::add))) {
            Pair<Subscription, CompletionStage<Done>> denied =
                    nats.subscribe("shut").toMat(Sink.ignore(), Keep.both()).run(system);
            assertThatThrownBy(() -> get(denied.second()))
                    .hasCauseInstanceOf(PermissionsViolationException.class)
                    .hasMessageContaining("Subscription to \"shut\"");
            CompletionStage<Done> refused = Source.repeat(ByteString.fromString("x"))
                    .throttle(1, Duration.ofMillis(5))
                    .runWith(nats.publishTo("shut"), system);
            assertThatThrownBy(() -> get(refused)).hasCauseInstanceOf(PermissionsViolationException.class);
            CompletionStage<Done> fine =
                    Source.single(ByteString.fromString("x")).runWith(nats.publishTo("open"), system);
            assertThat(get(fine)).as("the connection goes on").isEqualTo(Done.getInstance());
            await().atMost(SOON)
                    .until(() -> events.stream()
                            .anyMatch(e -> e instanceof ConnectionEvent.ServerError error
                                    && error.text().contains("Publish to \"shut\"")));
        }
    }

    @Test
    void theLimitsOfTheServerHold() throws Exception {
        try (EmbeddedServer server = Dialtone.builder()
                        .user("u", "p")
                        .configuration("max_connections: 2")
                        .start();
                InProcessConnection one = to(server, c -> c.user("u", "p"));
                InProcessConnection two = to(server, c -> c.user("u", "p"));
                InProcessConnection three = to(server, c -> c.user("u", "p"))) {
            get(one.connect());
            get(two.connect());
            assertThatThrownBy(() -> get(three.connect()))
                    .hasCauseInstanceOf(LoginRefusedException.class)
                    .hasMessageContaining("maximum connections exceeded");
        }
    }

    @Test
    void theSystemAccountHearsOfItLikeOfAnyClient() throws Exception {
        ServerBuilder builder = Dialtone.builder()
                .account("SYS", a -> a.user("admin", "p"))
                .account("APP", a -> a.user("app", "p"))
                .systemAccount("SYS");
        try (EmbeddedServer server = builder.start();
                Connection admin = Nats.connect(
                        Patient.to(server.clientUrl()).userInfo("admin", "p").build())) {
            io.nats.client.Subscription news = admin.subscribe("$SYS.ACCOUNT.APP.*CONNECT");
            io.nats.client.Subscription connects = admin.subscribe("$SYS.ACCOUNT.APP.CONNECT");
            io.nats.client.Subscription disconnects = admin.subscribe("$SYS.ACCOUNT.APP.DISCONNECT");
            admin.flush(SOON);
            assertThat(news.isActive()).isTrue();
            InProcessConnection nats = to(server, c -> c.name("inside").user("app", "p"));
            get(nats.connect());
            assertThat(text(connects)).contains("\"name\":\"inside\"", "\"lang\":\"java\"", "\"kind\":\"Client\"");
            String connz = new String(
                    admin.request("$SYS.REQ.SERVER.PING.CONNZ", new byte[0], SOON)
                            .getData(),
                    StandardCharsets.UTF_8);
            assertThat(connz).contains("\"name\":\"inside\"", "\"version\":\"0.1.0\"");
            nats.close();
            assertThat(text(disconnects)).contains("Client Closed");
        }
    }

    private static String text(io.nats.client.Subscription subscription) throws InterruptedException {
        return new String(subscription.nextMessage(SOON).getData(), StandardCharsets.UTF_8);
    }

    @Test
    void aUserWhoIsGoneAfterAReloadIsClosed() {
        try (EmbeddedServer server = Dialtone.start(
                        "authorization { users: [ { user: u, password: p }, { user: v, password: p } ] }");
                InProcessConnection u = to(server, c -> c.user("u", "p"));
                InProcessConnection v = to(server, c -> c.user("v", "p"))) {
            get(u.connect());
            get(v.connect());
            server.reload("authorization { users: [ { user: v, password: p } ] }");
            await().atMost(SOON).until(() -> !u.isConnected());
            get(v.flush());
            assertThat(List.of(v.isConnected())).containsExactly(true);
        }
    }
}
