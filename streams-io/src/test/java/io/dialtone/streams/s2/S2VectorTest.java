package io.dialtone.streams.s2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Streams of the library that nats-server uses, which {@code app/src/test/clients/s2} wrote from {@link S2Samples}: all
 * kinds of literals and copies are in them, with repeated offsets of all lengths, and blocks of 4 KiB to 4 MiB.
 */
class S2VectorTest {
    private static final byte[] PING = HexFormat.of().parseHex("ff06000053327354774f010a0000ab90cc2450494e470d0a");
    private static final byte[] PONG = HexFormat.of().parseHex("ff06000053327354774f010a0000f56f1be4504f4e470d0a");

    @Test
    void aPingReadsAndLooksAsOnTheWire() throws S2FormatException {
        byte[] ping = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(S2Streams.decode(PING)).isEqualTo(ping);
        for (S2Level level : S2Level.values()) {
            assertThat(S2Streams.encode(level, ping)).isEqualTo(PING);
        }
    }

    @Test
    void anIdentifierMayComeAgain() throws S2FormatException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(PING);
        both.writeBytes(PONG);
        assertThat(S2Streams.decode(both.toByteArray())).asString().isEqualTo("PING\r\nPONG\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "go-fast.s2, protocol, 40000, 7",
        "go-better.s2, protocol, 40000, 7",
        "go-best.s2, protocol, 40000, 7",
        "go-snappy.s2, protocol, 40000, 7",
        "go-uncompressed.s2, protocol, 4000, 7",
        "go-better-4096.s2, mixed, 30000, 9",
        "go-fast-4194304.s2, repetitive, 2500000, 8",
        "go-best-4194304.s2, repetitive, 2500000, 8",
        "go-best-zeros.s2, zeros, 300000, 0",
    })
    void streamsOfTheGoLibraryAreRead(String file, String kind, int length, long seed) throws Exception {
        byte[] plain = switch (kind) {
            case "protocol" -> S2Samples.protocol(length, seed);
            case "zeros" -> new byte[length];
            case "mixed" -> S2Samples.mixed(length, seed);
            default -> S2Samples.repetitive(length, seed);
        };
        byte[] stream = resource(file);
        assertThat(S2Streams.decode(stream)).isEqualTo(plain);
        assertThat(S2Streams.decode(stream, 977, new S2Decoder())).isEqualTo(plain);
    }

    static byte[] resource(String file) throws IOException {
        try (InputStream in = S2VectorTest.class.getResourceAsStream(file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        }
    }
}
