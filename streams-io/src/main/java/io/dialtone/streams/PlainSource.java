package io.dialtone.streams;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The bytes of batches where they are. */
final class PlainSource implements Batch.Gather {
    private final List<ByteBuffer> buffers = new ArrayList<>();

    ByteBuffer[] of(Batch list) {
        for (Batch b = list; b != null; b = b.next) {
            b.gather(0, this);
        }
        ByteBuffer[] all = buffers.toArray(ByteBuffer[]::new);
        buffers.clear();
        return all;
    }

    @Override
    public boolean copied(byte[] bytes, int from, int count) {
        buffers.add(ByteBuffer.wrap(bytes, from, count));
        return true;
    }

    @Override
    public boolean direct(ByteBuffer bytes, int from, int count) {
        buffers.add(bytes.slice(from, count));
        return true;
    }
}
