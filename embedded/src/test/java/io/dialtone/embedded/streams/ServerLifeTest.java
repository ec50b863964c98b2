package io.dialtone.embedded.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import akka.Done;
import akka.japi.Pair;
import akka.stream.RestartSettings;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.RestartSource;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.dialtone.embedded.Dialtone;
import io.dialtone.embedded.EmbeddedServer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What becomes of streams when their server stops, retires or is started again. */
class ServerLifeTest extends Applications {
    @Test
    void streamsFailWhenTheServerStops() {
        Queue<ConnectionEvent> events = new ConcurrentLinkedQueue<>();
        EmbeddedServer server = Dialtone.start();
        try (InProcessConnection nats =
                InProcessConnection.to(server, system).onEvent(events::add).build()) {
            Pair<Subscription, CompletionStage<Done>> source =
                    nats.subscribe("x").toMat(Sink.ignore(), Keep.both()).run(system);
            get(source.first().ready());
            CompletionStage<Done> sink = Source.<ByteString>maybe().runWith(nats.publishTo("x"), system);
            CompletionStage<Done> moving =
                    Source.repeat(ByteString.fromString("y")).runWith(nats.publishTo("y"), system);
            CompletionStage<NatsMessage> request = nats.request(NatsMessage.of("x", "?"), SOON);
            get(nats.flush());

            server.stop();

            assertThatThrownBy(() -> get(source.second())).hasCauseInstanceOf(ConnectionClosedException.class);
            assertThatThrownBy(() -> get(sink)).hasCauseInstanceOf(ConnectionClosedException.class);
            assertThatThrownBy(() -> get(moving)).hasCauseInstanceOf(ConnectionClosedException.class);
            assertThatThrownBy(() -> get(request)).hasCauseInstanceOf(ConnectionClosedException.class);
            assertThat(nats.isConnected()).isFalse();
            await().atMost(SOON).until(() -> events.stream().anyMatch(e -> e instanceof ConnectionEvent.Closed));
            assertThatThrownBy(() -> get(nats.connect()))
                    .hasCauseInstanceOf(ConnectionClosedException.class)
                    .hasMessageContaining("the server does not run");
        } finally {
            server.close();
        }
    }

    @Test
    void streamsThatAreRestartedFindAServerThatIsStartedAgain() {
        EmbeddedServer server = Dialtone.start();
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        RestartSettings quickly = RestartSettings.create(Duration.ofMillis(20), Duration.ofMillis(100), 0.1);
        try (InProcessConnection nats = InProcessConnection.to(server, system).build();
                InProcessConnection other =
                        InProcessConnection.to(server, system).build()) {
            RestartSource.onFailuresWithBackoff(
                            quickly, () -> nats.subscribe("news").map(NatsMessage::text))
                    .runWith(Sink.foreach(heard::add), system);
            for (String life : List.of("first", "second", "third")) {
                await().atMost(SOON).until(() -> {
                    get(other.publish("news", ByteString.fromString(life)));
                    get(other.flush());
                    return heard.contains(life);
                });
                server.stop();
                server.start();
            }
        } finally {
            server.close();
        }
    }

    @Test
    void aLameDuckSaysSoAndTakesNoMore() {
        Queue<ConnectionEvent> events = new ConcurrentLinkedQueue<>();
        // With a grace that does not end before all of this was seen.
        try (EmbeddedServer server = Dialtone.start("lame_duck_grace_period: \"5m\", lame_duck_duration: \"10m\"");
                InProcessConnection nats = InProcessConnection.to(server, system)
                        .onEvent(events::add)
                        .build();
                InProcessConnection late =
                        InProcessConnection.to(server, system).build()) {
            get(nats.connect());
            server.lameDuck();
            await().atMost(SOON).until(nats::isLameDuck);
            await().atMost(SOON).until(() -> events.contains(new ConnectionEvent.LameDuck()));
            assertThatThrownBy(() -> get(late.connect())).hasCauseInstanceOf(ConnectionClosedException.class);
            get(nats.flush());
        }
    }

    @Test
    void aLameDuckEndsItsConnectionsAndStops() {
        try (EmbeddedServer server = Dialtone.start("lame_duck_grace_period: 1s, lame_duck_duration: 30s");
                InProcessConnection nats =
                        InProcessConnection.to(server, system).build()) {
            get(nats.connect());
            server.lameDuck();
            await().atMost(SOON).until(() -> !nats.isConnected());
            assertThat(server.whenStopped().toCompletableFuture()).succeedsWithin(SOON);
        }
    }

    @Test
    void aStoppedServerLeavesNoThreadThoughStreamsHoldBack() {
        EmbeddedServer server = Dialtone.start();
        try (InProcessConnection nats = InProcessConnection.to(server, system).build();
                InProcessConnection fast =
                        InProcessConnection.to(server, system).build()) {
            Pair<Subscription, CompletionStage<Done>> held = nats.subscribe(
                            SubscriptionSettings.of("x").withBufferSize(1))
                    .mapAsync(1, m -> new java.util.concurrent.CompletableFuture<Done>())
                    .toMat(Sink.ignore(), Keep.both())
                    .run(system);
            get(held.first().ready());
            get(Source.repeat(ByteString.fromString("y")).take(1000).runWith(fast.publishTo("x"), system));
            server.stop();
            assertThatThrownBy(() -> get(held.second())).hasCauseInstanceOf(ConnectionClosedException.class);
        } finally {
            server.close();
        }
        await().atMost(SOON)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(t ->
                                t.getName().toLowerCase(java.util.Locale.ROOT).contains("dialtone")));
    }
}
