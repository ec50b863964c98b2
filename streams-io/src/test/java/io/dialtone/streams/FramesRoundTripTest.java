package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.streams.ws.FrameHeader;
import io.dialtone.streams.ws.Frames;
import io.dialtone.streams.ws.WebSocketTerms;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link FramedBatches} makes, {@link UnframedChunks} takes apart again. */
class FramesRoundTripTest {
    private static final int MAX_PAYLOAD = 1024 * 1024;
    private static final int KEY = 0x01_02_03_04;

    private final LoopMemory memory = new LoopMemory();
    private final List<String> controls = new ArrayList<>();

    private static WebSocketTerms terms(boolean compressed, boolean masked, int cap) {
        return new WebSocketTerms(compressed, masked, masked, cap, cap);
    }

    /** Text that compresses, or noise that does not. */
    private static byte[] bytes(int size, Random random) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            for (int i = 0; i < size; i++) {
                bytes[i] = (byte) ('a' + (bytes[i] & 3));
            }
        }
        return bytes;
    }

    /** Batches of a few sizes, one of them with a part that was not copied. */
    private Batch list(byte[] all) {
        int third = all.length / 3;
        Batch first = memory.takeBatch(third);
        first.put(all, 0, third);
        Batch second = memory.takeBatch(10);
        for (int at = 0; at < third; at += Chunk.CAPACITY) {
            int n = Math.min(Chunk.CAPACITY, third - at);
            Chunk chunk = memory.takeChunk();
            chunk.buffer().put(0, all, third + at, n);
            second.putSlice(chunk, 0, n);
            chunk.release();
        }
        second.put(all, 2 * third, all.length - 2 * third);
        first.next = second;
        return first;
    }

    private static byte[] wire(Batch list) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (java.nio.ByteBuffer b : new PlainSource().of(list)) {
            byte[] some = new byte[b.remaining()];
            b.get(some);
            out.writeBytes(some);
        }
        CipherBatches.release(list);
        return out.toByteArray();
    }

    private UnframedChunks reader(WebSocketTerms terms, long maxPayload) {
        return new UnframedChunks(
                memory, terms, () -> maxPayload, (opcode, payload) -> controls.add(opcode + " " + payload.length));
    }

    /** Feeds it in pieces and takes what comes, in chunks of no more than {@code most}. */
    private byte[] read(UnframedChunks reader, byte[] wire, int piece, int most) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < wire.length && reader.failure() == null && !reader.isOver(); at += piece) {
            Chunk chunk = memory.takeChunk();
            int n = Math.min(piece, wire.length - at);
            chunk.buffer().put(wire, at, n);
            chunk.filled(n);
            reader.add(chunk);
            Chunk plain;
            while ((plain = reader.next(most)) != null) {
                assertThat(plain.length()).isBetween(1, most);
                byte[] some = new byte[plain.length()];
                plain.buffer().get(0, some);
                out.writeBytes(some);
                plain.release();
            }
            assertThat(reader.isUsedUp() || reader.isOver() || reader.failure() != null)
                    .isTrue();
        }
        return out.toByteArray();
    }

    @Property(tries = 300)
    void whatWasFramedIsReadAsItWasHoweverItIsCut(
            @ForAll Random random,
            @ForAll boolean compressed,
            @ForAll boolean masked,
            @ForAll boolean capped,
            @ForAll @IntRange(min = 1, max = 20_000) int piece,
            @ForAll @IntRange(min = 1, max = 100_000) int most) {
        WebSocketTerms terms = terms(compressed, masked, capped ? 4096 : 0);
        FramedBatches framed = new FramedBatches(memory, terms);
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            byte[] bytes = bytes(3 + random.nextInt(30_000), random);
            wire.writeBytes(wire(framed.frame(list(bytes))));
            expected.writeBytes(bytes);
        }

        byte[] read = read(reader(terms, MAX_PAYLOAD), wire.toByteArray(), piece, most);

        assertThat(read).isEqualTo(expected.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 64, 65, 125, 126, 65_535, 65_536, 300_000})
    void whatIsNotMaskedNorCompressedIsOneFrameOfTheSameBytes(int size) {
        byte[] bytes = bytes(size, new Random(1));

        byte[] wire = wire(new FramedBatches(memory, terms(false, false, 0)).frame(list(bytes)));

        assertThat(wire).isEqualTo(Frames.frame(FrameHeader.FINAL | FrameHeader.BINARY, bytes, 0));
    }

    @Test
    void framesForBrowsersAreSmallAndOnlyTheFirstOfACompressedMessageSaysSo() {
        byte[] noise = new byte[10_000];
        new Random(7).nextBytes(noise);

        byte[] plain = wire(new FramedBatches(memory, terms(false, false, 4096)).frame(list(noise)));
        byte[] compressed = wire(new FramedBatches(memory, terms(true, false, 4096)).frame(list(noise)));

        assertThat(firstBytes(plain)).containsExactly(0x82, 0x82, 0x82);
        assertThat(firstBytes(compressed)).containsExactly(0x42, 0x00, 0x80);
    }

    private static List<Integer> firstBytes(byte[] wire) {
        List<Integer> first = new ArrayList<>();
        for (int at = 0; at < wire.length; ) {
            first.add(wire[at] & 0xFF);
            int length = wire[at + 1] & 0x7F;
            int header = 2;
            if (length == 126) {
                length = (wire[at + 2] & 0xFF) << 8 | wire[at + 3] & 0xFF;
                header = 4;
            }
            assertThat(length).isLessThanOrEqualTo(4096);
            at += header + length;
        }
        return first;
    }

    @Test
    void noCompressedMessageIsMoreThanTheOtherSideTakes() {
        WebSocketTerms terms = terms(true, true, 0);
        byte[] bytes = bytes(2_000_000, new Random(5));
        UnframedChunks reader = reader(terms, 64 * 1024);

        byte[] read = read(reader, wire(new FramedBatches(memory, terms).frame(list(bytes))), 60_000, 60_000);

        assertThat(reader.failure()).isNull();
        assertThat(read).isEqualTo(bytes);
    }

    @Test
    void whatIsShortIsNotCompressed() {
        FramedBatches framed = new FramedBatches(memory, terms(true, false, 0));

        assertThat(wire(framed.frame(list(new byte[64])))[0] & 0xFF).isEqualTo(0x82);
        assertThat(wire(framed.frame(list(new byte[65])))[0] & 0xFF).isEqualTo(0xC2);
    }

    @Test
    void controlFramesAreToldAmongTheFramesOfAMessage() {
        byte[] wire = Frames.join(
                Frames.frame(0x02, Frames.bytes("PI"), KEY),
                Frames.frame(0x89, Frames.bytes("abc"), KEY),
                Frames.frame(0x80, Frames.bytes("NG"), KEY),
                Frames.frame(0x8A, new byte[0], KEY));

        assertThat(read(reader(terms(false, true, 0), MAX_PAYLOAD), wire, 100, 100))
                .isEqualTo(Frames.bytes("PING"));
        assertThat(controls).containsExactly("9 3", "10 0");
    }

    @ParameterizedTest
    @CsvSource({"1000, 1000, false", "1001, 1000, true", "60000, 1000, true"})
    void aCompressedMessageHasALimitOfWhatItIs(int size, int limit, boolean fails) {
        WebSocketTerms terms = terms(true, true, 0);
        byte[] wire = wire(new FramedBatches(memory, terms).frame(list(new byte[size])));
        UnframedChunks reader = reader(terms, limit);

        byte[] read = read(reader, wire, wire.length, 300);

        assertThat(read).hasSize(Math.min(size, limit));
        assertThat(reader.failure()).isEqualTo(fails ? "maximum payload exceeded" : null);
    }

    @Test
    void aCompressedMessageHasALimitOnTheWire() {
        WebSocketTerms terms = terms(true, true, 0);
        byte[] noise = new byte[8001];
        new Random(2).nextBytes(noise);
        UnframedChunks reader = reader(terms, 1000);

        read(reader, Frames.frame(0xC2, noise, KEY), 10_000, 300);

        assertThat(reader.failure()).isEqualTo("maximum payload exceeded");
    }

    @Test
    void whatDoesNotDecompressIsAFailure() {
        UnframedChunks reader = reader(terms(true, true, 0), 1000);

        read(reader, Frames.frame(0xC2, new byte[] {7, 7, 7, 7}, KEY), 100, 300);

        assertThat(reader.failure()).startsWith("flate: corrupt input");
    }

    @Test
    void aSenderMayEndItsCompressionWithTheMessage() {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(Frames.bytes("PING\r\n"));
        deflater.finish();
        byte[] out = new byte[100];
        int n = deflater.deflate(out);
        deflater.end();
        byte[] message = Frames.frame(0xC2, java.util.Arrays.copyOf(out, n), KEY);

        byte[] read = read(reader(terms(true, true, 0), 1000), Frames.join(message, message), 3, 300);

        assertThat(read).isEqualTo(Frames.bytes("PING\r\nPING\r\n"));
    }

    @Test
    void nothingIsReadBehindTheEnd() {
        UnframedChunks reader = reader(terms(false, true, 0), 1000);
        reader.end(null);

        assertThat(read(reader, Frames.binary("x", KEY), 10, 10)).isEmpty();
        assertThat(reader.isOver()).isTrue();
    }
}
