package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class EventLoopTest {
    private static final long MILLI = 1_000_000;

    private final LoopFixture fixture = new LoopFixture();
    private final EventLoop loop = fixture.loop;
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stopLoop() throws InterruptedException {
        fixture.close();
    }

    @Test
    void knowsWhoRunsOnIt() {
        assertThat(loop.isCurrent()).isFalse();
        assertThat(fixture.on(loop::isCurrent)).isTrue();
        assertThat(fixture.on(EventLoop::current)).isSameAs(loop);
        assertThatThrownBy(EventLoop::current).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tasksOfItsOwnRunInOrderBehindTheOneThatGaveThem() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(() -> {
            for (int i = 0; i < 1000; i++) {
                String name = "" + i;
                loop.execute(() -> seen.add(name));
            }
            loop.execute(done::countDown);
            seen.add("giver");
        });
        done.await();
        assertThat(seen).hasSize(1001).startsWith("giver", "0", "1", "2").endsWith("998", "999");
    }

    @Test
    void tasksOfOtherThreadsRunInTheOrderOfEachThread() throws InterruptedException {
        int threads = 3;
        int each = 20_000;
        int[] next = new int[threads];
        AtomicBoolean outOfOrder = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(threads * each);
        for (int t = 0; t < threads; t++) {
            int me = t;
            new Thread(() -> {
                        for (int n = 0; n < each; n++) {
                            int number = n;
                            loop.execute(() -> {
                                outOfOrder.compareAndSet(false, next[me]++ != number);
                                done.countDown();
                            });
                        }
                    })
                    .start();
        }
        done.await();
        assertThat(outOfOrder).isFalse();
    }

    /** Each task is given when the loop has most likely gone to sleep again, so a lost wake-up shows as the deadline. */
    @Test
    void aSleepingLoopIsWoken() {
        for (int i = 0; i < 2000; i++) {
            int number = i;
            assertThat(fixture.<Integer>on(() -> number)).isEqualTo(i);
        }
    }

    @Test
    void timersRunWhenTheyAreDueAndInThatOrder() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        List<Long> early = Collections.synchronizedList(new ArrayList<>());
        fixture.run(() -> {
            while (!scheduledAtOnce(early)) {
                // Until it is certain who is due before whom.
            }
            loop.schedule(80 * MILLI, done::countDown);
        });
        done.await();
        assertThat(seen).containsExactly("0 ms", "1 ms", "20 ms", "40 ms", "60 ms");
        assertThat(early).isEmpty();
    }

    /** Takes the timers back when a millisecond passed between the first and the last of them: the one of 1 ms is due before that of 0 ms then. */
    private boolean scheduledAtOnce(List<Long> early) {
        List<EventLoop.Timer> timers = new ArrayList<>();
        long start = System.nanoTime();
        for (int delay : new int[] {60, 20, 40, 1, 0}) {
            timers.add(loop.schedule(delay * MILLI, () -> {
                seen.add(delay + " ms");
                if (System.nanoTime() - start < delay * MILLI) {
                    early.add((long) delay);
                }
            }));
        }
        if (System.nanoTime() - start < MILLI) {
            return true;
        }
        timers.forEach(EventLoop.Timer::cancel);
        return false;
    }

    @Test
    void timersDueAtTheSameInstantRunInTheOrderGiven() {
        EventLoop.Timer first = fixture.on(() -> loop.schedule(1_000_000 * MILLI, () -> {}));
        EventLoop.Timer second = fixture.on(() -> loop.schedule(1_000_000 * MILLI, () -> {}));
        assertThat(first).isLessThan(second);
    }

    @Test
    void aCancelledTimerDoesNotRun() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        fixture.run(() -> {
            EventLoop.Timer timer = loop.schedule(5 * MILLI, () -> seen.add("cancelled"));
            loop.schedule(20 * MILLI, done::countDown);
            timer.cancel();
        });
        done.await();
        assertThat(seen).isEmpty();
    }

    @Test
    void aTimerMayScheduleTheNext() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(5);
        Runnable tick = new Runnable() {
            @Override
            public void run() {
                done.countDown();
                loop.schedule(MILLI, this);
            }
        };
        fixture.run(() -> loop.schedule(0, tick));
        done.await();
    }

    @Test
    void aTaskThatFailsDoesNotEndTheLoop() {
        loop.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        loop.execute(() -> {
            throw new StackOverflowError("on purpose");
        });
        fixture.run(() -> loop.schedule(0, () -> {
            throw new NoClassDefFoundError("on purpose");
        }));
        assertThat(fixture.on(loop::isCurrent)).isTrue();
        assertThat(fixture.on(loop::isCurrent)).isTrue();
    }

    @Test
    void handlersAreToldOfReadinessAlsoWhileTasksKeepComing() throws Exception {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            CountDownLatch read = new CountDownLatch(3);
            AtomicBoolean stop = new AtomicBoolean();
            fixture.on(() -> {
                source.configureBlocking(false);
                return loop.register(source, SelectionKey.OP_READ, ready -> {
                    assertThat(loop.isCurrent()).isTrue();
                    try {
                        source.read(ByteBuffer.allocate(10));
                    } catch (java.io.IOException e) {
                        throw new IllegalStateException(e);
                    }
                    read.countDown();
                    throw new AssertionError("a handler that fails, on purpose");
                });
            });
            Runnable busy = new Runnable() {
                @Override
                public void run() {
                    if (!stop.get()) {
                        loop.execute(this);
                    }
                }
            };
            loop.execute(busy);
            while (read.getCount() > 0) {
                long before = read.getCount();
                sink.write(ByteBuffer.wrap(new byte[1]));
                while (read.getCount() == before) {
                    Thread.onSpinWait();
                }
            }
            stop.set(true);
        }
    }

    @Test
    void shutdownRunsWhatWasGivenBeforeAndRefusesTheRest() throws InterruptedException {
        EventLoop ending = new EventLoop(1, "ending");
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger ran = new AtomicInteger();
        ending.execute(() -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            for (int i = 0; i < 1000; i++) {
                ending.execute(ran::incrementAndGet);
            }
        });
        for (int i = 0; i < 1000; i++) {
            ending.execute(ran::incrementAndGet);
        }
        assertThat(ending.isShutdown()).isFalse();
        ending.shutdown();
        assertThatThrownBy(() -> ending.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThat(ending.isTerminated()).isFalse();
        go.countDown();
        assertThat(ending.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).hasValue(2000);
        assertThat(ending.isShutdown()).isTrue();
        assertThat(ending.isTerminated()).isTrue();
    }

    @Test
    void shutdownEndsALoopWhoseTasksKeepGivingNewOnes() throws InterruptedException {
        EventLoop ending = new EventLoop(1, "ending");
        ending.execute(new Runnable() {
            @Override
            public void run() {
                ending.execute(this);
            }
        });
        ending.shutdown();
        assertThat(ending.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
}
