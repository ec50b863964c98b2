package io.dialtone.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.ClientProgram;
import io.dialtone.streams.s2.S2Decoder;
import io.dialtone.streams.s2.S2Encoder;
import io.dialtone.streams.s2.S2Level;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our S2 and that of the library which nats-server compresses its links with read each other. */
@Timeout(value = 16, unit = TimeUnit.MINUTES)
class S2InteropTest {
    private static final int LENGTH = 4_500_000;

    @TempDir
    private Path directory;

    /** Messages, runs and noise in turn, with what was there before coming again from far behind. */
    private static byte[] plain(long seed) {
        Random random = new Random(seed);
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        while (bytes.hasRemaining()) {
            int at = bytes.position();
            byte[] part = switch (random.nextInt(5)) {
                case 0 -> new byte[random.nextInt(100_000)];
                case 1 -> noise(random, random.nextInt(5000));
                case 2 -> {
                    int from = random.nextInt(at + 1);
                    byte[] old = new byte[Math.min(random.nextInt(200_000), at - from)];
                    bytes.get(from, old);
                    yield old;
                }
                default ->
                    ("RMSG $G orders." + random.nextInt(100) + " 5\r\nhello\r\n")
                            .repeat(1 + random.nextInt(3))
                            .getBytes(StandardCharsets.US_ASCII);
            };
            bytes.put(part, 0, Math.min(part.length, bytes.remaining()));
        }
        return bytes.array();
    }

    private static byte[] noise(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void round(String... arguments) {
        ClientProgram.start(ClientProgram.S2.command(arguments)).succeed();
    }

    @ParameterizedTest
    @EnumSource(S2Level.class)
    void whatWeWriteGoReads(S2Level level) throws Exception {
        byte[] plain = plain(level.name().length());
        Path stream = directory.resolve("stream");
        Path read = directory.resolve("read");
        Files.write(stream, encode(level, plain));
        round("read", stream.toString(), read.toString());
        assertThat(Files.readAllBytes(read)).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uncompressed",
                "fast",
                "better",
                "best",
                "snappy",
                "fast:4096",
                "better:65536",
                "fast:4194304",
                "better:4194304",
                "best:4194304"
            })
    void whatGoWritesWeRead(String level) throws Exception {
        byte[] plain = plain(level.hashCode());
        Path written = directory.resolve("plain");
        Path stream = directory.resolve("stream");
        Files.write(written, plain);
        round("write", level, "17", written.toString(), stream.toString());
        assertThat(decode(Files.readAllBytes(stream))).isEqualTo(plain);
    }

    private static byte[] encode(S2Level level, byte[] plain) {
        Random random = new Random(3);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        S2Encoder encoder = new S2Encoder(level);
        for (int at = 0; at < plain.length; ) {
            int n = Math.min(plain.length - at, 1 + random.nextInt(1 << 4 + random.nextInt(18)));
            encoder.add(plain, at, n, out::write);
            at += n;
            if (random.nextInt(4) == 0) {
                encoder.flush(out::write);
            }
        }
        encoder.flush(out::write);
        return out.toByteArray();
    }

    private static byte[] decode(byte[] stream) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        S2Decoder decoder = new S2Decoder();
        for (int at = 0; at < stream.length; at += 60_000) {
            ByteBuffer read = ByteBuffer.wrap(stream, at, Math.min(60_000, stream.length - at));
            while (decoder.take(read)) {
                ByteBuffer block = decoder.block();
                byte[] part = new byte[block.remaining()];
                block.get(part);
                out.writeBytes(part);
            }
        }
        assertThat(decoder.isBetweenChunks()).isTrue();
        return out.toByteArray();
    }
}
