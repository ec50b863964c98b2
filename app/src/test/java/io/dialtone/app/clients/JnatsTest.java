package io.dialtone.app.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.Target;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener.Events;
import io.nats.client.Dispatcher;
import io.nats.client.JetStreamStatusException;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java client, on a server without configuration. */
@SuppressWarnings("try") // The client's close may be interrupted; a test that is has ended anyway.
@Timeout(300)
class JnatsTest {

    private static final Duration LIMIT = Deadline.LIMIT;

    static Stream<Target> targets() {
        return Target.all();
    }

    /** The usual two seconds are little on a busy machine. */
    private static Connection connect(NatsProcess server) throws Exception {
        return Nats.connect(new Options.Builder()
                .server(server.url())
                .connectionTimeout(LIMIT)
                .build());
    }

    @ParameterizedTest
    @MethodSource("targets")
    void connectsAndKnowsTheServer(Target target) throws Exception {
        try (NatsProcess server = NatsProcess.start(target, "server_name: known");
                Connection connection = connect(server)) {
            assertThat(connection.getStatus()).isEqualTo(Connection.Status.CONNECTED);
            assertThat(connection.getServerInfo().getServerName()).isEqualTo("known");
            assertThat(connection.getServerInfo().getPort()).isEqualTo(server.port());
            assertThat(connection.getServerInfo().getMaxPayload()).isEqualTo(1024 * 1024);
            assertThat(connection.getServerInfo().isHeadersSupported()).isTrue();
            assertThat(connection.getClientInetAddress().isLoopbackAddress()).isTrue();
            assertThat(connection.RTT()).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void messagesArriveInOrder(Target target) throws Exception {
        int messages = 20_000;
        try (NatsProcess server = NatsProcess.start(target, "");
                Connection publisher = connect(server);
                Connection subscriber = connect(server)) {
            Subscription subscription = subscriber.subscribe("orders.>");
            subscription.setPendingLimits(-1, -1);
            subscriber.flush(LIMIT);
            for (int i = 0; i < messages; i++) {
                publisher.publish("orders." + i % 7, bytes(Integer.toString(i)));
            }
            publisher.flush(LIMIT);
            for (int i = 0; i < messages; i++) {
                Message message = subscription.nextMessage(LIMIT);
                assertThat(text(message)).isEqualTo(Integer.toString(i));
                assertThat(message.getSubject()).isEqualTo("orders." + i % 7);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void requestsAreAnswered(Target target) throws Exception {
        try (NatsProcess server = NatsProcess.start(target, "");
                Connection service = connect(server);
                Connection requester = connect(server)) {
            answerWithUpperCase(service);
            List<CompletableFuture<Message>> answers = IntStream.range(0, 200)
                    .mapToObj(i -> requester.requestWithTimeout("upper", bytes("r" + i), LIMIT))
                    .toList();
            for (int i = 0; i < answers.size(); i++) {
                assertThat(text(answers.get(i).get())).isEqualTo("R" + i);
            }
        }
    }

    private static void answerWithUpperCase(Connection service) throws Exception {
        Dispatcher dispatcher = service.createDispatcher(request ->
                service.publish(request.getReplyTo(), bytes(text(request).toUpperCase(java.util.Locale.ROOT))));
        dispatcher.subscribe("upper");
        service.flush(LIMIT);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void requestsWithoutResponderFailAtOnce(Target target) throws Exception {
        Options.Builder options = new Options.Builder().connectionTimeout(LIMIT).reportNoResponders();
        try (NatsProcess server = NatsProcess.start(target, "");
                Connection connection =
                        Nats.connect(options.server(server.url()).build())) {
            assertThatThrownBy(() -> connection.request("nobody", bytes("x")).get())
                    .hasCauseInstanceOf(JetStreamStatusException.class)
                    .hasMessageContaining("503");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void headersTravel(Target target) throws Exception {
        try (NatsProcess server = NatsProcess.start(target, "");
                Connection connection = connect(server)) {
            Subscription subscription = connection.subscribe("with.headers");
            Headers headers =
                    new Headers().add("One", "1").add("Many", "a", "b").add("Empty", "");
            connection.publish(NatsMessage.builder()
                    .subject("with.headers")
                    .replyTo("back")
                    .headers(headers)
                    .data("body")
                    .build());
            Message message = subscription.nextMessage(LIMIT);
            assertThat(text(message)).isEqualTo("body");
            assertThat(message.getReplyTo()).isEqualTo("back");
            assertThat(message.getHeaders().get("One")).containsExactly("1");
            assertThat(message.getHeaders().get("Many")).containsExactly("a", "b");
            assertThat(message.getHeaders().get("Empty")).containsExactly("");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aQueueGroupSharesTheMessages(Target target) throws Exception {
        int messages = 3_000;
        try (NatsProcess server = NatsProcess.start(target, "");
                Connection one = connect(server);
                Connection two = connect(server);
                Connection publisher = connect(server)) {
            AtomicInteger ofOne = countQueue(one);
            AtomicInteger ofTwo = countQueue(two);
            for (int i = 0; i < messages; i++) {
                publisher.publish("jobs", bytes("job"));
            }
            publisher.flush(LIMIT);
            Deadline.awaitValue("all jobs were taken", () -> ofOne.get() + ofTwo.get(), taken -> taken >= messages);
            one.flush(LIMIT);
            two.flush(LIMIT);
            assertThat(ofOne.get() + ofTwo.get()).isEqualTo(messages);
            assertThat(ofOne.get()).isBetween(messages / 4, messages * 3 / 4);
        }
    }

    private static AtomicInteger countQueue(Connection connection) throws Exception {
        AtomicInteger count = new AtomicInteger();
        connection.createDispatcher(message -> count.incrementAndGet()).subscribe("jobs", "workers");
        connection.flush(LIMIT);
        return count;
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aSubscriptionEndsAfterItsMaximum(Target target) throws Exception {
        try (NatsProcess server = NatsProcess.start(target, "");
                Connection connection = connect(server)) {
            Subscription subscription = connection.subscribe("some");
            subscription.unsubscribe(3);
            for (int i = 0; i < 10; i++) {
                connection.publish("some", bytes("x"));
            }
            connection.flush(LIMIT);
            for (int i = 0; i < 3; i++) {
                assertThat(subscription.nextMessage(LIMIT)).isNotNull();
            }
            assertThat(subscription.isActive()).isFalse();
            assertThat(server.monitor("/varz").path("out_msgs").asLong()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void drainLosesNothing(Target target) throws Exception {
        int messages = 5_000;
        AtomicInteger received = new AtomicInteger();
        try (NatsProcess server = NatsProcess.start(target, "");
                Connection publisher = connect(server)) {
            Connection subscriber = connect(server);
            subscriber.createDispatcher(message -> received.incrementAndGet()).subscribe("drained");
            subscriber.flush(LIMIT);
            for (int i = 0; i < messages; i++) {
                publisher.publish("drained", bytes("x"));
            }
            publisher.flush(LIMIT);
            assertThat(subscriber.drain(LIMIT).get()).isTrue();
            assertThat(received.get()).isEqualTo(messages);
            Deadline.awaitValue(
                    "the drained client is gone",
                    () -> server.monitor("/varz").path("connections").asInt(),
                    connections -> connections == 1);
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void subscriptionsSurviveARestartOfTheServer(Target target) throws Exception {
        List<Events> events = java.util.Collections.synchronizedList(new ArrayList<>());
        NatsProcess first = NatsProcess.start(target, "");
        Options options = new Options.Builder()
                .server(first.url())
                .connectionTimeout(LIMIT)
                .reconnectWait(Duration.ofMillis(50))
                .maxReconnects(-1)
                .connectionListener((connection, event) -> events.add(event))
                .build();
        try (Connection connection = Nats.connect(options)) {
            Subscription subscription = connection.subscribe("again");
            connection.flush(LIMIT);
            first.close();
            Deadline.await("the client noticed", () -> events.contains(Events.DISCONNECTED));
            try (NatsProcess second = first.startAgain()) {
                Deadline.await("the client is back", () -> events.contains(Events.RESUBSCRIBED));
                connection.publish("again", bytes("hello"));
                assertThat(text(subscription.nextMessage(LIMIT))).isEqualTo("hello");
                assertThat(second.port()).isEqualTo(first.port());
            }
        } finally {
            first.close();
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void theClientHearsOfLameDuckMode(Target target) throws Exception {
        List<Events> events = java.util.Collections.synchronizedList(new ArrayList<>());
        try (NatsProcess server = NatsProcess.start(target, "lame_duck_duration: 30s\nlame_duck_grace_period: 1s")) {
            Options options = new Options.Builder()
                    .server(server.url())
                    .connectionTimeout(LIMIT)
                    .noReconnect()
                    .connectionListener((connection, event) -> events.add(event))
                    .build();
            try (Connection connection = Nats.connect(options)) {
                connection.flush(LIMIT);
                server.signal("USR2");
                Deadline.await("the client was told", () -> events.contains(Events.LAME_DUCK));
                Deadline.await("the client was closed", () -> events.contains(Events.CLOSED));
            }
            assertThat(server.awaitExit()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aMessageOverTheLimitEndsTheConnection(Target target) throws Exception {
        AtomicInteger disconnects = new AtomicInteger();
        try (NatsProcess server = NatsProcess.start(target, "max_payload: 1000")) {
            Options options = new Options.Builder()
                    .server(server.url())
                    .connectionTimeout(LIMIT)
                    .noReconnect()
                    .clientSideLimitChecks(false)
                    .connectionListener((connection, event) -> {
                        if (event == Events.DISCONNECTED || event == Events.CLOSED) {
                            disconnects.incrementAndGet();
                        }
                    })
                    .build();
            try (Connection connection = Nats.connect(options)) {
                connection.publish("fits", new byte[1000]);
                connection.flush(LIMIT);
                connection.publish("does.not", new byte[1001]);
                Deadline.await("the server closed", () -> disconnects.get() > 0);
                assertThat(connection.getLastError()).contains("Maximum Payload Violation");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void theLargestMessageArrivesWhole(Target target) throws Exception {
        byte[] payload = new byte[1024 * 1024];
        new java.util.Random(7).nextBytes(payload);
        try (NatsProcess server = NatsProcess.start(target, "");
                Connection connection = connect(server)) {
            Subscription subscription = connection.subscribe("large");
            connection.publish("large", payload);
            connection.publish("large", payload);
            assertThat(subscription.nextMessage(LIMIT).getData()).isEqualTo(payload);
            assertThat(subscription.nextMessage(LIMIT).getData()).isEqualTo(payload);
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void verboseAndPedanticClientsWork(Target target) throws Exception {
        try (NatsProcess server = NatsProcess.start(target, "");
                Connection connection = Nats.connect(new Options.Builder()
                        .server(server.url())
                        .connectionTimeout(LIMIT)
                        .verbose()
                        .pedantic()
                        .build())) {
            Subscription subscription = connection.subscribe("v");
            connection.publish("v", bytes("x"));
            assertThat(text(subscription.nextMessage(LIMIT))).isEqualTo("x");
            connection.flush(LIMIT);
            assertThat(connection.getStatistics().getOKs()).isPositive();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Message message) {
        assertThat(message).isNotNull();
        return new String(message.getData(), StandardCharsets.UTF_8);
    }
}
