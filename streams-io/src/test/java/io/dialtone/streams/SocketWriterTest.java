package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SocketWriterTest {
    private final LoopMemory memory = new LoopMemory();
    private final StringBuilder expected = new StringBuilder();
    private final Chunk chunk = memory.takeChunk();
    private int filled;

    private SocketWriter writer(StutteringChannel channel) {
        return new SocketWriter(channel, memory, new ConnectionPort(1, 1, 1000, RefusalEvents.into(new ArrayList<>())));
    }

    /** A place in the one chunk that all slices are of. */
    private int place(String content) {
        if (filled + content.length() > Chunk.CAPACITY) {
            filled = 0;
        }
        int at = filled;
        chunk.buffer().put(at, Reading.bytes(content));
        filled += content.length();
        return at;
    }

    private Batch batch(String... parts) {
        Batch b = memory.takeBatch(1);
        for (String part : parts) {
            switch (part.charAt(0)) {
                case 's' -> b.putSlice(chunk, place(part), part.length());
                case 'h' -> b.putArray(Reading.bytes("-" + part), 1, part.length());
                default -> b.put(Reading.bytes(part));
            }
            expected.append(part);
        }
        return b;
    }

    private static Batch link(Batch... batches) {
        for (int i = 0; i + 1 < batches.length; i++) {
            batches[i].next = batches[i + 1];
        }
        return batches[0];
    }

    private void assertAllGivenBack() {
        assertThat(chunk.holders()).isEqualTo(1);
    }

    private static void writeAll(SocketWriter writer, StutteringChannel channel) throws IOException {
        int calls = 0;
        while (!writer.write()) {
            assertThat(channel.tookAll())
                    .as("it gave up although the socket took all")
                    .isFalse();
            assertThat(++calls).isLessThan(100_000);
        }
        assertThat(writer.isEmpty()).isTrue();
    }

    private Batch fewBatches() {
        return link(
                batch("MSG a 1 5\r\n", "slice1\r\n", "MSG", "heap1\r\n"),
                batch("only copied"),
                batch("s2", "s3"),
                batch("h4", "tail", "s5"),
                memory.takeBatch(1),
                batch("end"));
    }

    @Test
    void brokenOffAtEveryByteTheRestFollows() throws IOException {
        SocketWriter unused = writer(new StutteringChannel(call -> 0));
        unused.add(fewBatches());
        unused.release();
        int total = expected.length();
        for (int first = 0; first <= total; first++) {
            for (int then : new int[] {1, 7, Integer.MAX_VALUE}) {
                expected.setLength(0);
                int cut = first;
                StutteringChannel channel = new StutteringChannel(call -> call == 0 ? cut : then);
                SocketWriter writer = writer(channel);
                writer.add(fewBatches());
                writeAll(writer, channel);
                assertThat(channel.written()).as("broken off at %d", first).isEqualTo(expected.toString());
            }
        }
        assertAllGivenBack();
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void whateverTheSocketTakesAtATimeTheBytesAreTheSame(@ForAll Random random) throws IOException {
        expected.setLength(0);
        IntUnaryOperator takes = call -> random.nextInt(4) == 0 ? 0 : random.nextInt(random.nextBoolean() ? 30 : 3000);
        StutteringChannel channel = new StutteringChannel(takes);
        SocketWriter writer = writer(channel);
        for (int i = 0; i < 20; i++) {
            String[] parts = new String[1 + random.nextInt(6)];
            for (int p = 0; p < parts.length; p++) {
                parts[p] = "chs".charAt(random.nextInt(3)) + ("" + i).repeat(random.nextInt(100));
            }
            writer.add(batch(parts));
            if (random.nextBoolean()) {
                writer.write();
            }
        }
        writeAll(writer, channel);
        assertThat(channel.written()).isEqualTo(expected.toString());
        assertAllGivenBack();
    }

    @Test
    void moreThanTheBuffersOfOneWriteHold() throws IOException {
        StutteringChannel channel = new StutteringChannel(call -> Integer.MAX_VALUE);
        SocketWriter writer = writer(channel);
        for (int i = 0; i < 300; i++) {
            writer.add(batch("head" + i, "slice" + i, i % 7 == 0 ? "c".repeat(20_000) : "h" + i));
        }
        assertThat(writer.write()).isTrue();
        assertThat(channel.written().contentEquals(expected)).isTrue();
        assertThat(channel.calls()).isGreaterThan(4);
        assertAllGivenBack();
    }

    @Test
    void aBatchLargerThanTheBufferForCopies() throws IOException {
        for (int takes : new int[] {Integer.MAX_VALUE, 100_000, 262_144, 262_145}) {
            expected.setLength(0);
            StutteringChannel channel = new StutteringChannel(call -> takes);
            SocketWriter writer = writer(channel);
            writer.add(batch("c".repeat(300_000), "s", "h".repeat(600_000), "d".repeat(10)));
            writeAll(writer, channel);
            assertThat(channel.written().contentEquals(expected)).isTrue();
        }
    }

    @Test
    void whatIsDroppedIsGivenBack() throws IOException {
        StutteringChannel channel = new StutteringChannel(call -> 3);
        SocketWriter writer = writer(channel);
        writer.add(fewBatches());
        assertThat(writer.write()).isFalse();
        writer.release();
        assertThat(writer.isEmpty()).isTrue();
        assertAllGivenBack();
        expected.setLength(0);
        StutteringChannel next = new StutteringChannel(call -> Integer.MAX_VALUE);
        SocketWriter another = writer(next);
        another.add(batch("fresh"));
        assertThat(another.write()).isTrue();
        assertThat(next.written()).isEqualTo("fresh");
    }

    @Test
    void keepsNoBufferBetweenTwoWrites() throws IOException {
        StutteringChannel channel = new StutteringChannel(call -> 5);
        SocketWriter writer = writer(channel);
        writer.add(fewBatches());
        writer.write();
        assertThat(memory.gathering()).containsOnlyNulls();
    }
}
