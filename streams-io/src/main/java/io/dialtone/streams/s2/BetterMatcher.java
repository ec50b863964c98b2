package io.dialtone.streams.s2;

/** Two tables, for seven bytes and for four: a long match is taken where there is one, here or one byte further on. */
final class BetterMatcher implements Matcher {
    private static final int LONG_BITS = 17;
    private static final int SHORT_BITS = 14;
    private static final long LONG_PRIME = 58295818150454627L;
    private static final int SHORT_PRIME = 0x9e3779b1;
    private static final int PATIENCE = 7;

    private final PositionTable longs = new PositionTable(LONG_BITS);
    private final PositionTable shorts = new PositionTable(SHORT_BITS);
    private int previousLength;

    private static int longHash(long word) {
        return (int) ((word << 8) * LONG_PRIME >>> 64 - LONG_BITS);
    }

    private static int shortHash(long word) {
        return (int) word * SHORT_PRIME >>> 32 - SHORT_BITS;
    }

    @Override
    public boolean encode(byte[] source, int length, BlockWriter out) {
        longs.nextBlock(previousLength);
        shorts.nextBlock(previousLength);
        previousLength = length;
        int last = length - MARGIN;
        int done = 0;
        int offset = 0;
        note(source, 0);
        int at = 1;
        while (at <= last) {
            int start = at;
            int from = -1;
            if (offset > 0 && LittleEndian.getInt(source, at + 1) == LittleEndian.getInt(source, at + 1 - offset)) {
                note(source, at);
                at++;
                from = at - offset;
            } else {
                long word = LittleEndian.getLong(source, at);
                int far = longs.replace(longHash(word), at);
                int near = shorts.replace(shortHash(word), at);
                if (far >= 0 && LittleEndian.getLong(source, far) == word) {
                    from = far;
                } else if (near >= 0 && LittleEndian.getInt(source, near) == (int) word) {
                    long next = LittleEndian.getLong(source, at + 1);
                    int better = longs.replace(longHash(next), at + 1);
                    if (better >= 0 && LittleEndian.getLong(source, better) == next) {
                        at++;
                        from = better;
                    } else {
                        from = near;
                    }
                }
            }
            if (from < 0) {
                at += 1 + (at - done >> PATIENCE);
                continue;
            }
            int to = at + 4 + LittleEndian.same(source, at + 4, from + 4, length);
            while (at > done && from > 0 && source[at - 1] == source[from - 1]) {
                at--;
                from--;
            }
            if (at - from >= FAR && at - from != offset && to - at < SHORTEST_FAR) {
                // The position after the start may be noted already.
                at = start + 2;
                continue;
            }
            offset = at - from;
            if (!out.copy(source, done, at, offset, to - at)) {
                return false;
            }
            noteWithin(source, at + 1, Math.min(to, last));
            at = to;
            done = to;
        }
        return out.literals(source, done, length);
    }

    private void note(byte[] source, int at) {
        long word = LittleEndian.getLong(source, at);
        longs.put(longHash(word), at);
        shorts.put(shortHash(word), at);
    }

    /** Of a match a few positions are enough: those after its start, one in the middle, and those before its end. */
    private void noteWithin(byte[] source, int from, int to) {
        if (to - from < 4) {
            return;
        }
        note(source, from);
        note(source, from + to >>> 1);
        note(source, to - 2);
        note(source, to - 1);
    }
}
