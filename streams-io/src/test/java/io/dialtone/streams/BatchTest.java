package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BatchTest {
    private final LoopMemory memory = new LoopMemory();
    private final Chunk chunk = chunkOfRandomBytes();

    private Chunk chunkOfRandomBytes() {
        byte[] random = new byte[Chunk.CAPACITY];
        new Random(5).nextBytes(random);
        Chunk c = memory.takeChunk();
        c.buffer().put(0, random);
        c.filled(random.length);
        return c;
    }

    private String chunkText(int from, int count) {
        byte[] copy = new byte[count];
        chunk.buffer().get(from, copy);
        return Reading.text(copy, 0, count);
    }

    /** What {@code gather} hands over, up to {@code room} bytes. */
    private static String gather(Batch batch, long skip, int room) {
        StringBuilder out = new StringBuilder();
        batch.gather(skip, new Batch.Gather() {
            @Override
            public boolean copied(byte[] source, int from, int count) {
                int n = Math.min(count, room - out.length());
                out.append(Reading.text(source, from, n));
                return n == count;
            }

            @Override
            public boolean direct(ByteBuffer source, int from, int count) {
                int n = Math.min(count, room - out.length());
                byte[] copy = new byte[n];
                source.get(from, copy);
                out.append(Reading.text(copy, 0, n));
                return n == count;
            }
        });
        return out.toString();
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void fromEveryByteOnTheRestComesInOrder(@ForAll @Size(max = 12) List<@IntRange(max = 3000) Integer> steps) {
        Batch batch = memory.takeBatch(10);
        StringBuilder expected = new StringBuilder();
        int slices = 0;
        for (int step : steps) {
            int n = step % 40;
            switch (step % 3) {
                case 0 -> {
                    batch.put(Reading.bytes("c".repeat(n)));
                    expected.append("c".repeat(n));
                }
                case 1 -> {
                    batch.putSlice(chunk, step, n + 1);
                    expected.append(chunkText(step, n + 1));
                    slices++;
                }
                default -> {
                    batch.putArray(Reading.bytes("--" + "h".repeat(n + 1)), 2, n + 1);
                    expected.append("h".repeat(n + 1));
                }
            }
        }
        assertThat(batch.size()).isEqualTo(expected.length());
        assertThat(batch.isEmpty()).isEqualTo(expected.isEmpty());
        for (int skip = 0; skip <= expected.length(); skip++) {
            assertThat(gather(batch, skip, Integer.MAX_VALUE)).isEqualTo(expected.substring(skip));
        }
        int room = expected.length() / 2;
        assertThat(gather(batch, 0, room)).isEqualTo(expected.substring(0, room));
        assertThat(chunk.holders()).isEqualTo(1 + slices);
        batch.release();
        assertThat(chunk.holders()).isEqualTo(1);
    }

    @Test
    void growsBeyondItsFirstSizeAndBeyondTheLargeOne() {
        Batch batch = memory.takeBatch(10);
        StringBuilder expected = new StringBuilder();
        for (int n : new int[] {10, 1000, 3000, 70_000, 200_000}) {
            batch.put(Reading.bytes("g".repeat(n)));
            expected.append("g".repeat(n));
        }
        assertThat(TestConnection.content(batch).contentEquals(expected)).isTrue();
    }

    @Test
    void takesOverASmallerOneWithItsPartsAndCounts() {
        Batch small = memory.takeBatch(10);
        small.put(Reading.bytes("head"));
        small.putSlice(chunk, 3, 5);
        small.put(Reading.bytes("tail"));
        small.countMessage(9);
        Batch large = memory.takeBatch(Batch.LARGE);
        large.takeOver(small);
        assertThat(TestConnection.content(large)).isEqualTo("head" + chunkText(3, 5) + "tail");
        assertThat(large.messages()).isEqualTo(1);
        assertThat(large.messageBytes()).isEqualTo(9);
        assertThat(chunk.holders()).isEqualTo(2);
        large.release();
        assertThat(chunk.holders()).isEqualTo(1);
    }

    @Test
    void aBatchUsedAgainIsEmpty() {
        Batch batch = memory.takeBatch(10);
        batch.put(Reading.bytes("old"));
        batch.putSlice(chunk, 0, 1);
        batch.countMessage(3);
        batch.release();
        Batch again = memory.takeBatch(10);
        assertThat(again).isSameAs(batch);
        assertThat(again.isEmpty()).isTrue();
        assertThat(again.size()).isZero();
        assertThat(again.messages()).isZero();
        assertThat(again.messageBytes()).isZero();
        assertThat(again.next).isNull();
    }
}
