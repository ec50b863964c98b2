package io.dialtone.embedded.junit;

import io.dialtone.embedded.LogLine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The latest lines of the logs of a test's servers, kept until somebody wants to see them. Any thread. */
final class Logs {
    private static final int MOST = 2000;

    private final Deque<String> lines = new ArrayDeque<>();
    private long written;

    synchronized void add(String server, LogLine line) {
        if (lines.size() == MOST) {
            lines.removeFirst();
        }
        lines.addLast(server.isEmpty() ? line.toString() : server + " " + line);
        written++;
    }

    /** How many lines there have been so far. */
    synchronized long written() {
        return written;
    }

    /** What came after so many lines, as far as it is still kept. */
    synchronized List<String> since(long before) {
        long first = written - lines.size();
        List<String> all = new ArrayList<>(lines);
        return List.copyOf(all.subList((int) Math.max(0, before - first), all.size()));
    }
}
