package io.dialtone.streams.s2;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/** Whole streams, made and read in pieces. */
public final class S2Streams {
    private static final List<S2Level> LEVELS = List.of(S2Level.values());

    private S2Streams() {}

    /** A stream of the bytes, flushed once at the end. */
    public static byte[] encode(S2Level level, byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        S2Encoder encoder = new S2Encoder(level);
        encoder.add(plain, 0, plain.length, out::write);
        encoder.flush(out::write);
        return out.toByteArray();
    }

    /** A stream of the bytes, added in random pieces, flushed now and then, and sometimes at another level. */
    public static byte[] encode(S2Level level, byte[] plain, long seed) {
        Random random = new Random(seed);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        S2Encoder encoder = new S2Encoder(level);
        int at = 0;
        while (at < plain.length) {
            int n = Math.min(plain.length - at, 1 + random.nextInt(1 << 4 + random.nextInt(18)));
            if (random.nextBoolean()) {
                encoder.add(plain, at, n, out::write);
            } else {
                encoder.add(ByteBuffer.allocateDirect(n).put(plain, at, n).flip(), out::write);
            }
            at += n;
            if (random.nextInt(4) == 0) {
                encoder.flush(out::write);
                encoder.level(random.nextInt(3) == 0 ? LEVELS.get(random.nextInt(4)) : level);
            }
        }
        encoder.flush(out::write);
        return out.toByteArray();
    }

    /** All that is in a stream that must be whole. */
    public static byte[] decode(byte[] stream) throws S2FormatException {
        return decode(stream, Integer.MAX_VALUE, new S2Decoder());
    }

    /** The same, read in pieces of at most so many bytes. */
    static byte[] decode(byte[] stream, int piece, S2Decoder decoder) throws S2FormatException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < stream.length; ) {
            int n = Math.min(piece, stream.length - at);
            feed(decoder, ByteBuffer.wrap(stream, at, n), out);
            at += n;
        }
        if (!decoder.isBetweenChunks()) {
            throw new AssertionError("the stream ends inside a chunk");
        }
        return out.toByteArray();
    }

    static void feed(S2Decoder decoder, ByteBuffer piece, ByteArrayOutputStream out) throws S2FormatException {
        while (decoder.take(piece)) {
            ByteBuffer block = decoder.block();
            out.write(block.array(), block.arrayOffset() + block.position(), block.remaining());
        }
        if (piece.hasRemaining()) {
            throw new AssertionError("bytes were left over");
        }
    }
}
