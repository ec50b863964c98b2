package io.dialtone.actors.spans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dialtone.accounts.trace.TraceEvent;
import io.dialtone.accounts.trace.TraceParent;
import io.dialtone.streams.ServerLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpanQueueTest {
    private final List<MessageSpan> taken = new CopyOnWriteArrayList<>();
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    private static MessageSpan span(String subject) {
        return new MessageSpan(
                new TraceParent("a".repeat(32), "b".repeat(16), 1, ""),
                new MessageSpan.Host("N", "n", "127.0.0.1", 4222),
                new TraceEvent.Party(TraceEvent.Kind.CLIENT, 1, ""),
                "$G",
                subject,
                10,
                0,
                Instant.EPOCH,
                Instant.EPOCH,
                new MessageSpan.Deliveries(0, 0, 0, 0, 0, 0),
                List.of(),
                null);
    }

    private MessageSpans taker(int capacity, Duration interval) {
        return new MessageSpans() {
            @Override
            public void record(List<MessageSpan> spans) {
                busy.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                taken.addAll(spans);
            }

            @Override
            public Pace pace() {
                return new Pace(capacity, interval);
            }
        };
    }

    private static void closed(SpanQueue queue) throws Exception {
        queue.close().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void spansComeInOrderAndAllOfThemBeforeTheEnd() throws Exception {
        go.countDown();
        SpanQueue queue = SpanQueue.to(taker(10_000, Duration.ofHours(1)), new ServerLog());
        for (int i = 0; i < 1300; i++) {
            queue.add(span("s" + i));
        }

        closed(queue);

        assertThat(taken).hasSize(1300);
        assertThat(taken.getFirst().subject()).isEqualTo("s0");
        assertThat(taken.getLast().subject()).isEqualTo("s1299");
        assertThat(queue.lost()).isZero();
    }

    @Test
    void whoDoesNotTakeThemMakesNobodyWaitAndWhatIsTooMuchIsCounted() throws Exception {
        SpanQueue queue = SpanQueue.to(taker(5, Duration.ofNanos(1)), new ServerLog());
        queue.add(span("first"));
        assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();

        for (int i = 0; i < 20; i++) {
            queue.add(span("s" + i));
        }

        assertThat(queue.lost()).isEqualTo(15);
        go.countDown();
        closed(queue);
        assertThat(taken).extracting(MessageSpan::subject).containsExactly("first", "s0", "s1", "s2", "s3", "s4");
    }

    @Test
    void theEndWaitsOnlyAMomentForWhoNeverTakesThem() throws Exception {
        SpanQueue queue = SpanQueue.to(taker(5, Duration.ofNanos(1)), new ServerLog());
        queue.add(span("first"));
        assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();

        queue.add(span("second"));

        closed(queue);

        // The end has a limit of its own, and on a busy machine that is over before the spans are given up.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(queue.lost()).isEqualTo(2));
        assertThat(taken).isEmpty();
    }

    @Test
    void spansThatAreRefusedAreLostAndTheNextOnesAreOfferedAllTheSame() throws Exception {
        SpanQueue queue = SpanQueue.to(
                spans -> {
                    taken.addAll(spans);
                    throw new IllegalStateException("not today");
                },
                new ServerLog());
        for (int i = 0; i < 1000; i++) {
            queue.add(span("s" + i));
        }

        closed(queue);

        assertThat(taken).hasSize(1000);
        assertThat(queue.lost()).isEqualTo(1000);
    }

    @Test
    void afterTheEndNothingIsTaken() throws Exception {
        go.countDown();
        SpanQueue queue = SpanQueue.to(taker(5, Duration.ofNanos(1)), new ServerLog());
        closed(queue);

        queue.add(span("late"));

        assertThat(queue.lost()).isEqualTo(1);
        assertThat(taken).isEmpty();
    }
}
