package io.dialtone.embedded.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import akka.Done;
import akka.japi.Pair;
import akka.stream.OverflowStrategy;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.SinkQueueWithCancel;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.dialtone.embedded.Dialtone;
import io.dialtone.embedded.EmbeddedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class BackpressureTest extends Applications {
    private static final int ROOM = 10;

    private InProcessConnection to(EmbeddedServer server) {
        return InProcessConnection.to(server, system).build();
    }

    /** A subscription of which one takes by hand; its stream holds a message or two itself. */
    private Pair<Subscription, SinkQueueWithCancel<NatsMessage>> byHand(
            InProcessConnection nats, OverflowStrategy overflow) {
        Pair<Subscription, SinkQueueWithCancel<NatsMessage>> running = nats.subscribe(
                        SubscriptionSettings.of("fast").withBufferSize(ROOM).withOverflow(overflow))
                .toMat(Sink.<NatsMessage>queue(1), Keep.both())
                .run(system);
        get(running.first().ready());
        return running;
    }

    /** The buffer is filled up again only when half of it was taken; how much of it the stream's own buffers take is their affair. */
    private static boolean isHeldUp(Subscription subscription) {
        return subscription.waiting() > ROOM / 2;
    }

    private void publish(InProcessConnection nats, int from, int to) {
        get(Source.range(from, to).map(i -> ByteString.fromString("" + i)).runWith(nats.publishTo("fast"), system));
    }

    private static int next(SinkQueueWithCancel<NatsMessage> queue) {
        return Integer.parseInt(get(queue.pull()).orElseThrow().text());
    }

    @Test
    void withoutDemandTheServerKeepsWhatTheBufferHasNoRoomFor() {
        // It is not to be taken for too slow while all of them are taken one by one.
        try (EmbeddedServer server = Dialtone.start("write_deadline: 2m");
                InProcessConnection slow = to(server);
                InProcessConnection fast = to(server)) {
            var running = byHand(slow, OverflowStrategy.backpressure());
            publish(fast, 1, 5000);
            await().atMost(SOON).until(() -> isHeldUp(running.first()));
            for (int i = 1; i <= 5000; i++) {
                assertThat(next(running.second())).isEqualTo(i);
                assertThat(running.first().waiting()).isLessThanOrEqualTo(ROOM);
            }
            assertThat(server.metrics().slowConsumers()).isZero();
        }
    }

    @Test
    void pastMaxPendingItIsASlowConsumerAndItsStreamFails() {
        try (EmbeddedServer server = Dialtone.start("max_pending: 100KB, max_payload: 50KB");
                InProcessConnection slow = to(server);
                InProcessConnection fast = to(server)) {
            Pair<Subscription, CompletionStage<Done>> running = slow.subscribe(
                            SubscriptionSettings.of("fast").withBufferSize(ROOM))
                    .mapAsync(1, m -> new java.util.concurrent.CompletableFuture<Done>())
                    .toMat(Sink.ignore(), Keep.both())
                    .run(system);
            get(running.first().ready());
            ByteString large = ByteString.fromArray(new byte[20_000]);
            get(Source.repeat(large).take(100).runWith(fast.publishTo("fast"), system));
            assertThatThrownBy(() -> get(running.second()))
                    .hasCauseInstanceOf(ConnectionClosedException.class)
                    .hasMessageContaining("Slow Consumer (Pending Bytes)");
            await().atMost(SOON).until(() -> server.metrics().slowConsumers() == 1);
            assertThat(get(fast.flush())).as("nobody else notices").isEqualTo(Done.getInstance());
        }
    }

    @Test
    void pastTheWriteDeadlineItIsASlowConsumer() {
        try (EmbeddedServer server = Dialtone.start("write_deadline: 300ms");
                InProcessConnection slow = to(server);
                InProcessConnection fast = to(server)) {
            var running = byHand(slow, OverflowStrategy.backpressure());
            publish(fast, 1, 100);
            assertThatThrownBy(() -> get(running.first().whenDone()))
                    .hasCauseInstanceOf(ConnectionClosedException.class);
            await().atMost(SOON).until(() -> server.metrics().slowConsumers() == 1);
        }
    }

    @Test
    void theOldestGoWhereTheStrategySaysSo() {
        try (EmbeddedServer server = Dialtone.start();
                InProcessConnection nats = to(server)) {
            var running = byHand(nats, OverflowStrategy.dropHead());
            publish(nats, 1, 1000);
            get(nats.flush());
            List<Integer> heard = new ArrayList<>();
            while (heard.isEmpty() || heard.getLast() < 1000) {
                heard.add(next(running.second()));
            }
            assertThat(heard.subList(heard.size() - ROOM, heard.size()))
                    .as("the last of all")
                    .containsExactly(991, 992, 993, 994, 995, 996, 997, 998, 999, 1000);
            assertThat(running.first().dropped() + heard.size()).isEqualTo(1000);
        }
    }

    @Test
    void aStrategyOfItsOwnHoldsNobodyElseUp() {
        try (EmbeddedServer server = Dialtone.start();
                InProcessConnection nats = to(server)) {
            for (OverflowStrategy strategy :
                    List.of(OverflowStrategy.dropHead(), OverflowStrategy.dropTail(), OverflowStrategy.dropBuffer())) {
                byHand(nats, strategy);
            }
            get(nats.respond("echo", "", 1, java.util.concurrent.CompletableFuture::completedFuture)
                    .ready());
            publish(nats, 1, 1000);
            assertThat(get(nats.request(NatsMessage.of("echo", "there"), SOON)).text())
                    .isEqualTo("there");
        }
    }

    @Test
    void aSubscriptionFailsWhereTheStrategySaysSo() {
        try (EmbeddedServer server = Dialtone.start();
                InProcessConnection nats = to(server)) {
            var running = byHand(nats, OverflowStrategy.fail());
            publish(nats, 1, 1000);
            assertThatThrownBy(() -> get(running.first().whenDone())).hasCauseInstanceOf(OverflowException.class);
            assertThat(get(nats.flush())).isEqualTo(Done.getInstance());
        }
    }

    @Test
    void aStreamThatGoesAwayLetsTheOthersOn() {
        try (EmbeddedServer server = Dialtone.start();
                InProcessConnection slow = to(server);
                InProcessConnection fast = to(server)) {
            var holding = byHand(slow, OverflowStrategy.backpressure());
            publish(fast, 1, 1000);
            await().atMost(SOON).until(() -> isHeldUp(holding.first()));
            var answer = slow.flush().toCompletableFuture();
            assertThat(answer).isNotDone();
            holding.second().cancel();
            assertThat(get(answer)).isEqualTo(Done.getInstance());
        }
    }

    @Test
    void aPublisherWaitsWhileTheServerHasMuchToRead() {
        try (EmbeddedServer server = Dialtone.start();
                InProcessConnection nats = to(server)) {
            get(nats.connect());
            ByteString large = ByteString.fromArray(new byte[900 * 1024]);
            assertThatThrownBy(() -> {
                        // Nobody waits for what it returns, and so much at once the server does not read.
                        for (int i = 0; i < 100_000; i++) {
                            CompletionStage<Done> room = nats.publish("void", large);
                            if (room.toCompletableFuture().isCompletedExceptionally()) {
                                get(room);
                            }
                        }
                    })
                    .hasCauseInstanceOf(MessageRefusedException.class);
            get(nats.flush());
            get(Source.repeat(large).take(500).runWith(nats.publishTo("void"), system));
            await().atMost(SOON).until(() -> server.metrics().messagesIn() > 500);
        }
    }
}
