package io.dialtone.streams.s2;

import java.util.Arrays;

/**
 * Where in the block bytes of some hash were last seen. Positions are kept above a base that grows with every block, so
 * that those of earlier blocks count as nothing and a small block need not clear a large table.
 */
final class PositionTable {
    private final int[] positions;
    private int base = 1;

    /**
     * @param bits of the hashes it is asked with
     */
    PositionTable(int bits) {
        positions = new int[1 << bits];
    }

    /** Forgets what was; {@code previousLength} bytes were in the last block. */
    void nextBlock(int previousLength) {
        base += previousLength;
        if (base > Integer.MAX_VALUE - 2 * S2Encoder.MAX_BLOCK) {
            Arrays.fill(positions, 0);
            base = 1;
        }
    }

    /** Notes the position and gives the one before, negative for none. */
    int replace(int hash, int position) {
        int before = positions[hash] - base;
        positions[hash] = base + position;
        return before;
    }

    void put(int hash, int position) {
        positions[hash] = base + position;
    }
}
