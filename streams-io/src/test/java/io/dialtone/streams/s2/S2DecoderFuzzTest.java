package io.dialtone.streams.s2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is done to a stream, the decoder reads it or says that it is malformed. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class S2DecoderFuzzTest {
    private static final List<S2Level> LEVELS = List.of(S2Level.values());

    private final Random random = new Random(42);

    @Test
    void mutatedStreamsAreReadOrRefused() {
        int refused = 0;
        int rounds = 20_000;
        for (int round = 0; round < rounds; round++) {
            byte[] plain = S2Samples.mixed(1 + random.nextInt(3000), round % 50);
            byte[] stream = mutated(S2Streams.encode(LEVELS.get(round % 4), plain, round));
            refused += refuses(stream) ? 1 : 0;
        }
        assertThat(refused).isBetween(rounds / 2, rounds);
    }

    /** With the checksum set right behind the mutation, nothing but the reading of the block itself stands against it. */
    @Test
    void mutatedBlocksAreReadOrRefused() {
        BlockReader reader = new BlockReader();
        for (int round = 0; round < 40_000; round++) {
            byte[] plain = S2Samples.mixed(200 + random.nextInt(2000), round % 50);
            BlockWriter writer = new BlockWriter();
            writer.begin(plain.length, 0, 2 * plain.length);
            if (!Matcher.of(S2Level.FAST).encode(plain, plain.length, writer)) {
                continue;
            }
            byte[] block = mutated(Arrays.copyOf(writer.bytes(), writer.end()));
            int count = random.nextInt(2 * plain.length);
            byte[] target = new byte[count + BlockReader.SLACK];
            try {
                reader.decode(block, Math.min(2, block.length), block.length, target, count);
            } catch (S2FormatException e) {
                assertThat(e).hasMessageStartingWith("corrupt block");
            }
        }
    }

    @Test
    void noiseBehindAnIdentifierIsReadOrRefused() {
        byte[] start = S2Streams.encode(S2Level.FAST, new byte[] {1});
        for (int round = 0; round < 20_000; round++) {
            byte[] stream = S2Samples.noise(start.length + random.nextInt(200), round);
            System.arraycopy(start, 0, stream, 0, start.length);
            refuses(stream);
        }
    }

    private byte[] mutated(byte[] stream) {
        byte[] result = stream.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && result.length > 1; i++) {
            int at = random.nextInt(result.length);
            switch (random.nextInt(4)) {
                case 0 -> result[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> result[at] = (byte) random.nextInt();
                case 2 -> result = Arrays.copyOf(result, at + 1);
                default -> {
                    int to = random.nextInt(result.length);
                    int n = Math.min(random.nextInt(20), result.length - Math.max(at, to));
                    System.arraycopy(result, at, result, to, n);
                }
            }
        }
        return result;
    }

    private boolean refuses(byte[] stream) {
        S2Decoder decoder = new S2Decoder();
        int piece = 1 + random.nextInt(300);
        try {
            for (int at = 0; at < stream.length; at += piece) {
                ByteBuffer bytes = ByteBuffer.wrap(stream, at, Math.min(piece, stream.length - at));
                S2Streams.feed(decoder, bytes, new ByteArrayOutputStream());
            }
            return false;
        } catch (S2FormatException e) {
            return true;
        }
    }
}
