package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing that can be sent makes the reader throw, loop, or keep more than a line and a payload. */
class OperationReaderFuzzTest {
    private static final int LIMIT = 200;

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void arbitraryBytesNeverThrowAndAreSplitAlike(@ForAll byte[] bytes, @ForAll Random random) {
        check(bytes, random);
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void arbitraryWordsOfTheProtocolNeverThrowAndAreSplitAlike(
            @ForAll("words") List<String> words, @ForAll Random random) {
        check(Reading.bytes(String.join("", words)), random);
    }

    private static void check(byte[] bytes, Random random) {
        Reading whole = limited();
        whole.feed(bytes);
        Reading pieces = limited();
        pieces.feedInPieces(bytes, 1 + random.nextInt(8));
        assertThat(pieces.found).isEqualTo(whole.found);
        assertThat(pieces.reader.keptBytes()).isLessThan(4096);
    }

    private static Reading limited() {
        Reading reading = new Reading();
        reading.reader.limits(50, LIMIT, true);
        return reading;
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.of(
                        "PUB",
                        "HPUB",
                        "SUB",
                        "UNSUB",
                        "PING",
                        "PONG",
                        "CONNECT",
                        "INFO",
                        "+OK",
                        "-ERR",
                        "pub",
                        "hPub",
                        " ",
                        " ",
                        " ",
                        "\t",
                        "  ",
                        "\r\n",
                        "\r\n",
                        "\r\n",
                        "\n",
                        "\r",
                        "a",
                        "b.c",
                        ">",
                        "*",
                        "0",
                        "1",
                        "2",
                        "3",
                        "12",
                        "51",
                        "999999999",
                        "-1",
                        "{}",
                        "\u0000",
                        "\u00ff",
                        "xx",
                        "x".repeat(60),
                        "y".repeat(210))
                .list()
                .ofMaxSize(40);
    }

    @Test
    @Timeout(value = 180, unit = TimeUnit.SECONDS)
    void endlessBlanksAndEndlessJunkAreNotKept() {
        for (String start : List.of("SUB ", "PING ", "CONNECT", "+OK", "PONGxx")) {
            Reading reading = limited();
            reading.feed(start);
            String filler = start.startsWith("SUB") || start.startsWith("CONNECT") ? " " : "j ";
            byte[] fill = Reading.bytes(filler.repeat(50_000));
            for (int i = 0; i < 40; i++) {
                reading.feed(fill);
            }
            assertThat(reading.error).isNull();
            assertThat(reading.reader.keptBytes()).as("kept of %s", start).isLessThan(400_000);
        }
    }

    @Test
    void anAnnouncedPayloadAloneTakesLittleMemory() {
        Reading reading = new Reading();
        reading.reader.limits(-1, 4096, true);
        reading.feed("PUB a 999999999\r\nx");
        assertThat(reading.reader.keptBytes()).isLessThan(100_000);
    }

    @Test
    void nothingOfALargeMessageIsKeptOnceItIsOver() {
        Reading reading = new Reading();
        String message = "PUB a 900000\r\n" + "x".repeat(900_000) + "\r\n";
        reading.feed(Reading.bytes(message), 50, 100_000, 200_000);
        assertThat(reading.found).hasSize(1);
        assertThat(reading.reader.keptBytes()).isLessThan(5_000);
    }

    @Test
    void aDetachedReaderHoldsNoChunk() {
        Reading reading = new Reading();
        reading.feed("PUB a 5\r\nhel");
        assertThat(reading.reader.holdsChunk()).isFalse();
    }
}
