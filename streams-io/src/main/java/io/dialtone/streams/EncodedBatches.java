package io.dialtone.streams;

import io.dialtone.streams.s2.S2Checksum;
import io.dialtone.streams.s2.S2Encoder;
import io.dialtone.streams.s2.S2Level;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns batches into batches of an S2 stream; what was given at once is flushed at once. Without compression batches stay as
 * they are, and only the headers of blocks come between them.
 */
final class EncodedBatches {
    private final S2Encoder encoder = new S2Encoder(S2Level.UNCOMPRESSED);
    private final S2Checksum checksum = new S2Checksum();
    private final CipherBatches out;
    private final S2Encoder.Output written = this::write;
    private final Batch.Gather encoding = new Batch.Gather() {
        @Override
        public boolean copied(byte[] source, int from, int count) {
            encoder.add(source, from, count, written);
            return true;
        }

        @Override
        public boolean direct(ByteBuffer source, int from, int count) {
            encoder.add(source.slice(from, count), written);
            return true;
        }
    };
    private final Batch.Gather summing = new Batch.Gather() {
        @Override
        public boolean copied(byte[] source, int from, int count) {
            checksum.update(source, from, count);
            return true;
        }

        @Override
        public boolean direct(ByteBuffer source, int from, int count) {
            checksum.update(source.slice(from, count));
            return true;
        }
    };

    EncodedBatches(LoopMemory memory) {
        out = new CipherBatches(memory);
    }

    /** Adds a list that leaves in plain. */
    void addPlain(Batch list) {
        out.add(list);
    }

    /** Adds a list that leaves in S2. */
    void add(Batch list, S2Level level) {
        encoder.level(level);
        if (level == S2Level.UNCOMPRESSED) {
            frame(list);
        } else {
            encode(list);
        }
    }

    /** All that was added, in order; null for nothing. The taker owns it. */
    @Nullable
    Batch takeAll() {
        return out.takeAll();
    }

    private void encode(Batch list) {
        for (Batch b = list; b != null; b = b.next) {
            b.gather(0, encoding);
        }
        CipherBatches.release(list);
        encoder.flush(written);
    }

    /** As many batches as fit become one block. */
    private void frame(Batch list) {
        Batch first = list;
        while (first != null) {
            checksum.reset();
            long size = 0;
            Batch last = null;
            Batch b = first;
            while (b != null && size + b.size() <= S2Encoder.MAX_BLOCK) {
                size += b.size();
                b.gather(0, summing);
                last = b;
                b = b.next;
            }
            if (last == null) {
                b = first.next;
                first.next = null;
                encode(first);
            } else {
                last.next = null;
                if (size > 0) {
                    encoder.beginUncompressed((int) size, checksum, written);
                }
                out.add(first);
            }
            first = b;
        }
    }

    private void write(byte[] bytes, int from, int count) {
        int at = from;
        int left = count;
        while (left > 0) {
            ByteBuffer room = out.room(1);
            int n = Math.min(left, room.remaining());
            room.put(bytes, at, n);
            out.filled(n);
            at += n;
            left -= n;
        }
    }
}
