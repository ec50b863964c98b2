package io.dialtone.streams;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a connection takes from its outbox and gives to its socket: one push at a time, what is in it, and whether the write
 * takes longer than the write deadline. On the connection's loop.
 */
final class PushedBatches {
    /** So that pending bytes go down while a long queue is written. */
    private static final int MOST_PER_PUSH = 512 * 1024;

    private final EventLoop loop;
    private final ConnectionPort port;
    private final ConnectionEvents events;
    private final Supplier<LiveSettings> settings;
    private final Runnable deadlineDue;

    private @Nullable Batch waiting;
    private long bytes;
    private long messages;
    private long messageBytes;
    private int count;
    private long since;
    private long progressAtPush;
    /** Set while a write is late and the connection is kept all the same. */
    private boolean late;

    private EventLoop.@Nullable Timer deadline;

    /**
     * @param deadlineDue called by a timer when {@link #checkDeadline} should be
     */
    PushedBatches(
            EventLoop loop,
            ConnectionPort port,
            ConnectionEvents events,
            Supplier<LiveSettings> settings,
            Runnable deadlineDue) {
        this.loop = loop;
        this.port = port;
        this.events = events;
        this.settings = settings;
        this.deadlineDue = deadlineDue;
    }

    /** Whether nothing is left to be pushed. */
    boolean isEmpty() {
        return waiting == null && port.outbox().isEmpty();
    }

    /** What is to be pushed now, linked by {@link Batch#next}; null for nothing. The last push must be written. */
    @Nullable
    Batch take() {
        Batch first = waiting;
        if (first == null) {
            first = port.outbox().takeAll();
        }
        if (first == null) {
            return null;
        }
        messages = 0;
        messageBytes = 0;
        count = 0;
        Batch last = first;
        while (true) {
            bytes += last.size();
            messages += last.messages();
            messageBytes += last.messageBytes();
            count++;
            Batch following = last.next;
            if (following == null || bytes >= MOST_PER_PUSH) {
                waiting = following;
                break;
            }
            last = following;
        }
        last.next = null;
        since = System.nanoTime();
        progressAtPush = port.bytesWritten();
        if (deadline == null) {
            deadline = loop.schedule(settings.get().writeDeadline().toNanos(), deadlineDue);
        }
        return first;
    }

    /** The socket has taken all of the last push. */
    void written() {
        if (bytes > 0) {
            port.outbox().written(bytes);
            port.counters().sent(messages, messageBytes);
            if (late) {
                late = false;
                String took = GoDuration.text(Duration.ofNanos(System.nanoTime() - since));
                events.recovered("Slow Consumer Recovered: Flush took " + took + " with " + count + " chunks of "
                        + bytes + " total bytes.");
            }
            bytes = 0;
        }
    }

    /**
     * Looks whether the push under way is late; {@code tooSlow} is told the line for the log when the connection must end.
     *
     * @param underWay whether the socket has not taken all of it
     */
    void checkDeadline(boolean underWay, Consumer<String> tooSlow) {
        deadline = null;
        if (bytes == 0 || !underWay) {
            return;
        }
        LiveSettings live = settings.get();
        long left = live.writeDeadline().toNanos() - (System.nanoTime() - since);
        if (left > 0) {
            deadline = loop.schedule(left, deadlineDue);
        } else {
            deadlinePassed(live, tooSlow);
        }
    }

    /** Ends the connection, unless it took something in the meantime and the options say to keep such. */
    private void deadlinePassed(LiveSettings live, Consumer<String> tooSlow) {
        boolean keep = live.keepOnWriteDeadline() && port.bytesWritten() > progressAtPush;
        String line = "Slow Consumer " + (late ? "State" : "Detected") + ": WriteDeadline of "
                + GoDuration.text(live.writeDeadline()) + " exceeded with " + count + " chunks of " + bytes
                + " total bytes.";
        if (!keep) {
            tooSlow.accept(line);
            return;
        }
        late = true;
        progressAtPush = port.bytesWritten();
        events.late(line);
        deadline = loop.schedule(live.writeDeadline().toNanos(), deadlineDue);
    }

    /** Gives back what will not be written any more. */
    void release() {
        if (deadline != null) {
            deadline.cancel();
        }
        release(waiting);
        waiting = null;
        release(port.outbox().takeAll());
    }

    private static void release(@Nullable Batch from) {
        Batch b = from;
        while (b != null) {
            Batch following = b.next;
            b.release();
            b = following;
        }
    }
}
