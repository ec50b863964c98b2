package io.dialtone.multijvm.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one subscription, or one queue group as a whole, got. A subscription must see each publisher's numbers rise and none twice, as long
 * as neither side had to connect again; of a group, no two members may get the same number, ever.
 */
final class Arrivals {

    /** Numbers that did not come, between two that did. */
    record Gap(String publisher, int first, int last, Duration silence) {

        int missing() {
            return last - first + 1;
        }

        @Override
        public String toString() {
            return publisher + " " + first + ".." + last + " missing, silent for " + silence.toMillis() + " ms";
        }
    }

    private static final class Track {
        private final BitSet everGot = new BitSet();
        private BitSet gotThisTime = new BitSet();
        private int first = -1;
        private int last = -1;
        private int highest = -1;
        private long lastAt;
        private long epoch = -1;
        private long sentAt;
        private Duration longestSilence = Duration.ZERO;
        private final List<Gap> gaps = new ArrayList<>();
    }

    private final String name;
    private final String subject;
    private final boolean group;
    private final Map<String, Track> tracks = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private int reconnects;

    Arrivals(String name, String subject, boolean group) {
        this.name = name;
        this.subject = subject;
        this.group = group;
    }

    String name() {
        return name;
    }

    String subject() {
        return subject;
    }

    /** Its connection, or that of a member, came back. */
    synchronized void reconnected() {
        reconnects++;
        disconnected();
    }

    /** Its connection, or that of a member, is gone: what comes from now on comes over another one. */
    synchronized void disconnected() {
        if (!group) {
            tracks.values().forEach(track -> {
                track.gotThisTime = new BitSet();
                track.highest = -1;
            });
        }
    }

    synchronized void arrived(Numbered message) {
        Track track = tracks.computeIfAbsent(message.publisher(), publisher -> new Track());
        int number = message.number();
        if (track.gotThisTime.get(number)) {
            violations.add(name + " got " + message.publisher() + " " + number + " twice");
        }
        // Members of a group run beside each other: only one subscription has an order.
        if (!group && track.epoch == message.epoch() && number < track.highest) {
            violations.add(name + " got " + message.publisher() + " " + number + " after " + track.highest);
        }
        note(track, message);
    }

    private static void note(Track track, Numbered message) {
        long now = System.nanoTime();
        int number = message.number();
        if (track.first < 0) {
            track.first = number;
        } else {
            Duration silence = Duration.ofNanos(now - track.lastAt);
            if (silence.compareTo(track.longestSilence) > 0) {
                track.longestSilence = silence;
            }
            if (number > track.last + 1) {
                track.gaps.add(new Gap(message.publisher(), track.last + 1, number - 1, silence));
            }
        }
        track.everGot.set(number);
        track.gotThisTime.set(number);
        track.last = Math.max(track.last, number);
        track.highest = Math.max(track.epoch == message.epoch() ? track.highest : -1, number);
        track.epoch = message.epoch();
        track.lastAt = now;
        track.sentAt = Math.max(track.sentAt, message.sentAt());
    }

    /** Whether something came that this publisher sent after that moment. */
    synchronized boolean hasFrom(String publisher, long sentAfter) {
        Track track = tracks.get(publisher);
        return track != null && track.sentAt > sentAfter;
    }

    /** Gaps that nothing filled later. */
    synchronized List<Gap> gaps() {
        List<Gap> open = new ArrayList<>();
        tracks.values()
                .forEach(track -> track.gaps.stream()
                        .filter(gap -> track.everGot.nextClearBit(gap.first()) <= gap.last())
                        .forEach(open::add));
        return open;
    }

    /** Members of a group get their messages independently of each other, so a gap may be filled yet. */
    boolean mayStillGet() {
        return group && !gaps().isEmpty();
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    synchronized Duration longestSilence() {
        return tracks.values().stream()
                .map(track -> track.longestSilence)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    synchronized int count() {
        return tracks.values().stream()
                .mapToInt(track -> track.everGot.cardinality())
                .sum();
    }

    @Override
    public synchronized String toString() {
        return name + " (" + subject + "): " + count() + " messages, " + reconnects + " reconnects, longest silence "
                + longestSilence().toMillis() + " ms, gaps " + gaps();
    }
}
