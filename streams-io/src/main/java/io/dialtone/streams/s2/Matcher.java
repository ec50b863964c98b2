package io.dialtone.streams.s2;

/** Finds what of a block was there before. One for each level; keeps nothing from one block to the next. */
interface Matcher {
    /** Blocks shorter than this are not worth looking at. */
    int SHORTEST_BLOCK = 32;

    /** So many bytes before the end the search stops, as it reads whole words. */
    int MARGIN = 12;

    /** From this offset on a copy takes five bytes. */
    int FAR = 1 << 16;

    /** A match of fewer bytes with a {@link #FAR} offset saves nothing. */
    int SHORTEST_FAR = 6;

    /** Lays out the block; false when that saves too little. */
    boolean encode(byte[] source, int length, BlockWriter out);

    static Matcher of(S2Level level) {
        return switch (level) {
            case UNCOMPRESSED -> (source, length, out) -> false;
            case FAST -> new FastMatcher();
            case BETTER -> new BetterMatcher();
            case BEST -> new BestMatcher();
        };
    }
}
