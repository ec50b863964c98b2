package io.dialtone.multijvm.kit;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of the requests of one requester. */
final class Requests {

    private final String name;
    private final Map<String, Integer> answeredBy = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private long lastAnswerTo;
    private long lastAnswerAt;
    private Duration longestSilence = Duration.ZERO;
    private Duration quickest = ChronoUnit.FOREVER.getDuration();
    private String lastResponder = "";

    Requests(String name) {
        this.name = name;
    }

    synchronized void answered(String responder, long askedAt) {
        long now = System.nanoTime();
        answeredBy.merge(responder, 1, Integer::sum);
        Duration took = Duration.ofNanos(now - askedAt);
        quickest = took.compareTo(quickest) < 0 ? took : quickest;
        if (lastAnswerAt != 0 && now - lastAnswerAt > longestSilence.toNanos()) {
            longestSilence = Duration.ofNanos(now - lastAnswerAt);
        }
        lastAnswerAt = now;
        lastAnswerTo = askedAt;
        lastResponder = responder;
    }

    /** Before the first answer it counts for nothing: that there is somebody to ask may not be known here yet. */
    synchronized void failed(String how) {
        if (!answeredBy.isEmpty()) {
            failures.add(how);
        }
    }

    /** Whether a request was answered that was made after that moment. */
    synchronized boolean hasAnswerTo(long askedAfter) {
        return lastAnswerTo > askedAfter;
    }

    synchronized String lastResponder() {
        return lastResponder;
    }

    synchronized int answers() {
        return answeredBy.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    /** How long the answer took that came soonest; for ever where none came. */
    synchronized Duration quickest() {
        return quickest;
    }

    @Override
    public synchronized String toString() {
        return name + ": answers " + answeredBy + ", " + failures.size() + " without, longest silence "
                + longestSilence.toMillis() + " ms";
    }
}
