package io.dialtone.streams;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which subjects a loop gets most messages on, of a bounded number: who comes when all places are taken gets that of the one
 * with the fewest, and its count (Metwally, Agrawal, El Abbadi: Efficient Computation of Frequent and Top-k Elements in Data
 * Streams, 2005). Counts are those of the last {@value #WINDOW_SECONDS} seconds, as well as two windows tell. The loop adds once
 * per read, monitoring looks now and then: a lock between them costs next to nothing.
 */
final class SubjectSketch {
    static final int WINDOW_SECONDS = 10;
    private static final long WINDOW = WINDOW_SECONDS * 1_000_000_000L;

    private Window current;
    private Window before;
    private long began;

    /** Counts of some time. */
    private static final class Window {
        private final @Nullable String[] accounts;
        private final byte[][] subjects;
        private final int[] hashes;
        private final long[] counts;
        private int size;

        Window(int places) {
            accounts = new String[places];
            subjects = new byte[places][];
            hashes = new int[places];
            counts = new long[places];
        }

        void add(String account, byte[] subject, long messages) {
            int hash = 31 * Arrays.hashCode(subject) + account.hashCode();
            int least = 0;
            for (int i = 0; i < size; i++) {
                if (hashes[i] == hash && Arrays.equals(subjects[i], subject) && account.equals(accounts[i])) {
                    counts[i] += messages;
                    return;
                }
                if (counts[i] < counts[least]) {
                    least = i;
                }
            }
            int place = size < counts.length ? size++ : least;
            accounts[place] = account;
            subjects[place] = subject;
            hashes[place] = hash;
            counts[place] += messages;
        }

        void clear() {
            Arrays.fill(accounts, 0, size, null);
            Arrays.fill(subjects, 0, size, null);
            Arrays.fill(counts, 0, size, 0);
            size = 0;
        }

        void tell(double share, Consumer<SubjectRate> to) {
            for (int i = 0; i < size; i++) {
                String account = accounts[i];
                if (account != null && share > 0) {
                    to.accept(new SubjectRate(account, subjects[i], counts[i] * share / WINDOW_SECONDS));
                }
            }
        }
    }

    /**
     * @param now of {@link System#nanoTime}
     */
    SubjectSketch(int places, long now) {
        current = new Window(places);
        before = new Window(places);
        began = now;
    }

    /**
     * Counts messages.
     *
     * @param subject is kept, and must not change
     */
    synchronized void add(String account, byte[] subject, long messages, long now) {
        turn(now);
        current.add(account, subject, messages);
    }

    /** Tells what was counted, a subject up to twice, its rates to be added. */
    synchronized void tell(long now, Consumer<SubjectRate> to) {
        turn(now);
        current.tell(1, to);
        before.tell(1 - (double) (now - began) / WINDOW, to);
    }

    private void turn(long now) {
        long past = now - began;
        if (past < WINDOW) {
            return;
        }
        Window old = before;
        before = current;
        current = old;
        current.clear();
        if (past >= 2 * WINDOW) {
            before.clear();
        }
        began += past / WINDOW * WINDOW;
    }
}
