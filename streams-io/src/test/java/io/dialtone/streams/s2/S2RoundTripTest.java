package io.dialtone.streams.s2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What was encoded is decoded to the same bytes, whatever they are and however they come. */
class S2RoundTripTest {
    static final List<byte[]> SHAPES = List.of(
            new byte[0],
            new byte[1],
            new byte[31],
            new byte[32],
            new byte[33],
            S2Samples.protocol(100, 1),
            S2Samples.protocol(3_000_000, 2),
            S2Samples.noise(S2Encoder.MAX_BLOCK + 1, 3),
            S2Samples.repetitive(3_000_000, 4),
            S2Samples.mixed(3_000_000, 5),
            new byte[3_000_000]);

    @Provide
    Arbitrary<byte[]> plain() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 40_000),
                        Arbitraries.longs())
                .as((kind, length, seed) -> switch (kind) {
                    case 0 -> S2Samples.protocol(length, seed);
                    case 1 -> S2Samples.noise(length, seed);
                    case 2 -> S2Samples.repetitive(length, seed);
                    default -> S2Samples.mixed(length, seed);
                });
    }

    @Property(tries = 400)
    void anyBytesInAnyPiecesComeBack(@ForAll("plain") byte[] plain, @ForAll S2Level level, @ForAll long seed)
            throws S2FormatException {
        byte[] stream = S2Streams.encode(level, plain, seed);
        int piece = 1 + (int) Math.abs(seed % 5000);
        assertThat(S2Streams.decode(stream, piece, new S2Decoder())).isEqualTo(plain);
    }

    @ParameterizedTest
    @FieldSource("SHAPES")
    void everyLevelBringsEveryShapeBack(byte[] plain) throws S2FormatException {
        for (S2Level level : S2Level.values()) {
            assertThat(S2Streams.decode(S2Streams.encode(level, plain)))
                    .as("%s", level)
                    .isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource(S2Level.class)
    void aCutAnywhereInTheStreamChangesNothing(S2Level level) throws S2FormatException {
        byte[] plain = S2Samples.protocol(700, 6);
        byte[] stream = S2Streams.encode(level, plain, 3);
        for (int cut = 1; cut < stream.length; cut++) {
            S2Decoder decoder = new S2Decoder();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            S2Streams.feed(decoder, ByteBuffer.wrap(stream, 0, cut), out);
            S2Streams.feed(decoder, ByteBuffer.wrap(stream, cut, stream.length - cut), out);
            assertThat(out.toByteArray()).as("cut at %d", cut).isEqualTo(plain);
            assertThat(decoder.isBetweenChunks()).isTrue();
        }
        assertThat(S2Streams.decode(stream, 1, new S2Decoder())).isEqualTo(plain);
    }

    @Test
    void higherLevelsMakeItShorter() {
        byte[] plain = S2Samples.protocol(500_000, 8);
        int fast = S2Streams.encode(S2Level.FAST, plain).length;
        int better = S2Streams.encode(S2Level.BETTER, plain).length;
        int best = S2Streams.encode(S2Level.BEST, plain).length;
        assertThat(fast).isLessThan(plain.length * 2 / 5);
        assertThat(better).isLessThan(fast);
        assertThat(best).isLessThan(better);
    }

    @ParameterizedTest
    @EnumSource(S2Level.class)
    void whatCannotBeShortenedGoesAsItIs(S2Level level) {
        byte[] plain = S2Samples.noise(100_000, 9);
        byte[] stream = S2Streams.encode(level, plain);
        assertThat(stream).hasSize(10 + 8 + plain.length);
        assertThat(stream[10]).isEqualTo((byte) 1);
    }

    @Test
    void anEncoderThatHasSeenManyBlocksForgetsThem() throws S2FormatException {
        // Positions of earlier blocks must not be taken for positions of this one.
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] block = S2Samples.mixed(5000, 10);
        for (S2Level level : S2Level.values()) {
            S2Encoder encoder = new S2Encoder(level);
            out.reset();
            for (int i = 0; i < 50; i++) {
                encoder.add(block, i, block.length - 2 * i, out::write);
                encoder.flush(out::write);
            }
            byte[] plain = S2Streams.decode(out.toByteArray());
            int at = 0;
            for (int i = 0; i < 50; i++) {
                int n = block.length - 2 * i;
                assertThat(Arrays.equals(plain, at, at + n, block, i, i + n)).isTrue();
                at += n;
            }
        }
    }
}
