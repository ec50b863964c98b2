package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.streams.FoundOperation.Payload;
import io.dialtone.streams.OperationReader.Op;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers say to each other. */
class LinkOperationTest {
    private static final String UNKNOWN = "FAILED Unknown Protocol Operation, PROTOCOL_VIOLATION";
    private static final String SILENT = "FAILED null, PROTOCOL_VIOLATION";

    /** ROUTE, GATEWAY, LEAF, or PINNED for a route of one account. */
    private static Reading reading(String dialect) {
        boolean pinned = dialect.equals("PINNED");
        Reading reading = new Reading(pinned ? Dialect.ROUTE : Dialect.valueOf(dialect));
        reading.reader.limits(-1, 16 * 4096, false);
        if (pinned) {
            reading.reader.form(false, true);
        }
        return reading;
    }

    // ---- messages

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                // Of the cluster.
                "ROUTE; RMSG $G foo 5; PUB :$G::foo|5",
                "ROUTE; RMSG $G foo 005; PUB :$G::foo|005",
                "ROUTE; RMSG $G foo rep 5; PUB :$G::foo|rep 5",
                "ROUTE; RMSG $G foo 123 5; PUB :$G::foo|123 5",
                "ROUTE; RMSG $G foo + 5; PUB :$G::foo|+ 5",
                "ROUTE; RMSG $G foo | 5; PUB :$G::foo|| 5",
                "ROUTE; RMSG $G foo | q1 5; PUB :$G:q1:foo|5",
                "ROUTE; RMSG $G foo | q1 q2 longer.name 5; PUB :$G:q1,q2,longer.name:foo|5",
                "ROUTE; RMSG $G foo + rep 5; PUB :$G::foo|rep 5",
                "ROUTE; RMSG $G foo + rep q1 5; PUB :$G:q1:foo|rep 5",
                "ROUTE; RMSG $G foo + a.long.reply.subject q1 q2 5; PUB :$G:q1,q2:foo|a.long.reply.subject 5",
                "ROUTE; RMSG $G foo + r a.queue.longer.than.the.reply 5; PUB :$G:a.queue.longer.than.the.reply:foo|r 5",
                "ROUTE; RMSG $G foo | + | 5; PUB :$G:+,|:foo|5",
                "ROUTE; HMSG $G foo 2 5; HPUB :$G::foo|2 5",
                "ROUTE; HMSG $G foo rep 2 5; HPUB :$G::foo|rep 2 5",
                "ROUTE; HMSG $G foo | 2 5; HPUB :$G::foo|| 2 5",
                "ROUTE; HMSG $G foo | q 2 5; HPUB :$G:q:foo|2 5",
                "ROUTE; HMSG $G foo + rep 2 5; HPUB :$G::foo|rep 2 5",
                "ROUTE; HMSG $G foo + rep q r s 2 5; HPUB :$G:q,r,s:foo|rep 2 5",
                "ROUTE; HMSG $G foo rep 0 5; PUB :$G::foo|rep 5",
                "ROUTE; HMSG ACC _GR_.F2cAWZ.VlQh9j.INB.1 INB.9 2 5; HPUB :ACC::_GR_.F2cAWZ.VlQh9j.INB.1|INB.9 2 5",
                "ROUTE; LMSG LC $G up 0 5; PUB LC:$G::up|5",
                "ROUTE; LMSG LC $G up 000 5; PUB LC:$G::up|5",
                "ROUTE; LMSG LC $G up rp 0 5; PUB LC:$G::up|rp 5",
                "ROUTE; LMSG LC $G up 2 5; HPUB LC:$G::up|2 5",
                "ROUTE; LMSG LC $G up rp 2 5; HPUB LC:$G::up|rp 2 5",
                "ROUTE; LMSG LC $G up + rp rq 0 5; PUB LC:$G:rq:up|rp 5",
                "ROUTE; LMSG LC $G up + rp rq 2 5; HPUB LC:$G:rq:up|rp 2 5",
                "ROUTE; LMSG LC $G up | rq rs 0 5; PUB LC:$G:rq,rs:up|5",
                "ROUTE; LMSG LC $G up | rq rs 5 5; HPUB LC:$G:rq,rs:up|5 5",
                // Of one account.
                "PINNED; RMSG foo 5; PUB :::foo|5",
                "PINNED; RMSG foo rep 5; PUB :::foo|rep 5",
                "PINNED; RMSG foo | q 5; PUB ::q:foo|5",
                "PINNED; RMSG foo + rep q 5; PUB ::q:foo|rep 5",
                "PINNED; HMSG foo 2 5; HPUB :::foo|2 5",
                "PINNED; HMSG foo + rep q 2 5; HPUB ::q:foo|rep 2 5",
                "PINNED; LMSG LC foo 0 5; PUB LC:::foo|5",
                "PINNED; LMSG LC foo + rep q 2 5; HPUB LC::q:foo|rep 2 5",
                // Of another cluster.
                "GATEWAY; RMSG ACC foo 5; PUB :ACC::foo|5",
                "GATEWAY; RMSG ACC foo | q 5; PUB :ACC:q:foo|5",
                "GATEWAY; HMSG ACC foo + rep q 2 5; HPUB :ACC:q:foo|rep 2 5",
                // Of a leaf or its hub.
                "LEAF; LMSG hf 5; PUB :::hf|5",
                "LEAF; LMSG hf rp 5; PUB :::hf|rp 5",
                "LEAF; LMSG hf | 5; PUB :::hf|| 5",
                "LEAF; LMSG hf | q 5; PUB ::q:hf|5",
                "LEAF; LMSG hf + rp q 5; PUB ::q:hf|rp 5",
                "LEAF; RMSG hf + rp q r 5; PUB ::q,r:hf|rp 5",
                "LEAF; HMSG hf 2 5; HPUB :::hf|2 5",
                "LEAF; HMSG hf rp 2 5; HPUB :::hf|rp 2 5",
                "LEAF; HMSG hf | q 2 5; HPUB ::q:hf|2 5",
                "LEAF; HMSG hf + rp q 2 5; HPUB ::q:hf|rp 2 5",
            })
    void aMessageIsGivenWithItsTailInCanonicalForm(String dialect, String line, String expected) {
        String body = "hello\r\n";
        for (String form : List.of(
                line + "\r\n",
                line + "\n",
                line.toLowerCase(Locale.ROOT).replace("$g", "$G").replace("lc ", "LC ") + "\r\n",
                line.replace(" ", "  ") + "\r\n",
                line.replace(' ', '\t') + "\n",
                line.replace(" ", " \t ") + " \r\n",
                line + " \n")) {
            if (!form.startsWith(line.substring(0, 4)) && line.matches(".*(ACC|_GR_).*")) {
                continue;
            }
            for (int piece : new int[] {1000, 7, 1}) {
                Reading reading = reading(dialect);
                reading.feedInPieces(Reading.bytes(form + body + "PING\r\n"), piece);
                assertThat(reading.found)
                        .as("<%s> in pieces of %d", form, piece)
                        .containsExactly(expected + "|hello", "PING");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "ROUTE; RMSG $G foo; processRoutedMsgArgs Parse Error: \"$G foo\"",
                "ROUTE; RMSG $G foo rep x; processRoutedMsgArgs Bad or Missing Size: \"$G foo rep x\"",
                "ROUTE; RMSG $G foo -1; processRoutedMsgArgs Bad or Missing Size: \"$G foo -1\"",
                "ROUTE; RMSG $G foo 1234567890; processRoutedMsgArgs Bad or Missing Size: \"$G foo 1234567890\"",
                "ROUTE; RMSG $G foo a b 5; processRoutedMsgArgs Bad or Missing Reply Indicator: \"$G foo a b 5\"",
                "ROUTE; RMSG $G foo ++ b 5; processRoutedMsgArgs Bad or Missing Reply Indicator: \"$G foo ++ b 5\"",
                "ROUTE; RMSG $G foo | q x; processRoutedMsgArgs Bad or Missing Size: \"$G foo | q x\"",
                "ROUTE; HMSG $G foo 5; processRoutedHeaderMsgArgs Parse Error: \"$G foo 5\"",
                "ROUTE; HMSG $G foo x 5; processRoutedHeaderMsgArgs Bad or Missing Header Size: \"$G foo x 5\"",
                "ROUTE; HMSG $G foo 2 x; processRoutedHeaderMsgArgs Bad or Missing Total Size: \"$G foo 2 x\"",
                "ROUTE; HMSG $G foo 6 5; processRoutedHeaderMsgArgs Header Size larger then TotalSize: \"$G foo 6 5\"",
                "ROUTE; HMSG $G foo a b 2 5; processRoutedHeaderMsgArgs Bad or Missing Reply Indicator: \"$G foo a b 2 5\"",
                "ROUTE; LMSG LC $G foo 5; processRoutedOriginClusterMsgArgs Parse Error: \"LC $G foo 5\"",
                "ROUTE; LMSG LC $G foo x 5; processRoutedOriginClusterMsgArgs Bad or Missing Header Size: \"LC $G foo x 5\"",
                "ROUTE; LMSG LC $G foo a b 0 5; processRoutedOriginClusterMsgArgs Bad or Missing Reply Indicator: \"LC $G foo a b 0 5\"",
                "PINNED; RMSG foo; processRoutedMsgArgs Parse Error: \"foo\"",
                "PINNED; RMSG foo a b 5; processRoutedMsgArgs Bad or Missing Reply Indicator: \"foo a b 5\"",
                "GATEWAY; RMSG foo 5; processRoutedMsgArgs Parse Error: \"foo 5\"",
                "LEAF; LMSG foo; processLeafMsgArgs Parse Error: \"foo\"",
                "LEAF; LMSG foo a b 5; processLeafMsgArgs Bad or Missing Reply Indicator: \"foo a b 5\"",
                "LEAF; HMSG foo 5; processLeafHeaderMsgArgs Parse Error: \"foo 5\"",
                "LEAF; HMSG foo a b 2 5; processLeafHeaderMsgArgs Bad or Missing Reply Indicator: \"foo a b 2 5\"",
                "ROUTE; RS+ $G; processRemoteSub Parse Error: \"$G\"",
                "ROUTE; RS+ $G foo q; processRemoteSub Parse Error: \"$G foo q\"",
                "ROUTE; RS+ $G foo q 1 2; processRemoteSub Parse Error: \"$G foo q 1 2\"",
                "ROUTE; RS+ $G foo q -1; processRemoteSub Bad Queue Weight: \"$G foo q -1\"",
                "ROUTE; RS+ $G foo q x; processRemoteSub Bad Queue Weight: \"$G foo q x\"",
                "ROUTE; RS- $G; processRemoteUnsub Parse Error: \"$G\"",
                "ROUTE; RS- $G foo q 1; processRemoteUnsub Parse Error: \"$G foo q 1\"",
                "ROUTE; LS+ LC $G; processRemoteSub Parse Error: \"LC $G\"",
                "ROUTE; LS- LC $G; processRemoteUnsub Parse Error: \"LC $G\"",
                "PINNED; RS+ foo q; processRemoteSub Parse Error: \"foo q\"",
                "GATEWAY; RS+ ACC; processGatewaySubjectSub Parse Error: \"ACC\"",
                "GATEWAY; RS- ACC foo q 1; processGatewaySubjectUnsub Parse Error: \"ACC foo q 1\"",
                "GATEWAY; A+ a b; processAccountSub Parse Error: \"a b\"",
                "GATEWAY; A- ; processAccountSub Parse Error: \"\"",
                "LEAF; LS+ foo q; processLeafSub Parse Error: \"foo q\"",
                "LEAF; LS- foo q 1; processLeafUnsub Parse Error: \"foo q 1\"",
            })
    void badArgumentsCloseWithoutAWord(String dialect, String line, String log) {
        String whole = line.length() == 2 ? line + " " : line;
        for (int piece : new int[] {1000, 1}) {
            Reading reading = reading(dialect);
            reading.feedInPieces(Reading.bytes(whole + "\r\nhello\r\n"), piece);
            assertThat(reading.found).containsExactly(SILENT);
            assertThat(reading.error.log()).isEqualTo(log);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CLIENT, RMSG $G foo 5",
        "CLIENT, LMSG foo 5",
        "CLIENT, HMSG $G foo 2 5",
        "CLIENT, RS+ $G foo",
        "CLIENT, LS- foo",
        "CLIENT, A+ ACC",
        "ROUTE, MSG foo 1 5",
        "ROUTE, PUB foo 5",
        "ROUTE, HPUB foo 2 5",
        "ROUTE, SUB foo 1",
        "ROUTE, UNSUB 1",
        "ROUTE, RMSGx $G foo 5",
        "ROUTE, RS* $G foo",
        "ROUTE, RS+",
        "ROUTE, A+",
        "ROUTE, A* ACC",
        "GATEWAY, LS+ LC ACC foo",
        "GATEWAY, LS- LC ACC foo",
        "GATEWAY, LMSG LC ACC foo 0 5",
        "GATEWAY, MSG foo 1 5",
        "GATEWAY, PUB foo 5",
        "LEAF, MSG foo 1 5",
        "LEAF, PUB foo 5",
        "LEAF, SUB foo 1",
        "LEAF, LSG foo",
    })
    void whatADialectDoesNotHaveIsAnswered(String dialect, String line) {
        Reading reading = reading(dialect);
        reading.feed(line + "\r\nhello\r\n");
        assertThat(reading.found).containsExactly(UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROUTE", "GATEWAY", "LEAF"})
    void aMessageMustEndWithCrLf(String dialect) {
        for (String end : List.of("xx", "\r\r", "\n\n")) {
            Reading reading = reading(dialect);
            reading.feed("HMSG a b 2 5\r\nhello" + end + "PING\r\n");
            assertThat(reading.found).containsExactly(UNKNOWN);
        }
    }

    // ---- interest

    @ParameterizedTest
    @CsvSource({
        "ROUTE, RS+ $G foo, + -/$G/foo/-*1",
        "ROUTE, RS+ $G foo q 1, + -/$G/foo/q*1",
        "ROUTE, RS+ $G foo q 12, + -/$G/foo/q*12",
        "ROUTE, RS+ $G foo q 0, + -/$G/foo/q*0",
        "ROUTE, RS- $G foo, - -/$G/foo/-*1",
        "ROUTE, RS- $G foo q, - -/$G/foo/q*1",
        "ROUTE, LS+ LC $G wcl, + LC/$G/wcl/-*1",
        "ROUTE, LS+ LC $G wcl q 5, + LC/$G/wcl/q*5",
        "ROUTE, LS+ _ $G nocl, + _/$G/nocl/-*1",
        "ROUTE, LS- _ $G nocl q, - _/$G/nocl/q*1",
        "ROUTE, LS- LC $G wcl, - LC/$G/wcl/-*1",
        "PINNED, RS+ foo, + -/-/foo/-*1",
        "PINNED, RS+ foo q 2, + -/-/foo/q*2",
        "PINNED, RS- foo q, - -/-/foo/q*1",
        "PINNED, LS+ LC foo, + LC/-/foo/-*1",
        "PINNED, LS- LC foo q, - LC/-/foo/q*1",
        "GATEWAY, RS+ ACC foo, + -/ACC/foo/-*1",
        "GATEWAY, RS+ ACC foo q 3, + -/ACC/foo/q*3",
        "GATEWAY, RS- ACC foo, - -/ACC/foo/-*1",
        "GATEWAY, RS- ACC foo q, - -/ACC/foo/q*1",
        "GATEWAY, A+ ACC, A+ ACC",
        "GATEWAY, A- ACC, A- ACC",
        "LEAF, LS+ foo, + -/-/foo/-*1",
        "LEAF, LS+ foo q 2, + -/-/foo/q*2",
        "LEAF, LS- foo, - -/-/foo/-*1",
        "LEAF, LS- foo q, - -/-/foo/q*1",
        "LEAF, RS+ foo q 2, + -/-/foo/q*2",
        "LEAF, RS- foo, - -/-/foo/-*1",
    })
    void interestInAllItsForms(String dialect, String line, String expected) {
        String lower = line.substring(0, 3).toLowerCase(Locale.ROOT) + line.substring(3);
        for (String form : List.of(
                line + "\r\n", line + "\n", lower + "\r\n", line.replace(" ", " \t ") + " \r\n", line + " \n")) {
            for (int piece : new int[] {1000, 1}) {
                Reading reading = reading(dialect);
                reading.feedInPieces(Reading.bytes(form + "PONG\r\n"), piece);
                assertThat(reading.found).as("<%s>", form).containsExactly(expected, "PONG");
            }
        }
    }

    @Test
    void whoDoesNotNameOriginsOnRemovalIsUnderstood() {
        Reading reading = reading("ROUTE");
        reading.reader.form(true, false);
        reading.feed("LS+ LC $G foo\r\nLS- $G foo\r\nLS- $G foo q\r\n");
        assertThat(reading.found).containsExactly("+ LC/$G/foo/-*1", "- -/$G/foo/-*1", "- -/$G/foo/q*1");
    }

    @Test
    void whatIsAgreedHoldsForTheNextOperations() {
        Reading reading = reading("ROUTE");
        reading.feed("RMSG $G foo 1\r\nx\r\nRS+ $G foo\r\n");
        reading.reader.form(false, true);
        reading.feed("RMSG foo 1\r\nx\r\nRS+ foo\r\n");
        assertThat(reading.found)
                .containsExactly("PUB :$G::foo|1|x", "+ -/$G/foo/-*1", "PUB :::foo|1|x", "+ -/-/foo/-*1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROUTE", "LEAF"})
    void accountInterestMeansNothingButToGateways(String dialect) {
        Reading reading = reading(dialect);
        reading.feed("A+ ACC\r\na- some more of it\r\nPING\r\n");
        assertThat(reading.found).containsExactly("IGNORED", "IGNORED", "PING");
    }

    @Test
    void clientsAnnounceNoInterest() {
        Reading reading = new Reading();
        assertThatThrownBy(() -> reading.reader.control(Op.INTEREST)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource(names = "CLIENT", mode = EnumSource.Mode.EXCLUDE)
    void whatAllSayIsAsWithClients(Dialect dialect) {
        Reading reading = new Reading(dialect);
        reading.feed("INFO {\"a\":1} \r\nconnect {}\r\nPING\r\nPONG\r\n+OK\r\n-ERR 'x'\r\nping\n");
        assertThat(reading.found)
                .containsExactly("INFO <{\"a\":1} >", "CONNECT <{}>", "PING", "PONG", "OK", "ERR <'x'>", "PING");
    }

    // ---- limits

    @ParameterizedTest
    @ValueSource(ints = {5, OperationReader.LARGE, 100_000})
    void aLeafMayHaveALimitOfPayload(int limit) {
        for (String line : List.of("LMSG a | q %d\r\n", "HMSG a 2 %d\r\n", "lmsg a %d\n")) {
            Reading exact = new Reading(Dialect.LEAF);
            exact.reader.limits(limit, 4096, true);
            exact.feed(String.format(Locale.ROOT, line, limit) + "x".repeat(limit) + "\r\n");
            assertThat(exact.found).hasSize(1).noneMatch(s -> s.startsWith("FAILED"));
            Reading over = new Reading(Dialect.LEAF);
            over.reader.limits(limit, 4096, true);
            over.feed(String.format(Locale.ROOT, line, limit + 1));
            assertThat(over.found).containsExactly("FAILED Maximum Payload Violation, MAX_PAYLOAD");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RMSG a b | %s 1", "RS+ a %s", "INFO %s"})
    void aLineMayBeAsLongAsTheLimitAndNotLonger(String line) {
        int fixed = String.format(Locale.ROOT, line, "").length() - line.indexOf(' ') - 1;
        for (int piece : new int[] {100_000, 999}) {
            for (boolean over : new boolean[] {false, true}) {
                Reading reading = reading("ROUTE");
                String arguments = "q".repeat(16 * 4096 - fixed + (over ? 1 : 0));
                reading.feedInPieces(Reading.bytes(String.format(Locale.ROOT, line, arguments) + "\r\nx\r\n"), piece);
                assertThat(reading.found.get(0).startsWith("FAILED maximum control line exceeded"))
                        .isEqualTo(over);
            }
        }
    }

    // ---- how payloads and queue groups travel

    @ParameterizedTest
    @ValueSource(strings = {"RMSG $G big + rep q1 q2 ", "RMSG $G big  +  rep  q1 q2 ", "rmsg $G big + rep q1 q2 "})
    void largePayloadsTravelAsSlicesAndArrays(String line) {
        String body = "y".repeat(OperationReader.LARGE);
        for (String eol : List.of("\r\n", "\n")) {
            String stream = line + body.length() + eol + body + "\r\n";
            Reading whole = reading("ROUTE");
            whole.feed(stream);
            assertThat(whole.reader.payload()).isEqualTo(Payload.SLICE);
            for (int cut : new int[] {3, 15, line.length(), stream.length() - body.length() - 3, 100, 4000}) {
                Reading cutOnce = reading("ROUTE");
                cutOnce.feed(Reading.bytes(stream), cut);
                assertThat(cutOnce.found)
                        .isEqualTo(whole.found)
                        .containsExactly("PUB :$G:q1,q2:big|rep " + body.length() + "|" + body);
                if (cut > line.length()) {
                    assertThat(cutOnce.reader.payload()).isEqualTo(Payload.HEAP);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 29, 30, 31, 32, 33, 100, 5000})
    void listsOfQueueGroupsAreAsLongAsTheyLike(int count) {
        String names = IntStream.range(0, count).mapToObj(i -> "queue" + i).collect(Collectors.joining(" "));
        String stream = "RMSG $G foo + reply " + names + " 2\r\nok\r\nRMSG $G foo 2\r\nok\r\n";
        String expected = "PUB :$G:" + names.replace(' ', ',') + ":foo|reply 2|ok";
        for (int piece : new int[] {100_000, 1000, 13}) {
            Reading reading = reading("ROUTE");
            reading.feedInPieces(Reading.bytes(stream), piece);
            assertThat(reading.found).containsExactly(expected, "PUB :$G::foo|2|ok");
            assertThat(reading.reader.keptBytes()).isLessThan(4096);
        }
    }

    @Test
    void aHandOverInFrontOfAMessageChangesNothing() {
        String stream = "RS+ $G a\r\nRMSG $G foo + reply q1 q2 2\r\nok\r\nLMSG LC $G foo rep 0 2\r\nok\r\n";
        Reading reading = reading("ROUTE");
        LoopMemory memory = new LoopMemory();
        OperationReader reader = new OperationReader(memory.scratch(), Dialect.ROUTE);
        reader.limits(-1, 65_536, true);
        Chunk chunk = memory.takeChunk();
        byte[] bytes = Reading.bytes(stream);
        chunk.buffer().put(0, bytes);
        chunk.filled(bytes.length);
        reader.attach(chunk, 0);
        assertThat(reader.next()).isEqualTo(Op.INTEREST);
        int before = reader.position();
        // Found, laid in place, and then left for later because the run before it has to take effect first.
        assertThat(reader.next()).isEqualTo(Op.PUB);
        reader.detach();
        reader.attach(chunk, before);
        assertThat(reader.next()).isEqualTo(Op.PUB);
        assertThat(reader.queueCount()).isEqualTo(2);
        assertThat(Reading.text(reader.bytes(), reader.tailFrom(), reader.tailLength()))
                .isEqualTo("reply 2\r\n");
        assertThat(reader.next()).isEqualTo(Op.PUB);
        reader.detach();
        chunk.release();
        reading.handsOver = true;
        reading.feed(stream);
        assertThat(reading.found)
                .containsExactly("+ -/$G/a/-*1", "PUB :$G:q1,q2:foo|reply 2|ok", "PUB LC:$G::foo|rep 2|ok");
    }
}
