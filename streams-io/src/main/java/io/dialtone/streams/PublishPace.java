package io.dialtone.streams;

import java.time.Duration;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds back the reads of one connection that publishes more than it may. Part of its stage, on its loop; a connection without
 * limits pays one look at a field for each read.
 */
final class PublishPace {
    /** Less is not worth a pause: it is still owed at the next read. */
    private static final long SHORTEST_NANOS = 1_000_000;

    /** What one read should cost at most, so that waits are short and a PING among the messages is found soon. */
    private static final long SMOOTH_NANOS = 50_000_000;

    private static final int SMALLEST_READ = 512;
    /** Before it is known how much of the rate a read brings. */
    private static final int FIRST_READ = 4096;

    private final ConnectionPort port;
    private final ServerLog log;
    private final Session session;
    private final OneTimer timer;
    private @Nullable PublishLimits limits;
    private PublishLimit[] all = {};
    private PublishLimit.Tickets[] tickets = {};
    /** How much a read should bring. */
    private int wanted = FIRST_READ;
    /** Bytes read since the last message ended. */
    private long unmeasured;

    private long countedMessages;
    private long countedBytes;
    private boolean pausing;
    private long since;

    /**
     * @param look called on the loop when a pause may be over, with the number to ask {@link #isCurrent} with
     */
    PublishPace(EventLoop loop, ConnectionPort port, Session session, ServerLog log, IntConsumer look) {
        this.port = port;
        this.session = session;
        this.log = log;
        this.timer = new OneTimer(loop, look);
    }

    /**
     * A read, or a part of it, has been worked through and counted.
     *
     * @param length of the read in bytes
     */
    void took(int length) {
        PublishLimits now = session.publishLimits();
        if (now != limits) {
            adopt(now);
        }
        if (all.length > 0) {
            unmeasured += length;
            take();
            port.readSize(Math.min(wanted, port.readSize()));
        }
    }

    private void take() {
        long messages = port.counters().inMessages() - countedMessages;
        long bytes = port.counters().inBytes() - countedBytes;
        if (messages == 0) {
            return;
        }
        countedMessages += messages;
        countedBytes += bytes;
        long cost = 0;
        for (int i = 0; i < all.length; i++) {
            cost = Math.max(cost, all[i].take(messages, bytes, tickets[i]));
        }
        double smooth = (double) unmeasured * SMOOTH_NANOS / Math.max(1, cost);
        // It grows slowly: what is no message counts among the bytes, too, and the next read may be of messages alone.
        int most = (int) Math.min(2L * wanted, Chunk.CAPACITY);
        wanted = (int) Math.clamp(smooth, SMALLEST_READ, most);
        unmeasured = 0;
    }

    /** What was taken from a limit that stays is still to be paid. */
    private void adopt(@Nullable PublishLimits now) {
        PublishLimit[] before = all;
        PublishLimit.Tickets[] taken = tickets;
        if (before.length == 0) {
            countedMessages = port.counters().inMessages();
            countedBytes = port.counters().inBytes();
        }
        limits = now;
        all = now == null ? new PublishLimit[0] : now.all().toArray(PublishLimit[]::new);
        tickets = new PublishLimit.Tickets[all.length];
        for (int i = 0; i < all.length; i++) {
            tickets[i] = new PublishLimit.Tickets();
            for (int k = 0; k < before.length; k++) {
                if (before[k] == all[i]) {
                    tickets[i] = taken[k];
                }
            }
        }
    }

    /** Whether the next read has to wait; then there will be a look. */
    boolean holds() {
        if (all.length == 0 && !pausing) {
            return false;
        }
        PublishLimit strictest = null;
        long longest = 0;
        for (int i = 0; i < all.length; i++) {
            long due = all[i].due(tickets[i]);
            if (due > longest) {
                longest = due;
                strictest = all[i];
            }
        }
        if (strictest == null || longest < SHORTEST_NANOS) {
            end();
            return false;
        }
        if (!pausing) {
            begin(strictest);
        }
        timer.start(Duration.ofNanos(longest));
        return true;
    }

    private void begin(PublishLimit strictest) {
        pausing = true;
        since = System.nanoTime();
        port.counters().pausing();
        PublishLimits now = limits;
        if (now != null) {
            now.pauses().begin();
        }
        if (strictest.isFeltAnew()) {
            log.warn(session.label() + " - Publishing is slowed down: " + strictest);
        }
    }

    boolean isPausing() {
        return pausing;
    }

    /** Whether a look is one that was asked for last. */
    boolean isCurrent(int look) {
        return pausing && timer.isCurrent(look);
    }

    /** The limits are others now; they hold for the next read, if that has not begun. */
    void renew() {
        PublishLimits now = session.publishLimits();
        if (now != limits) {
            adopt(now);
            if (all.length > 0) {
                port.readSize(Math.min(wanted, port.readSize()));
            }
        }
    }

    /** Ends a pause, if there is one. */
    void end() {
        if (pausing) {
            pausing = false;
            timer.stop();
            long nanos = System.nanoTime() - since;
            port.counters().paused(nanos);
            PublishLimits now = limits;
            if (now != null) {
                now.pauses().end(nanos);
            }
        }
    }
}
