package io.dialtone.streams.s2;

import java.util.Arrays;

/**
 * Chains of all positions where four bytes were, of which many are tried, and one byte further on as well before a match
 * is taken.
 */
final class BestMatcher implements Matcher {
    private static final int BITS = 16;
    private static final int PRIME = 0x9e3779b1;
    private static final int MOST_TRIED = 12;
    /** A match of this length is taken as it is. */
    private static final int LONG_ENOUGH = 256;

    private static final int PATIENCE = 9;

    private final PositionTable heads = new PositionTable(BITS);
    /** For each position the one before with the same hash, negative for none. */
    private int[] before = new int[0];

    private int previousLength;

    // What the last search found: where the match begins in the past, how long it is, what it saves.
    private int from;
    private int matched;
    private int saved;

    @Override
    public boolean encode(byte[] source, int length, BlockWriter out) {
        heads.nextBlock(previousLength);
        previousLength = length;
        if (before.length < length) {
            before = Arrays.copyOf(before, Math.max(length, Math.min(2 * before.length, S2Encoder.MAX_BLOCK)));
        }
        int last = length - MARGIN;
        int done = 0;
        int offset = 0;
        int noted = 0;
        int at = 0;
        while (at <= last) {
            noted = note(source, noted, at);
            search(source, at, length, offset);
            if (saved <= 0) {
                at += 1 + (at - done >> PATIENCE);
                continue;
            }
            int start = at;
            int bestFrom = from;
            int bestLength = matched;
            if (matched < LONG_ENOUGH && at < last) {
                int here = saved;
                noted = note(source, noted, at + 1);
                search(source, at + 1, length, offset);
                if (saved > here + 1) {
                    start = at + 1;
                    bestFrom = from;
                    bestLength = matched;
                }
            }
            int to = start + bestLength;
            while (start > done && bestFrom > 0 && source[start - 1] == source[bestFrom - 1]) {
                start--;
                bestFrom--;
            }
            offset = start - bestFrom;
            if (!out.copy(source, done, start, offset, to - start)) {
                return false;
            }
            at = to;
            done = to;
            noted = note(source, noted, Math.min(to - 1, last));
        }
        return out.literals(source, done, length);
    }

    /** Notes all positions from {@code next} up to {@code upTo}; returns the first that is not noted. */
    private int note(byte[] source, int next, int upTo) {
        for (int i = next; i <= upTo; i++) {
            before[i] = heads.replace(LittleEndian.getInt(source, i) * PRIME >>> 32 - BITS, i);
        }
        return Math.max(next, upTo + 1);
    }

    private void search(byte[] source, int at, int end, int lastOffset) {
        saved = 0;
        matched = 0;
        if (lastOffset > 0) {
            consider(source, at, at - lastOffset, end, lastOffset);
        }
        int candidate = before[at];
        for (int i = 0; i < MOST_TRIED && candidate >= 0 && matched < LONG_ENOUGH; i++) {
            consider(source, at, candidate, end, lastOffset);
            candidate = before[candidate];
        }
    }

    private void consider(byte[] source, int at, int candidate, int end, int lastOffset) {
        if (at + matched >= end || source[candidate + matched] != source[at + matched]) {
            // It is no longer than the one there is, and further away.
            return;
        }
        int length = LittleEndian.same(source, at, candidate, end);
        int saving = length - cost(at - candidate, length, lastOffset);
        if (length >= 4 && saving > saved) {
            from = candidate;
            matched = length;
            saved = saving;
        }
    }

    /** About the bytes that the copy takes. */
    private static int cost(int offset, int length, int lastOffset) {
        if (offset == lastOffset) {
            return length > 8 ? 3 : 2;
        }
        int long64 = length > 64 ? 3 : 0;
        if (offset < 1 << 11) {
            return length < 12 ? 2 : 3 + long64;
        }
        return (offset < FAR ? 3 : 5) + long64;
    }
}
