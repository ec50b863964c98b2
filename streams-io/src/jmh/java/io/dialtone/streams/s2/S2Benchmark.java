package io.dialtone.streams.s2;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One flush of a link, made and read: microseconds for so many plain bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class S2Benchmark {
    @Param({"UNCOMPRESSED", "FAST", "BETTER", "BEST"})
    public S2Level level;

    /** What is sent: messages between servers, or what cannot be compressed. */
    @Param({"protocol", "noise"})
    public String content;

    /** Plain bytes of a flush. */
    @Param({"1000", "64000", "1000000"})
    public int bytes;

    private byte[] plain = new byte[0];
    private ByteBuffer stream = ByteBuffer.allocate(0);
    private S2Encoder encoder = new S2Encoder(S2Level.FAST);
    private final S2Decoder decoder = new S2Decoder();
    private int written;

    /** Makes the bytes and their stream. */
    @Setup
    public void prepare() {
        plain = content.equals("noise") ? S2Samples.noise(bytes, 1) : S2Samples.protocol(bytes, 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        encoder = new S2Encoder(level);
        encoder.add(plain, 0, bytes, out::write);
        encoder.flush(out::write);
        stream = ByteBuffer.wrap(out.toByteArray());
    }

    /** Encodes one flush. */
    @Benchmark
    public int encode() {
        encoder.add(plain, 0, bytes, this::count);
        encoder.flush(this::count);
        return written;
    }

    private void count(byte[] from, int at, int length) {
        written += length;
    }

    /** Decodes it. */
    @Benchmark
    public int decode() throws S2FormatException {
        stream.rewind();
        int read = 0;
        while (decoder.take(stream)) {
            read += decoder.block().remaining();
        }
        return read;
    }
}
