package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever reads cut the bytes, the operations are the same. */
class OperationReaderSplitTest {
    static Stream<String> shortStreams() {
        return Stream.of(
                "PING\r\nPONG\r\n",
                "ping junk\nPONGxyz\r\n+OK\r\n+ok and more\n",
                "CONNECT {\"verbose\":false}\r\nPING\r\n",
                "connect{\"a\":\"b\"}\nPING\r\n",
                "SUB foo 1\r\nSUB foo.* workers 22\r\nUNSUB 1\r\nUNSUB 22 5\r\n",
                "sub  foo\t\t1  \r\nSUB fo\ro 1\r\nuNsUb \t 1 \n",
                "PUB foo 5\r\nhello\r\nPUB foo.bar reply.x 0\r\n\r\nPING\r\n",
                "pub foo 5\r\nhello\r\nPuB\tfoo \t reply  005 \r\nhello\r\nPUB foo 2\nok\r\nPING\r\n",
                "HPUB foo 12 14\r\nNATS/1.0\r\n\r\nok\r\nHPUB foo reply 12 12\r\nNATS/1.0\r\n\r\n\r\nPING\r\n",
                "hpub\tfoo  12\t14\nNATS/1.0\r\n\r\nok\r\nHPUB foo  rep  0  2  \r\nok\r\nHPUB a  1 2\r\nab\r\n",
                "PUB foo 4\r\n\r\n\r\n\r\nPUB foo 2\r\n\r\r\r\n",
                "INFO {\"a\":1}\r\n-ERR 'hey'\r\n-err\t'x'\n",
                "PUB foo 2\r\nokay\r\n",
                "PUB foo 5\r\nok\r\nPING\r\n",
                "PUB foo 2\r\nok\nPING\r\n",
                "PING\r\n PING\r\n",
                "PING\r\n\r\nPING\r\n",
                "SUB foo\r\nPING\r\n",
                "PUB foo -1\r\nPING\r\n",
                "HPUB foo 5 4\r\nabcd\r\n",
                "SUB f\u00e9\u0000\u0001 1\r\nPUB f\u00e9\u0000\u0001 1\r\nA\r\n",
                "FOO bar\r\n",
                "HMSG foo 1 2 3\r\n");
    }

    @ParameterizedTest
    @MethodSource("shortStreams")
    void oneCutAnywhereChangesNothing(String stream) {
        byte[] bytes = Reading.bytes(stream);
        List<String> whole = Reading.operations(bytes);
        assertThat(whole).isNotEmpty();
        for (int cut = 1; cut < bytes.length; cut++) {
            assertThat(Reading.operations(bytes, cut)).as("cut at %d", cut).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("shortStreams")
    void twoCutsAnywhereChangeNothing(String stream) {
        byte[] bytes = Reading.bytes(stream);
        List<String> whole = Reading.operations(bytes);
        for (int a = 1; a < bytes.length; a++) {
            for (int b = a + 1; b < Math.min(bytes.length, a + 12); b++) {
                assertThat(Reading.operations(bytes, a, b))
                        .as("cut at %d and %d", a, b)
                        .isEqualTo(whole);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shortStreams")
    void byteAtATimeChangesNothing(String stream) {
        byte[] bytes = Reading.bytes(stream);
        Reading reading = new Reading();
        reading.feedInPieces(bytes, 1);
        assertThat(reading.found).isEqualTo(Reading.operations(bytes));
    }

    @ParameterizedTest
    @MethodSource("shortStreams")
    void goingOnAfterAHandOverChangesNothing(String stream) {
        byte[] bytes = Reading.bytes(stream);
        for (int size : new int[] {bytes.length, 7, 1}) {
            Reading reading = new Reading();
            reading.handsOver = true;
            reading.feedInPieces(bytes, size);
            assertThat(reading.found).isEqualTo(Reading.operations(bytes));
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void randomCutsOfRandomOperationsChangeNothing(
            @ForAll("operations") List<String> operations, @ForAll Random random, @ForAll boolean handsOver) {
        byte[] bytes = Reading.bytes(String.join("", operations));
        List<String> whole = Reading.operations(bytes);
        assertThat(whole).hasSameSizeAs(operations);
        int most = random.nextBoolean() ? 20 : 2 * OperationReader.LARGE;
        List<Integer> cuts = new ArrayList<>();
        for (int at = 1 + random.nextInt(most); at < bytes.length; at += 1 + random.nextInt(most)) {
            cuts.add(at);
        }
        Reading reading = new Reading();
        reading.handsOver = handsOver;
        reading.feed(bytes, cuts.stream().mapToInt(Integer::intValue).toArray());
        assertThat(reading.found).isEqualTo(whole);
    }

    @Provide
    Arbitrary<List<String>> operations() {
        Arbitrary<String> word =
                Arbitraries.strings().withChars("ab.$*>9\u00e9").ofMinLength(1).ofMaxLength(12);
        Arbitrary<String> blank = Arbitraries.of(" ", " ", " ", " ", "  ", "\t", " \t ");
        Arbitrary<String> eol = Arbitraries.of("\r\n", "\r\n", "\r\n", "\n", " \r\n");
        Arbitrary<String> payload = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        6, Arbitraries.strings().withChars("PUB 1\r\nx").ofMaxLength(40)),
                net.jqwik.api.Tuple.of(
                        1,
                        Arbitraries.integers()
                                .between(OperationReader.LARGE - 2, OperationReader.LARGE + 200)
                                .map("\r\nPUB a 1 "::repeat)
                                .map(s -> s.substring(0, s.length() / 9))));
        Arbitrary<String> pub = Combinators.combine(
                        word, word.injectNull(0.5), payload, blank, eol, Arbitraries.of("PUB", "PUB", "pub"))
                .as((subject, reply, body, b, end, name) -> name + b + subject + b + (reply == null ? "" : reply + b)
                        + body.length() + end + body + "\r\n");
        Arbitrary<String> hpub = Combinators.combine(word, word.injectNull(0.5), payload, payload, blank, eol)
                .as((subject, reply, head, body, b, end) -> "HPUB" + b + subject + b + (reply == null ? "" : reply + b)
                        + head.length() + b + (head.length() + body.length()) + end + head + body + "\r\n");
        Arbitrary<String> sub = Combinators.combine(word, word.injectNull(0.5), word, blank, eol)
                .as((subject, queue, sid, b, end) ->
                        "SUB" + b + subject + b + (queue == null ? "" : queue + b) + sid + end);
        Arbitrary<String> other = Arbitraries.of(
                "PING\r\n", "PONG\r\n", "UNSUB 1 2\r\n", "+OK\r\n", "CONNECT {}\r\n", "ping\n", "INFO {}\r\n");
        return Arbitraries.oneOf(pub, pub, hpub, sub, other).list().ofMinSize(1).ofMaxSize(40);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                OperationReader.LARGE - 1,
                OperationReader.LARGE,
                OperationReader.LARGE + 1,
                16 * 1024 - 20,
                16 * 1024,
                64 * 1024,
                Chunk.CAPACITY - 100,
                Chunk.CAPACITY - 12,
                Chunk.CAPACITY,
                Chunk.CAPACITY + 1,
                3 * Chunk.CAPACITY,
                1024 * 1024
            })
    void largePayloadsArriveWholeHoweverTheyAreCut(int size) {
        Random random = new Random(size);
        byte[] payload = new byte[size];
        random.nextBytes(payload);
        String body = Reading.text(payload, 0, size);
        String operation = "PUB big " + size + "\r\n" + body + "\r\n";
        String headers = "HPUB big reply 100 " + size + "\r\n" + body + "\r\n";
        byte[] stream =
                Reading.bytes("PING\r\n" + operation + "PUB small 1\r\nx\r\n" + headers + operation + "PING\r\n");
        List<String> expected = List.of(
                "PING",
                "PUB big|" + size + "|" + body,
                "PUB small|1|x",
                "HPUB big|reply 100 " + size + "|" + body,
                "PUB big|" + size + "|" + body,
                "PING");
        int line = 6 + operation.length() - size - 2;
        assertSame(Reading.operations(stream), expected);
        for (int cut : new int[] {
            5,
            7,
            line - 1,
            line,
            line + 1,
            line + size - 1,
            line + size,
            line + size + 1,
            line + size + 2,
            line + size + 5
        }) {
            assertSame(Reading.operations(stream, cut), expected);
        }
        for (int piece : new int[] {1000, 4096, 65_536, 100_000}) {
            Reading reading = new Reading();
            reading.feedInPieces(stream, piece);
            assertSame(reading.found, expected);
        }
    }

    /** Without a megabyte of random bytes in the message. */
    private static void assertSame(List<String> found, List<String> expected) {
        assertThat(found.equals(expected)).as("same operations").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pub", "PUB\t", "PUB "})
    void largePayloadsBehindAnUnusualLineTravelBehindAUsualOne(String name) {
        String body = "y".repeat(OperationReader.LARGE);
        byte[] stream = Reading.bytes(name + " a  b\t" + body.length() + " \n" + body + "\r\nPING\r\n");
        List<String> expected = List.of("PUB a|b " + body.length() + "|" + body, "PING");
        assertThat(Reading.operations(stream)).isEqualTo(expected);
        assertThat(Reading.operations(stream, 9)).isEqualTo(expected);
        assertThat(Reading.operations(stream, 100)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {16 * 1024, Chunk.CAPACITY})
    void operationsAcrossThePiecesThatAreCopiedFromTheChunk(int step) {
        for (int lead = step - 40; lead <= step; lead++) {
            // The first message fills the chunk up to lead; its payload is below what travels as a slice.
            StringBuilder stream = new StringBuilder();
            while (stream.length() < lead - 2000) {
                stream.append("PUB a 1000\r\n").append("z".repeat(1000)).append("\r\n");
            }
            int rest = lead - stream.length() - "PUB a 1000\r\n\r\n".length();
            stream.append("PUB a ")
                    .append(rest)
                    .append("\r\n")
                    .append("z".repeat(rest))
                    .append("\r\n");
            int count = Reading.operations(Reading.bytes(stream.toString())).size();
            stream.append("PUB subject reply 5\r\nhello\r\nPING\r\nHPUB s r 1 5\r\nhello\r\nSUB a 1\r\n");
            List<String> found = Reading.operations(Reading.bytes(stream.toString()));
            assertThat(found.subList(count, found.size()))
                    .as("behind %d bytes", lead)
                    .containsExactly("PUB subject|reply 5|hello", "PING", "HPUB s|r 1 5|hello", "SUB <a> <1>");
        }
    }
}
