package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.routing.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 180, unit = TimeUnit.SECONDS)
class OutboxTest {
    private final Semaphore wakes = new Semaphore(0);
    private final AtomicInteger overflows = new AtomicInteger();
    private final List<Subscription> exhausted = new ArrayList<>();
    private final Outbox outbox = outbox(1000);
    private final LoopMemory memory = new LoopMemory();

    private Outbox outbox(long bound) {
        return new Outbox(7, 1, bound, new Outbox.Owner() {
            @Override
            public void wake() {
                wakes.release();
            }

            @Override
            public void overflowed() {
                overflows.incrementAndGet();
            }

            @Override
            public void exhausted(Subscription subscription) {
                exhausted.add(subscription);
            }
        });
    }

    private static Batch batch(LoopMemory memory, String content) {
        Batch b = memory.takeBatch(content.length());
        b.put(Reading.bytes(content));
        return b;
    }

    private boolean publish(String content) {
        return outbox.publish(batch(memory, content));
    }

    private static List<String> contents(Batch first) {
        List<String> all = new ArrayList<>();
        for (Batch b = first; b != null; b = b.next) {
            all.add(TestConnection.content(b));
        }
        return all;
    }

    @Test
    void givesAllThatWaitsOldestFirstAndThenNothing() {
        assertThat(outbox.isEmpty()).isTrue();
        publish("a");
        publish("b");
        publish("c");
        assertThat(outbox.isEmpty()).isFalse();
        assertThat(contents(outbox.takeAll())).containsExactly("a", "b", "c");
        assertThat(outbox.takeAll()).isNull();
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void wakesOnceForAsManyAsComeBeforeTheyAreTaken() {
        publish("a");
        publish("b");
        assertThat(wakes.availablePermits()).isEqualTo(1);
        outbox.takeAll();
        publish("c");
        assertThat(wakes.availablePermits()).isEqualTo(2);
    }

    @Test
    void whatIsTakenStaysPendingUntilItIsWritten() {
        publish("x".repeat(600));
        outbox.takeAll();
        assertThat(outbox.pending()).isEqualTo(600);
        publish("x".repeat(100));
        assertThat(outbox.pending()).isEqualTo(700);
        outbox.written(600);
        assertThat(outbox.pending()).isEqualTo(100);
    }

    @Test
    void gatesBeyondThreeQuartersOfItsBound() {
        assertThat(publish("x".repeat(750))).isFalse();
        assertThat(outbox.isGated()).isFalse();
        assertThat(publish("x")).isTrue();
        assertThat(outbox.isGated()).isTrue();
        outbox.written(1);
        assertThat(outbox.isGated()).isFalse();
    }

    @Test
    void overflowsBeyondItsBoundAndTellsItOnce() {
        publish("x".repeat(1000));
        assertThat(overflows).hasValue(0);
        publish("x");
        publish("x");
        assertThat(overflows).hasValue(1);
    }

    @Test
    void aClosedOutboxTakesNothingAndGivesTheMemoryBack() {
        Chunk chunk = memory.takeChunk();
        Batch b = memory.takeBatch(10);
        b.putSlice(chunk, 0, 5);
        outbox.close();
        assertThat(outbox.publish(b)).isFalse();
        assertThat(outbox.takeAll()).isNull();
        assertThat(outbox.pending()).isZero();
        assertThat(chunk.holders()).isEqualTo(1);
        assertThat(wakes.availablePermits()).isZero();
    }

    /**
     * The consumer looks only when it is woken, so a lost wake-up would leave it waiting until the deadline. The
     * interleavings that must come out right: a producer that pushes on a stack that is not empty does not wake, because
     * whoever pushed first did and the consumer has not taken yet; when the consumer takes between a producer's look at
     * the head and its exchange, the exchange fails, the producer looks again, sees an empty stack, and wakes. Between
     * batches of different producers any order is right; those of one producer come in its order.
     */
    @Test
    void manyProducersAndOneConsumerLoseNothing() throws Exception {
        int producers = 4;
        int each = 20_000;
        Outbox shared = outbox(1_000_000_000);
        for (int p = 0; p < producers; p++) {
            int me = p;
            new Thread(() -> {
                        LoopMemory own = new LoopMemory();
                        for (int n = 0; n < each; n++) {
                            shared.publish(batch(own, me + ":" + n));
                        }
                    })
                    .start();
        }
        Map<Integer, Integer> next = new HashMap<>();
        int taken = 0;
        int woken = 0;
        while (taken < producers * each) {
            assertThat(wakes.tryAcquire(30, TimeUnit.SECONDS)).as("woken").isTrue();
            woken++;
            for (Batch b = shared.takeAll(); b != null; ) {
                Batch following = b.next;
                String[] content = TestConnection.content(b).split(":");
                int producer = Integer.parseInt(content[0]);
                assertThat(Integer.parseInt(content[1])).isEqualTo(next.getOrDefault(producer, 0));
                next.merge(producer, 1, Integer::sum);
                shared.written(b.size());
                b.release();
                taken++;
                b = following;
            }
        }
        assertThat(woken).isLessThanOrEqualTo(taken);
        assertThat(shared.pending()).isZero();
        assertThat(shared.takeAll()).isNull();
    }

    /** Whichever producer is the first past the bound tells it; two that pass it at the same instant must not both. */
    @Test
    void overflowIsToldOnceAlsoWhenManyPassTheBoundAtOnce() throws Exception {
        for (int round = 0; round < 300; round++) {
            overflows.set(0);
            Outbox tight = outbox(1);
            CountDownLatch start = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (int p = 0; p < 3; p++) {
                Thread t = new Thread(() -> {
                    Batch b = batch(new LoopMemory(), "xxx");
                    try {
                        start.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    tight.publish(b);
                });
                t.start();
                threads.add(t);
            }
            start.countDown();
            for (Thread t : threads) {
                t.join();
            }
            assertThat(overflows).hasValue(1);
        }
    }
}
