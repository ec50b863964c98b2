package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.streams.FoundOperation.Payload;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationReaderTest {
    private final Reading reading = new Reading();

    private List<String> operations(String stream) {
        reading.feed(stream);
        return reading.found;
    }

    // ---- forms

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "PUB foo.bar 5\\r\\nhello\\r\\n, PUB foo.bar|5|hello",
                "PUB foo.bar 00005\\r\\nhello\\r\\n, PUB foo.bar|00005|hello",
                "PUB foo rep 5\\r\\nhello\\r\\n, PUB foo|rep 5|hello",
                "PUB\\tfoo\\trep\\t5\\r\\nhello\\r\\n, PUB foo|rep 5|hello",
                "PUB   foo   rep   5   \\r\\nhello\\r\\n, PUB foo|rep 5|hello",
                "PUB foo  5\\r\\nhello\\r\\n, PUB foo|5|hello",
                "PUB foo 5 \\t\\r\\nhello\\r\\n, PUB foo|5|hello",
                "PUB foo 5\\nhello\\r\\n, PUB foo|5|hello",
                "pUb foo 5\\r\\nhello\\r\\n, PUB foo|5|hello",
                "PUB foo 0\\r\\n\\r\\n, PUB foo|0|",
                "PUB foo 000000000\\r\\n\\r\\n, PUB foo|000000000|",
                "HPUB foo 12 17\\r\\nNATS/1.0\\r\\n\\r\\nhello\\r\\n, HPUB foo|12 17|NATS/1.0\\r\\n\\r\\nhello",
                "HPUB foo rep 12 17\\r\\nNATS/1.0\\r\\n\\r\\nhello\\r\\n, HPUB foo|rep 12 17|NATS/1.0\\r\\n\\r\\nhello",
                "HPUB foo  12 17\\r\\nNATS/1.0\\r\\n\\r\\nhello\\r\\n, HPUB foo|12 17|NATS/1.0\\r\\n\\r\\nhello",
                "HPUB foo 12  17\\r\\nNATS/1.0\\r\\n\\r\\nhello\\r\\n, HPUB foo|12 17|NATS/1.0\\r\\n\\r\\nhello",
                "HPUB foo rep  12 17\\r\\nNATS/1.0\\r\\n\\r\\nhello\\r\\n, HPUB foo|rep 12 17|NATS/1.0\\r\\n\\r\\nhello",
                "hpub foo\\trep 12 17 \\nNATS/1.0\\r\\n\\r\\nhello\\r\\n, HPUB foo|rep 12 17|NATS/1.0\\r\\n\\r\\nhello",
                "HPUB foo 5 7\\r\\nabcdeok\\r\\n, HPUB foo|5 7|abcdeok",
                "HPUB foo 0 2\\r\\nok\\r\\n, HPUB foo|0 2|ok",
                "HPUB foo 2 2\\r\\nok\\r\\n, HPUB foo|2 2|ok",
            })
    void aPublishIsGivenInCanonicalForm(String stream, String expected) {
        assertThat(operations(unescape(stream))).containsExactly(unescape(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "SUB foo 1\\r\\n, SUB <foo> <1>",
        "SUB foo q 1\\r\\n, SUB <foo> <q> <1>",
        "SUB\\tfoo\\t1\\n, SUB <foo> <1>",
        "sub   foo   q   1   \\r\\n, SUB <foo> <q> <1>",
        "SUB fo\\ro 1\\r\\n, SUB <fo> <o> <1>",
        "SUB foo not-a-number\\r\\n, SUB <foo> <not-a-number>",
        "UNSUB 1\\r\\n, UNSUB <1>",
        "uNsUb 1 5\\n, UNSUB <1> <5>",
        "UNSUB 1 garbage\\r\\n, UNSUB <1> <garbage>",
        "PING\\r\\n, PING",
        "PING\\n, PING",
        "pInG\\r\\n, PING",
        "PING junk\\r\\n, PING",
        "PINGxyz\\n, PING",
        "PONG\\r\\n, PONG",
        "PONG \\n, PONG",
        "+OK\\r\\n, OK",
        "+ok whatever\\n, OK",
        "CONNECT {}\\r\\n, CONNECT <{}>",
        "CONNECT{}\\r\\n, CONNECT <{}>",
        "CoNnEcT \\t {} \\n, CONNECT <{} >",
        "INFO {}\\r\\n, INFO <{}>",
        "info{}\\n, INFO <{}>",
        "-ERR 'hey'\\r\\n, ERR <'hey'>",
        "-err\\t'hey'\\n, ERR <'hey'>",
    })
    void controlOperationsInAllTheirForms(String stream, String expected) {
        assertThat(operations(unescape(stream))).containsExactly(unescape(expected));
    }

    private static String unescape(String s) {
        return s.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
    }

    // ---- bad input

    @ParameterizedTest
    @ValueSource(
            strings = {
                " PING\\r\\n",
                "\\r\\n",
                "\\n",
                "PIN\\r\\n",
                "PINK\\r\\n",
                "PUB\\r\\n",
                "PUBX foo 1\\r\\n",
                "SUBfoo 1\\r\\n",
                "SUB\\r\\n",
                "UNSUB\\r\\n",
                "UNSUBSCRIBE 1\\r\\n",
                "HPUB\\r\\n",
                "HPUBx foo 0 0\\r\\n\\r\\n",
                "HMSG foo 1 2 2\\r\\nok\\r\\n",
                "MSG foo 1 2\\r\\nok\\r\\n",
                "RMSG foo 1\\r\\n",
                "LS+ foo\\r\\n",
                "A+ foo\\r\\n",
                "+NO\\r\\n",
                "-ERR\\r\\n",
                "-ERX 'x'\\r\\n",
                "GET / HTTP/1.1\\r\\n\\r\\n",
                "\u0000",
                "\u00ff\u00fe",
                "CONN\\r\\n",
                "INF {}\\r\\n",
                "PUB foo 2\\r\\nokay\\r\\n",
                "PUB foo 5\\r\\nok\\r\\nPING\\r\\n",
                "PUB foo 2\\r\\nok\\nPING\\r\\n",
                "PUB foo 2\\r\\nok\\r\\rPING\\r\\n",
                "PUB foo 0\\r\\nPING\\r\\n",
                "HPUB foo 2 2\\r\\nokay\\r\\n",
            })
    void whatIsNoOperationIsAnswered(String stream) {
        assertThat(operations(unescape(stream)))
                .containsExactly("FAILED Unknown Protocol Operation, PROTOCOL_VIOLATION");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUB foo\\r\\n | processPub Parse Error: \"foo\"",
                "PUB \\r\\n | processPub Parse Error: \"\"",
                "PUB a b c 1\\r\\n | processPub Parse Error: \"a b c 1\"",
                "PUB foo -1\\r\\n | processPub Bad or Missing Size: \"foo -1\"",
                "PUB foo +1\\r\\n | processPub Bad or Missing Size: \"foo +1\"",
                "PUB foo 0x1\\r\\n | processPub Bad or Missing Size: \"foo 0x1\"",
                "PUB foo bar\\r\\n | processPub Bad or Missing Size: \"foo bar\"",
                "PUB foo 1a\\r\\n | processPub Bad or Missing Size: \"foo 1a\"",
                "PUB foo 1234567890\\r\\n | processPub Bad or Missing Size: \"foo 1234567890\"",
                "PUB foo 0000000001\\r\\n | processPub Bad or Missing Size: \"foo 0000000001\"",
                "PUB foo 4294967297\\r\\n | processPub Bad or Missing Size: \"foo 4294967297\"",
                "HPUB foo 1\\r\\n | processHeaderPub Parse Error: \"foo 1\"",
                "HPUB foo a b 1 2\\r\\n | processHeaderPub Parse Error: \"foo a b 1 2\"",
                "HPUB foo x 1\\r\\n | processHeaderPub Bad or Missing Header Size: \"foo x 1\"",
                "HPUB foo 1 x\\r\\n | processHeaderPub Bad or Missing Total Size: \"foo 1 x\"",
                "HPUB foo r -1 1\\r\\n | processHeaderPub Bad or Missing Header Size: \"foo r -1 1\"",
                "HPUB foo 5 4\\r\\n | processHeaderPub Header Size larger then TotalSize: \"foo 5 4\"",
                "SUB foo\\r\\n | processSub Parse Error: \"foo\"",
                "SUB \\r\\n | processSub Parse Error: \"\"",
                "SUB a b c d\\r\\n | processSub Parse Error: \"a b c d\"",
                "SUB a b c d e f g h\\r\\n | processSub Parse Error: \"a b c d e f g h\"",
                "UNSUB \\r\\n | processUnsub Parse Error: \"\"",
                "UNSUB a b c\\r\\n | processUnsub Parse Error: \"a b c\"",
            })
    void badArgumentsCloseWithoutAWord(String stream, String log) {
        assertThat(operations(unescape(stream))).containsExactly("FAILED null, PROTOCOL_VIOLATION");
        assertThat(reading.error.log()).isEqualTo(log);
    }

    @Test
    void headersThatWereNotNegotiatedCloseWithoutAWord() {
        reading.reader.limits(1000, 4096, false);
        assertThat(operations("HPUB foo 12 14\r\nNATS/1.0\r\n\r\nok\r\n"))
                .containsExactly("FAILED null, PROTOCOL_VIOLATION");
        assertThat(reading.error.log()).isEqualTo("message headers not supported");
    }

    @Test
    void whatCameBeforeTheErrorIsGiven() {
        assertThat(operations("PING\r\nPUB a 1\r\nx\r\nWHAT\r\nPING\r\n"))
                .containsExactly("PING", "PUB a|1|x", "FAILED Unknown Protocol Operation, PROTOCOL_VIOLATION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUB foo 1\r\nab", "pub\tfoo 1\nab", "HPUB foo 0 1\r\nab"})
    void aPayloadThatGoesOnTooLongIsSeenAtOnce(String stream) {
        assertThat(operations(stream)).containsExactly("FAILED Unknown Protocol Operation, PROTOCOL_VIOLATION");
    }

    @Test
    void aWrongFirstByteIsSeenBeforeItsLineEnds() {
        assertThat(operations("G")).hasSize(1);
        assertThat(new Reading().found).isEmpty();
    }

    // ---- the limit of a control line

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT ", "SUB ", "UNSUB ", "INFO ", "-ERR ", "PUB ", "HPUB ", "connect\t", "PUB   \t"})
    void argumentsUpToTheLimitPassAndOneMoreDoesNot(String name) {
        int limit = 100;
        String end = switch (name.strip().toUpperCase(Locale.ROOT)) {
            case "PUB" -> " 0";
            case "HPUB" -> " 0 0";
            case "SUB" -> " 1";
            default -> "";
        };
        String payload = end.contains("0") ? "\r\n" : "";
        for (String eol : List.of("\r\n", "\n")) {
            String exact = name + "a".repeat(limit - end.length()) + end + eol + payload;
            String over = name + "a".repeat(limit - end.length() + 1) + end + eol + payload;
            for (int piece : new int[] {1000, 40, name.length() + limit, name.length() + limit + 1, 1}) {
                assertThat(limited(exact, limit, piece))
                        .as("the limit, in pieces of %d", piece)
                        .hasSize(1)
                        .noneMatch(s -> s.startsWith("FAILED"));
                assertThat(limited(over, limit, piece))
                        .as("one over, in pieces of %d", piece)
                        .containsExactly("FAILED maximum control line exceeded, MAX_CONTROL_LINE");
            }
        }
    }

    private static List<String> limited(String stream, int limit, int piece) {
        Reading limited = new Reading();
        limited.reader.limits(1000, limit, true);
        limited.feedInPieces(Reading.bytes(stream), piece);
        return limited.found;
    }

    @Test
    void anEndlessLineEndsTheConnectionWithoutALineFeed() {
        assertThat(limited("SUB " + "a".repeat(101), 100, 10))
                .containsExactly("FAILED maximum control line exceeded, MAX_CONTROL_LINE");
        assertThat(limited("SUB " + "a".repeat(100), 100, 10)).isEmpty();
        assertThat(limited("SUB " + "a".repeat(100) + "\r", 100, 10)).isEmpty();
    }

    @Test
    void theLimitDoesNotConcernPayloads() {
        assertThat(limited("PUB a 500\r\n" + "x".repeat(500) + "\r\n", 100, 1000))
                .hasSize(1);
        assertThat(limited("PUB a 500\r\n" + "x".repeat(500) + "\r\n", 100, 7)).hasSize(1);
    }

    // ---- the limit of a payload

    @ParameterizedTest
    @ValueSource(ints = {0, 10, OperationReader.LARGE - 1, OperationReader.LARGE, 300_000})
    void aPayloadOfTheLimitPassesAndOneMoreDoesNot(int limit) {
        for (String line : List.of("PUB a %d\r\n", "PUB  a  %d\r\n", "HPUB a 0 %d\r\n", "hpub a r 0 %d\n")) {
            for (int piece : new int[] {Integer.MAX_VALUE / 2, 3}) {
                if (piece == 3 && limit > 20_000) {
                    continue;
                }
                Reading exact = new Reading();
                exact.reader.limits(limit, 4096, true);
                exact.feedInPieces(
                        Reading.bytes(String.format(Locale.ROOT, line, limit) + "x".repeat(limit) + "\r\n"), piece);
                assertThat(exact.error).isNull();
                assertThat(exact.found).hasSize(1);
                // Refused when the line is there, with the payload unread.
                Reading over = new Reading();
                over.reader.limits(limit, 4096, true);
                over.feedInPieces(Reading.bytes(String.format(Locale.ROOT, line, limit + 1)), piece);
                assertThat(over.found).containsExactly("FAILED Maximum Payload Violation, MAX_PAYLOAD");
                assertThat(over.error.log()).isEqualTo("maximum payload exceeded: " + (limit + 1) + " vs " + limit);
            }
        }
    }

    @Test
    void aNegativeLimitIsNone() {
        reading.reader.limits(-1, 4096, true);
        assertThat(operations("PUB a 2000000\r\n" + "x".repeat(2_000_000) + "\r\n"))
                .hasSize(1);
    }

    @Test
    void aLowerLimitDoesNotConcernAMessageThatHasBegun() {
        reading.feed("PUB a 10\r\nhell");
        reading.reader.limits(5, 4096, true);
        reading.feed("o hell\r\n");
        assertThat(reading.found).containsExactly("PUB a|10|hello hell");
    }

    // ---- how payloads travel

    @Test
    void smallPayloadsAreInlineAndLargeOnesAreSlicesOfTheChunk() {
        operations("PUB a 5\r\nhello\r\n");
        assertThat(reading.reader.payload()).isEqualTo(Payload.INLINE);
        operations("PUB a " + OperationReader.LARGE + "\r\n" + "x".repeat(OperationReader.LARGE) + "\r\n");
        assertThat(reading.reader.payload()).isEqualTo(Payload.SLICE);
        String large = "PUB a " + OperationReader.LARGE + "\r\n" + "x".repeat(OperationReader.LARGE) + "\r\n";
        operations(large.substring(0, 100));
        operations(large.substring(100));
        assertThat(reading.reader.payload()).isEqualTo(Payload.HEAP);
    }

    @Test
    void knowsWhetherAnOperationHasBegun() {
        assertThat(reading.reader.isWithin()).isFalse();
        reading.feed("PU");
        assertThat(reading.reader.isWithin()).isTrue();
        reading.feed("B a 5000\r\nx");
        assertThat(reading.reader.isWithin()).isTrue();
        reading.feed("x".repeat(4999) + "\r\n");
        assertThat(reading.reader.isWithin()).isFalse();
        reading.feed("PUB a 1\r\nx\r\nPING\r\n");
        assertThat(reading.reader.isWithin()).isFalse();
    }
}
