package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LoopTimersTest {
    private static final Duration SOON = Duration.ofMillis(5);
    private static final Duration LATE = Duration.ofHours(1);

    private final LoopFixture fixture = new LoopFixture();
    /** What the actor would find in its mailbox. */
    private final BlockingQueue<LoopTimers.Due<String>> mailbox = new LinkedBlockingQueue<>();

    private final LoopTimers<String> timers = fixture.on(() -> new LoopTimers<>(mailbox::add));

    @AfterEach
    void stopLoop() throws InterruptedException {
        fixture.close();
    }

    private String next() throws InterruptedException {
        LoopTimers.Due<String> due = mailbox.take();
        return fixture.on(() -> String.valueOf(timers.taken(due)));
    }

    @Test
    void whatIsDueIsTakenOnce() throws InterruptedException {
        fixture.run(() -> timers.start("a", SOON));
        LoopTimers.Due<String> due = mailbox.take();
        assertThat(fixture.on(() -> timers.isRunning("a"))).isTrue();
        assertThat(fixture.on(() -> timers.taken(due))).isEqualTo("a");
        assertThat(fixture.on(() -> String.valueOf(timers.taken(due)))).isEqualTo("null");
        assertThat(fixture.on(() -> timers.isRunning("a"))).isFalse();
    }

    @Test
    void theShorterComesFirst() throws InterruptedException {
        fixture.run(() -> {
            timers.start("second", Duration.ofMillis(60));
            timers.start("first", SOON);
            timers.start("never", LATE);
        });
        assertThat(List.of(next(), next())).containsExactly("first", "second");
    }

    @Test
    void aMessageThatWaitsWhileItsTimerIsTakenBackDoesNotCount() throws InterruptedException {
        fixture.run(() -> timers.start("a", SOON));
        LoopTimers.Due<String> due = mailbox.take();
        fixture.run(() -> timers.cancel("a"));
        assertThat(fixture.on(() -> String.valueOf(timers.taken(due)))).isEqualTo("null");
    }

    @Test
    void aTimerStartedAnewTakesThePlaceOfTheOldOne() throws InterruptedException {
        fixture.run(() -> timers.start("key", "old", SOON));
        LoopTimers.Due<String> old = mailbox.take();
        fixture.run(() -> timers.start("key", "new", SOON));
        assertThat(fixture.on(() -> String.valueOf(timers.taken(old)))).isEqualTo("null");
        assertThat(next()).isEqualTo("new");
    }

    @Test
    void oneThatRepeatsComesUntilItIsTakenBack() throws InterruptedException {
        fixture.run(() -> timers.startRepeating("again", SOON));
        assertThat(List.of(next(), next(), next())).containsOnly("again");
        fixture.run(timers::cancelAll);
        LoopTimers.Due<String> late = mailbox.poll(50, TimeUnit.MILLISECONDS);
        assertThat(late == null ? "null" : fixture.on(() -> String.valueOf(timers.taken(late))))
                .isEqualTo("null");
    }

    @Test
    void anyTimeCanBeWaitedFor() throws InterruptedException {
        fixture.run(() -> {
            timers.start("a hundred thousand years", Duration.ofDays(36_500_000));
            timers.start("for ever", Duration.ofSeconds(Long.MAX_VALUE));
            timers.start("over", Duration.ofSeconds(Long.MIN_VALUE));
        });
        assertThat(next()).isEqualTo("over");
        assertThat(mailbox).isEmpty();
        assertThat(fixture.on(() -> timers.isRunning("for ever"))).isTrue();
    }

    @Test
    void whoIsTakenBackIsForgotten() {
        WeakReference<byte[]> seen = startAndTakeBack(new byte[1 << 20]);
        while (seen.get() != null) {
            System.gc();
        }
    }

    private WeakReference<byte[]> startAndTakeBack(byte[] object) {
        fixture.run(() -> fixture.loop.schedule(LATE, () -> object[0]++).cancel());
        return new WeakReference<>(object);
    }

    @Test
    void manyThatComeAndGoLeaveTheOthersInPlace() throws InterruptedException {
        fixture.run(() -> {
            List<EventLoop.Timer> gone = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                gone.add(fixture.loop.schedule(LATE, () -> {}));
                if (i % 1000 == 0) {
                    timers.start("kept " + i, Duration.ofMillis(20 + i / 1000));
                }
            }
            gone.forEach(EventLoop.Timer::cancel);
            gone.forEach(EventLoop.Timer::cancel);
            assertThat(fixture.loop.timersWaiting()).isLessThan(200);
        });
        for (int i = 0; i < 10_000; i += 1000) {
            assertThat(next()).isEqualTo("kept " + i);
        }
    }
}
