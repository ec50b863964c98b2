package io.dialtone.streams;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.event.Level;

/** The newest lines of a log, as many as fit and none longer than anybody reads. Any thread. */
public final class RecentLines {
    /** What goes on for longer is cut off: a line may hold what a client sent. */
    static final int LONGEST = 1000;

    private final int most;
    private final Deque<Line> lines = new ArrayDeque<>();
    private long next;

    /**
     * One line.
     *
     * @param number counts them from 0 on
     */
    public record Line(long number, Instant at, Level level, String text) {}

    RecentLines(int most) {
        this.most = most;
    }

    void add(Level level, String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        Instant now = Instant.now();
        synchronized (lines) {
            if (lines.size() == most) {
                lines.removeFirst();
            }
            lines.addLast(new Line(next++, now, level, shown));
        }
    }

    List<Line> all() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }
}
