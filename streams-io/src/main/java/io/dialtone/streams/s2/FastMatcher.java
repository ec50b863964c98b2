package io.dialtone.streams.s2;

/** One table of where five bytes were last, and steps that grow as long as nothing is found. */
final class FastMatcher implements Matcher {
    private static final int BITS = 14;
    private static final long PRIME = 889523592379L;
    /** After so many bits' worth of bytes without a match the steps become one byte longer. */
    private static final int PATIENCE = 5;

    private final PositionTable table = new PositionTable(BITS);
    private int previousLength;

    private static int hash(long word) {
        return (int) ((word << 24) * PRIME >>> 64 - BITS);
    }

    @Override
    public boolean encode(byte[] source, int length, BlockWriter out) {
        table.nextBlock(previousLength);
        previousLength = length;
        int last = length - MARGIN;
        int done = 0;
        int offset = 0;
        table.put(hash(LittleEndian.getLong(source, 0)), 0);
        int at = 1;
        while (at <= last) {
            long word = LittleEndian.getLong(source, at);
            int from = table.replace(hash(word), at);
            if (offset > 0 && (int) word == LittleEndian.getInt(source, at - offset)) {
                from = at - offset;
            } else if (from < 0 || (int) word != LittleEndian.getInt(source, from)) {
                at += 1 + (at - done >> PATIENCE);
                continue;
            }
            int to = at + 4 + LittleEndian.same(source, at + 4, from + 4, length);
            while (at > done && from > 0 && source[at - 1] == source[from - 1]) {
                at--;
                from--;
            }
            if (at - from >= FAR && at - from != offset && to - at < SHORTEST_FAR) {
                at = to;
                continue;
            }
            offset = at - from;
            if (!out.copy(source, done, at, offset, to - at)) {
                return false;
            }
            at = to;
            done = to;
            if (at <= last) {
                table.put(hash(LittleEndian.getLong(source, at - 2)), at - 2);
            }
        }
        return out.literals(source, done, length);
    }
}
