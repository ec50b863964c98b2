package io.dialtone.streams;

import io.dialtone.streams.ws.FrameHeader;
import io.dialtone.streams.ws.Masking;
import io.dialtone.streams.ws.WebSocketTerms;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.Deflater;

/**
 * Turns what is written at once into frames. Usually that is one frame: a header goes in front, and the batches stay as they are.
 * They are copied only where they must be masked, compressed, or cut for browsers.
 */
final class FramedBatches {
    /** What is smaller is not worth compressing; from nats-server. */
    private static final int LEAST_COMPRESSED = 64;
    /** What every compressed message ends with and its frame leaves away (RFC 7692, 7.2.1). */
    private static final int TAIL = 4;

    /** Who decompresses has a limit for what one message becomes; nats-server's is that of one payload. */
    private static final int MOST_COMPRESSED = 64 * 1024;

    private static final int ROOM = 4096;

    private final LoopMemory memory;
    private final WebSocketTerms terms;
    private final Copy copying = new Copy();

    FramedBatches(LoopMemory memory, WebSocketTerms terms) {
        this.memory = memory;
        this.terms = terms;
    }

    /** The frames of a list of batches, which is taken over. */
    Batch frame(Batch list) {
        long size = 0;
        for (Batch b = list; b != null; b = b.next) {
            size += b.size();
        }
        if (size == 0) {
            return list;
        }
        if (terms.compression() && size > LEAST_COMPRESSED) {
            return compressed(list);
        }
        boolean whole = terms.mostPerFrame() == 0 || size <= terms.mostPerFrame();
        if (whole && !terms.writesMasked()) {
            Batch header = memory.takeBatch(FrameHeader.MOST);
            putHeader(header, FrameHeader.FINAL | FrameHeader.BINARY, size, 0);
            header.next = list;
            return header;
        }
        return copied(list, size);
    }

    /** A frame that is not for the operations of the other side. */
    void control(int opcode, byte[] payload, CipherBatches to) {
        int key = key();
        ByteBuffer room = to.room(FrameHeader.MOST + payload.length);
        int start = room.position();
        FrameHeader.write(room, FrameHeader.FINAL | opcode, payload.length, key);
        Masking.copy(ByteBuffer.wrap(payload), room, payload.length, key, 0);
        to.filled(room.position() - start);
    }

    private static void putHeader(Batch batch, int first, long length, int key) {
        ByteBuffer room = ByteBuffer.wrap(batch.reserve(FrameHeader.MOST)).position(batch.length());
        FrameHeader.write(room, first, length, key);
        batch.length(room.position());
    }

    /** New for each frame; 0, which would leave all as it is, stands for none. */
    private int key() {
        int key = 0;
        while (terms.writesMasked() && key == 0) {
            key = ThreadLocalRandom.current().nextInt();
        }
        return key;
    }

    // ---- copied

    private Batch copied(Batch list, long size) {
        copying.begin(size);
        for (Batch b = list; b != null; b = b.next) {
            b.gather(0, copying);
        }
        CipherBatches.release(list);
        return copying.takeAll();
    }

    /** Copies runs of bytes into frames, none longer than it may be, and masks them where that was agreed on. */
    private final class Copy implements Batch.Gather {
        private CipherBatches out = new CipherBatches(memory);
        private long left;
        private long frameLeft;
        private int key;
        private int phase;

        void begin(long size) {
            out = new CipherBatches(memory);
            left = size;
            frameLeft = 0;
        }

        Batch takeAll() {
            Batch all = out.takeAll();
            return all == null ? memory.takeBatch(0) : all;
        }

        @Override
        public boolean copied(byte[] source, int from, int count) {
            return add(ByteBuffer.wrap(source, from, count));
        }

        @Override
        public boolean direct(ByteBuffer source, int from, int count) {
            return add(source.slice(from, count));
        }

        private boolean add(ByteBuffer bytes) {
            while (bytes.hasRemaining()) {
                if (frameLeft == 0) {
                    beginFrame();
                }
                ByteBuffer room = out.room(1);
                int n = (int) Math.min(frameLeft, Math.min(bytes.remaining(), room.remaining()));
                Masking.copy(bytes, room, n, key, phase);
                out.filled(n);
                phase = phase + n & 3;
                frameLeft -= n;
                left -= n;
            }
            return true;
        }

        private void beginFrame() {
            frameLeft = terms.mostPerFrame() == 0 ? left : Math.min(left, terms.mostPerFrame());
            key = key();
            phase = 0;
            ByteBuffer room = out.room(FrameHeader.MOST);
            int start = room.position();
            FrameHeader.write(room, FrameHeader.FINAL | FrameHeader.BINARY, frameLeft, key);
            out.filled(room.position() - start);
        }
    }

    // ---- compressed

    private Batch compressed(Batch list) {
        Compress compressing = new Compress();
        for (Batch b = list; b != null; b = b.next) {
            b.gather(0, compressing);
        }
        CipherBatches.release(list);
        return compressing.finish();
    }

    /** Compresses runs of bytes into messages, each of a size that the other side takes. */
    private final class Compress implements Batch.Gather {
        private final Deflater deflater = memory.deflater();
        private final CipherBatches out = new CipherBatches(memory);
        private Batch message = begin();
        private int plain;

        private Batch begin() {
            deflater.reset();
            plain = 0;
            return memory.takeBatch(Batch.LARGE);
        }

        @Override
        public boolean copied(byte[] source, int from, int count) {
            return add(ByteBuffer.wrap(source, from, count));
        }

        @Override
        public boolean direct(ByteBuffer source, int from, int count) {
            return add(source.slice(from, count));
        }

        private boolean add(ByteBuffer bytes) {
            while (bytes.hasRemaining()) {
                if (plain == MOST_COMPRESSED) {
                    endMessage();
                    message = begin();
                }
                int n = Math.min(bytes.remaining(), MOST_COMPRESSED - plain);
                deflater.setInput(bytes.slice(bytes.position(), n));
                while (!deflater.needsInput()) {
                    step(Deflater.NO_FLUSH);
                }
                bytes.position(bytes.position() + n);
                plain += n;
            }
            return true;
        }

        /** Returns whether there may be more. */
        private boolean step(int flush) {
            byte[] bytes = message.reserve(ROOM);
            int room = message.capacity() - message.length();
            int n = deflater.deflate(bytes, message.length(), room, flush);
            message.length(message.length() + n);
            return n == room;
        }

        private void endMessage() {
            boolean more = true;
            while (more) {
                more = step(Deflater.SYNC_FLUSH);
            }
            message.length(message.length() - TAIL);
            int most = terms.mostPerCompressedFrame() == 0 ? message.length() : terms.mostPerCompressedFrame();
            for (int from = 0; from < message.length(); from += most) {
                int n = Math.min(most, message.length() - from);
                int first = (from == 0 ? FrameHeader.BINARY | FrameHeader.COMPRESSED : FrameHeader.CONTINUATION)
                        | (from + n == message.length() ? FrameHeader.FINAL : 0);
                out.add(compressedFrame(message, from, n, first));
            }
            message.release();
        }

        Batch finish() {
            endMessage();
            Batch all = out.takeAll();
            return all == null ? memory.takeBatch(0) : all;
        }
    }

    private Batch compressedFrame(Batch whole, int from, int count, int first) {
        Batch frame = memory.takeBatch(FrameHeader.MOST + count);
        int key = key();
        putHeader(frame, first, count, key);
        int start = frame.length();
        frame.put(whole.reserve(0), from, count);
        Masking.apply(ByteBuffer.wrap(frame.reserve(0), start, count), count, key, 0);
        return frame;
    }
}
