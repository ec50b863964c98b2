package io.dialtone.embedded.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.japi.Pair;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.dialtone.embedded.AccountMetrics;
import io.dialtone.embedded.Dialtone;
import io.dialtone.embedded.EmbeddedServer;
import io.dialtone.embedded.Patient;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InProcessConnectionTest extends Applications {
    private final EmbeddedServer server = Dialtone.start();
    private final InProcessConnection nats =
            InProcessConnection.to(server, system).name("inside").build();

    @AfterEach
    void stop() {
        nats.close();
        server.close();
    }

    private Pair<Subscription, CompletionStage<List<NatsMessage>>> collect(String subject, int count) {
        Pair<Subscription, CompletionStage<List<NatsMessage>>> running = nats.subscribe(subject)
                .take(count)
                .toMat(Sink.seq(), Keep.both())
                .run(system);
        get(running.first().ready());
        return running;
    }

    @Test
    void messagesArriveInOrderWithAllThatTheyCarry() {
        int count = 20_000;
        var heard = collect("numbers.*", count);
        CompletionStage<Done> sent = Source.range(1, count)
                .map(i -> new NatsMessage(
                        "numbers." + i % 3,
                        i % 2 == 0 ? "reply." + i : "",
                        i % 5 == 0 ? NatsHeaders.of("N", "" + i) : NatsHeaders.NONE,
                        ByteString.fromString("" + i)))
                .runWith(nats.publisher(), system);
        get(sent);

        List<NatsMessage> messages = get(heard.second());
        for (int i = 1; i <= count; i++) {
            NatsMessage m = messages.get(i - 1);
            assertThat(m.text()).isEqualTo("" + i);
            assertThat(m.subject()).isEqualTo("numbers." + i % 3);
            assertThat(m.replyTo()).isEqualTo(i % 2 == 0 ? "reply." + i : "");
            assertThat(m.headers().first("N").orElse("")).isEqualTo(i % 5 == 0 ? "" + i : "");
        }
        assertThat(heard.first().dropped()).isZero();
    }

    @Test
    void payloadsOfAMebibyteGoBothWays() throws Exception {
        byte[] large = new byte[1024 * 1024];
        new Random(7).nextBytes(large);
        try (Connection outside = Patient.client(server)) {
            io.nats.client.Subscription there = outside.subscribe("to.outside");
            outside.flush(SOON);
            var here = collect("to.inside", 20);
            for (int i = 0; i < 20; i++) {
                outside.publish("to.inside", large);
            }
            assertThat(get(here.second()))
                    .allSatisfy(m -> assertThat(m.data().toArray()).isEqualTo(large));

            get(Source.repeat(ByteString.fromArray(large)).take(20).runWith(nats.publishTo("to.outside"), system));
            for (int i = 0; i < 20; i++) {
                assertThat(there.nextMessage(SOON).getData()).isEqualTo(large);
            }
        }
    }

    @Test
    void aMessageThatIsTooLargeFailsItsSinkAndNotTheConnection() {
        var heard = collect("small", 1);
        CompletionStage<Done> refused =
                Source.single(ByteString.fromArray(new byte[1024 * 1024 + 1])).runWith(nats.publishTo("small"), system);
        assertThatThrownBy(() -> get(refused)).hasCauseInstanceOf(MessageRefusedException.class);
        get(nats.publish("small", ByteString.fromString("fits")));
        assertThat(get(heard.second())).extracting(NatsMessage::text).containsExactly("fits");
    }

    @Test
    void aQueueGroupHasMembersInsideAndOutside() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger outside = new AtomicInteger();
        try (Connection socket = Patient.client(server)) {
            Dispatcher dispatcher = socket.createDispatcher(m -> outside.incrementAndGet());
            dispatcher.subscribe("work", "workers");
            socket.flush(SOON);
            Subscription member = nats.subscribe("work", "workers")
                    .to(Sink.foreach(m -> inside.incrementAndGet()))
                    .run(system);
            get(member.ready());
            get(Source.repeat(ByteString.fromString("job")).take(1000).runWith(nats.publishTo("work"), system));
            await().atMost(SOON).until(() -> inside.get() + outside.get() == 1000);
            assertThat(inside).hasValueGreaterThan(100);
            assertThat(outside).hasValueGreaterThan(100);
        }
    }

    @Test
    void headersGoToAndComeFromClientsWithSockets() throws Exception {
        try (Connection socket = Patient.client(server)) {
            io.nats.client.Subscription there = socket.subscribe("out");
            socket.flush(SOON);
            get(nats.publish(NatsMessage.of("out", "x").withHeader("A", "1").withHeader("A", "2")));
            assertThat(there.nextMessage(SOON).getHeaders().get("A")).containsExactly("1", "2");

            var here = collect("in", 1);
            socket.publish(new io.nats.client.impl.NatsMessage.Builder()
                    .subject("in")
                    .headers(new Headers().add("B", "3"))
                    .data("y")
                    .build());
            NatsMessage message = get(here.second()).getFirst();
            assertThat(message.headers().first("B")).contains("3");
            assertThat(message.text()).isEqualTo("y");
        }
    }

    @Test
    void requestsAreAnsweredByFunctionsInTheOrderOfTheRequests() {
        Subscription responder = nats.respond(
                "double",
                "",
                8,
                m -> CompletableFuture.supplyAsync(() -> NatsMessage.of("", "" + 2 * Integer.parseInt(m.text()))));
        get(responder.ready());
        List<String> answers = get(Source.range(1, 500)
                .map(i -> ByteString.fromString("" + i))
                .via(nats.requestsTo("double", 8, SOON))
                .map(NatsMessage::text)
                .runWith(Sink.seq(), system));
        assertThat(answers)
                .isEqualTo(
                        IntStream.rangeClosed(1, 500).mapToObj(i -> "" + 2 * i).toList());
    }

    @Test
    void requestsAreAnsweredByTypedActors() throws Exception {
        ActorSystem<NatsRequest> actor = ActorSystem.create(
                Behaviors.receiveMessage(request -> {
                    if (request.message().text().equals("bad")) {
                        request.fail(new IllegalArgumentException("not\r\nthat"));
                    } else {
                        request.reply(ByteString.fromString(
                                "hello " + request.message().text()));
                    }
                    return Behaviors.same();
                }),
                "greeter");
        try (Connection socket = Patient.client(server)) {
            get(nats.respond("greet", "greeters", 4, actor).ready());
            assertThat(new String(
                            socket.request("greet", "you".getBytes(StandardCharsets.UTF_8), SOON)
                                    .getData(),
                            StandardCharsets.UTF_8))
                    .isEqualTo("hello you");
            NatsMessage failed = get(nats.request(NatsMessage.of("greet", "bad"), SOON));
            assertThat(failed.headers().first("Nats-Service-Error")).contains("not that");
            assertThat(get(nats.request(NatsMessage.of("greet", "me"), SOON)).text())
                    .isEqualTo("hello me");
        } finally {
            actor.terminate();
        }
    }

    @Test
    void aRequestThatNobodyAnswersFailsByItsOwnType() {
        assertThatThrownBy(() -> get(nats.request(NatsMessage.of("nobody", ""), SOON)))
                .hasCauseInstanceOf(NoRespondersException.class);
        CompletionStage<Done> flow = Source.single(ByteString.fromString("?"))
                .via(nats.requestsTo("nobody", 1, SOON))
                .runWith(Sink.ignore(), system);
        assertThatThrownBy(() -> get(flow)).hasCauseInstanceOf(NoRespondersException.class);

        Subscription deaf = nats.subscribe("deaf").to(Sink.ignore()).run(system);
        get(deaf.ready());
        assertThatThrownBy(() -> get(nats.request(NatsMessage.of("deaf", ""), Duration.ofMillis(50))))
                .hasCauseInstanceOf(RequestTimeoutException.class);
    }

    @Test
    void itIsAConnectionLikeAnyOtherToTheServer() {
        long before = subscriptions();
        get(nats.connect());
        var heard = collect("counted", 1);
        get(nats.publish("counted", ByteString.fromString("12345")));
        get(heard.second());
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(server.metrics().connections()).isEqualTo(1);
            assertThat(server.metrics().messagesIn()).isEqualTo(1);
            assertThat(server.metrics().messagesOut()).isEqualTo(1);
        });
        nats.close();
        await().atMost(SOON).until(() -> server.metrics().connections() == 0);
        // Its loop is told to end them when it is out of the count already.
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(subscriptions())
                        .as("its subscriptions have ended with it")
                        .isEqualTo(before));
    }

    private long subscriptions() {
        return server.accountMetrics().stream()
                .filter(a -> a.account().equals("$G"))
                .mapToLong(AccountMetrics::subscriptions)
                .sum();
    }

    @Test
    void aStreamThatEndsUnsubscribes() {
        var heard = collect("few", 2);
        get(nats.publish("few", ByteString.fromString("1")));
        get(nats.publish("few", ByteString.fromString("2")));
        get(heard.second());
        get(heard.first().whenDone());
        await().atMost(SOON)
                .untilAsserted(() -> assertThatThrownBy(() -> get(nats.request(NatsMessage.of("few", ""), SOON)))
                        .hasCauseInstanceOf(NoRespondersException.class));
    }

    @Test
    void drainingLosesNothing() {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        var running = nats.subscribe("drained")
                .toMat(Sink.foreach(m -> heard.add(m.text())), Keep.both())
                .run(system);
        get(running.first().ready());
        for (int i = 0; i < 1000; i++) {
            nats.publish("drained", ByteString.fromString("" + i));
        }
        get(nats.drain());
        get(running.first().whenDone());
        // The source is over when it has handed on the last one, not when that has been heard.
        get(running.second());
        assertThat(heard).hasSize(1000);
        assertThatThrownBy(() -> get(nats.publish("drained", ByteString.emptyByteString())))
                .hasCauseInstanceOf(ConnectionClosedException.class);
    }

    @Test
    void aConnectionThatIsClosedCompletesItsSources() {
        Pair<Subscription, CompletionStage<Done>> running =
                nats.subscribe("x").toMat(Sink.ignore(), Keep.both()).run(system);
        get(running.first().ready());
        nats.close();
        assertThat(get(running.second())).isEqualTo(Done.getInstance());
    }

    @Test
    void manyConnectionsTalkToEachOther() {
        int count = 200;
        List<InProcessConnection> all = IntStream.range(0, count)
                .mapToObj(i ->
                        InProcessConnection.to(server, system).name("c" + i).build())
                .toList();
        List<CompletionStage<List<NatsMessage>>> heard = new ArrayList<>();
        for (InProcessConnection one : all) {
            Pair<Subscription, CompletionStage<List<NatsMessage>>> running = one.subscribe("all")
                    .take(count)
                    .toMat(Sink.seq(), Keep.both())
                    .run(system);
            get(running.first().ready());
            heard.add(running.second());
        }
        assertThat(server.metrics().connections()).isEqualTo(count);
        for (int i = 0; i < count; i++) {
            all.get(i).publish("all", ByteString.fromString("" + i));
        }
        for (CompletionStage<List<NatsMessage>> each : heard) {
            assertThat(get(each)).hasSize(count);
        }
        all.forEach(InProcessConnection::close);
        await().atMost(SOON).until(() -> server.metrics().connections() == 0);
    }

    @Test
    void anApplicationThatEndsClosesItsConnections() {
        ActorSystem<Void> other = ActorSystem.create(Behaviors.empty(), "other");
        InProcessConnection its = InProcessConnection.to(server, other).build();
        get(its.connect());
        assertThat(server.metrics().connections()).isEqualTo(1);
        other.terminate();
        get(other.getWhenTerminated());
        await().atMost(SOON).until(() -> server.metrics().connections() == 0);
    }

    @Test
    void aClassicActorSystemWillDo() {
        akka.actor.ActorSystem classic = akka.actor.ActorSystem.create("classic");
        try (InProcessConnection its = InProcessConnection.to(server, classic).build()) {
            get(its.connect());
            assertThat(its.isConnected()).isTrue();
        } finally {
            classic.terminate();
            get(classic.getWhenTerminated());
        }
    }

    @Test
    void whatWouldBreakTheProtocolIsRefused() {
        assertThatThrownBy(() -> nats.subscribe("a b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> nats.publishTo("a\r\nPUB b 0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> nats.subscribe("a", "q q")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> get(nats.publish(NatsMessage.of("a", "").withReplyTo("r\n"))))
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }
}
