package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** Wherever reads cut the bytes of another server, the operations are the same, and nothing that it can send throws. */
class LinkOperationSplitTest {
    private static Reading reading(Dialect dialect, boolean accounts) {
        Reading reading = new Reading(dialect);
        reading.reader.limits(-1, 16 * 4096, true);
        reading.reader.form(accounts, true);
        return reading;
    }

    /** An operation and what must be found. */
    record Sample(String bytes, String expected) {}

    /** A stream of one dialect. */
    record Samples(Dialect dialect, boolean accounts, List<Sample> operations) {
        byte[] bytes() {
            StringBuilder all = new StringBuilder();
            operations.forEach(o -> all.append(o.bytes()));
            return Reading.bytes(all.toString());
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void randomCutsOfRandomOperationsChangeNothing(
            @ForAll("streams") Samples stream, @ForAll Random random, @ForAll boolean handsOver) {
        byte[] bytes = stream.bytes();
        List<String> expected =
                stream.operations().stream().map(Sample::expected).toList();
        Reading whole = reading(stream.dialect(), stream.accounts());
        whole.feed(bytes);
        assertThat(whole.found).isEqualTo(expected);
        int most = random.nextBoolean() ? 20 : 2 * OperationReader.LARGE;
        List<Integer> cuts = new ArrayList<>();
        for (int at = 1 + random.nextInt(most); at < bytes.length; at += 1 + random.nextInt(most)) {
            cuts.add(at);
        }
        Reading cut = reading(stream.dialect(), stream.accounts());
        cut.handsOver = handsOver;
        cut.feed(bytes, cuts.stream().mapToInt(Integer::intValue).toArray());
        assertThat(cut.found).isEqualTo(expected);
    }

    @Provide
    Arbitrary<Samples> streams() {
        return Arbitraries.of(
                        new Samples(Dialect.ROUTE, true, List.of()),
                        new Samples(Dialect.ROUTE, false, List.of()),
                        new Samples(Dialect.GATEWAY, true, List.of()),
                        new Samples(Dialect.LEAF, false, List.of()))
                .flatMap(kind -> operation(kind.dialect(), kind.accounts())
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(40)
                        .map(list -> new Samples(kind.dialect(), kind.accounts(), list)));
    }

    private static Arbitrary<Sample> operation(Dialect dialect, boolean accounts) {
        Arbitrary<Sample> other = Arbitraries.of(
                new Sample("PING\r\n", "PING"),
                new Sample("pong\n", "PONG"),
                new Sample("INFO {} \r\n", "INFO <{} >"),
                new Sample("+OK\r\n", "OK"),
                dialect == Dialect.GATEWAY ? new Sample("A+ x\r\n", "A+ x") : new Sample("A+ x\r\n", "IGNORED"));
        Arbitrary<Sample> message = message(dialect, accounts);
        return Arbitraries.oneOf(message, message, message, interest(dialect, accounts), other);
    }

    private static Arbitrary<String> word() {
        return Arbitraries.strings().withChars("ab.$*>9+|\u00e9").ofMinLength(1).ofMaxLength(12);
    }

    private static Arbitrary<String> blank() {
        return Arbitraries.of(" ", " ", " ", " ", " ", "  ", "\t", " \t ");
    }

    private static Arbitrary<String> eol() {
        return Arbitraries.of("\r\n", "\r\n", "\r\n", "\r\n", "\n", " \r\n", "\t\n");
    }

    private static Arbitrary<String> payload() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.strings().withChars("RMSG 1+|\r\nx").ofMaxLength(40)),
                Tuple.of(
                        1,
                        Arbitraries.integers()
                                .between(OperationReader.LARGE - 2, OperationReader.LARGE + 200)
                                .map("\r\nRMSG a "::repeat)
                                .map(s -> s.substring(0, s.length() / 9))));
    }

    private static Arbitrary<Sample> message(Dialect dialect, boolean accounts) {
        Arbitrary<String> names = switch (dialect) {
            case ROUTE -> Arbitraries.of("RMSG", "HMSG", "LMSG", "lMsg", "rmsg");
            case GATEWAY -> Arbitraries.of("RMSG", "HMSG", "hmsg");
            default -> Arbitraries.of("LMSG", "HMSG", "RMSG", "lmsg");
        };
        Arbitrary<List<String>> words = word().list().ofSize(4);
        Arbitrary<List<String>> queues = Arbitraries.oneOf(
                Arbitraries.just(List.of()),
                word().list().ofMaxSize(4),
                word().list().ofMaxSize(40));
        return Combinators.combine(names, words, queues, payload(), payload(), blank(), eol(), Arbitraries.integers())
                .as((name, w, q, head, body, blank, eol, choice) ->
                        lay(dialect, accounts, name, w, q, (choice & 1) == 0 ? "" : head, body, blank, eol, choice));
    }

    private static Sample lay(
            Dialect dialect,
            boolean accounts,
            String name,
            List<String> w,
            List<String> queues,
            String givenHead,
            String body,
            String blank,
            String eol,
            int choice) {
        String upper = name.toUpperCase(java.util.Locale.ROOT);
        boolean origin = dialect == Dialect.ROUTE && upper.equals("LMSG");
        boolean sizes = origin || upper.equals("HMSG");
        String head = sizes ? givenHead : "";
        String reply = (choice & 2) == 0 ? "" : w.get(3);
        List<String> line = new ArrayList<>(List.of(name));
        if (origin) {
            line.add(w.get(0));
        }
        if (accounts) {
            line.add(w.get(1));
        }
        line.add(w.get(2));
        if (!queues.isEmpty()) {
            line.add(reply.isEmpty() ? "|" : "+");
        }
        if (!reply.isEmpty()) {
            line.add(reply);
        }
        line.addAll(queues);
        if (sizes) {
            line.add(Integer.toString(head.length()));
        }
        String size = Integer.toString(head.length() + body.length());
        line.add(size);
        String expected = (head.isEmpty() ? "PUB " : "HPUB ") + (origin ? w.get(0) : "") + ":"
                + (accounts ? w.get(1) : "") + ":" + String.join(",", queues) + ":" + w.get(2) + "|"
                + (reply.isEmpty() ? "" : reply + " ") + (head.isEmpty() ? "" : head.length() + " ") + size + "|"
                + head + body;
        return new Sample(String.join(blank, line) + eol + head + body + "\r\n", expected);
    }

    private static Arbitrary<Sample> interest(Dialect dialect, boolean accounts) {
        Arbitrary<String> names = switch (dialect) {
            case ROUTE -> Arbitraries.of("RS+", "RS-", "LS+", "LS-", "rs+", "ls-");
            case GATEWAY -> Arbitraries.of("RS+", "RS-", "rs-");
            default -> Arbitraries.of("LS+", "LS-", "RS+", "RS-");
        };
        return Combinators.combine(
                        names,
                        word().list().ofSize(3),
                        word().injectNull(0.5),
                        Arbitraries.integers().between(0, 1000),
                        blank(),
                        eol())
                .as((name, w, queue, weight, blank, eol) -> {
                    boolean origin = dialect == Dialect.ROUTE && (name.charAt(0) | 0x20) == 'l';
                    boolean add = name.endsWith("+");
                    List<String> line = new ArrayList<>(List.of(name));
                    if (origin) {
                        line.add(w.get(0));
                    }
                    if (accounts) {
                        line.add(w.get(1));
                    }
                    line.add(w.get(2));
                    if (queue != null) {
                        line.add(queue);
                        if (add) {
                            line.add(Integer.toString(weight));
                        }
                    }
                    String expected = (add ? "+ " : "- ") + (origin ? w.get(0) : "-") + "/"
                            + (accounts ? w.get(1) : "-") + "/" + w.get(2) + "/" + (queue == null ? "-" : queue) + "*"
                            + (queue != null && add ? weight : 1);
                    return new Sample(String.join(blank, line) + eol, expected);
                });
    }

    @Test
    void everyCutOfAStreamWithEveryOperationChangesNothing() {
        String stream = "RMSG $G foo 2\r\nok\r\nRMSG $G foo + reply q1 q2 2\r\nok\r\nHMSG $G foo | q 1 2\nok\r\n"
                + "LMSG LC $G foo rep 0 2\r\nok\r\nRS+ $G foo q 2\r\nLS- LC $G foo\r\nA+ x\r\nPING\r\n";
        byte[] bytes = Reading.bytes(stream);
        Reading whole = reading(Dialect.ROUTE, true);
        whole.feed(bytes);
        assertThat(whole.found).hasSize(8);
        for (int a = 1; a < bytes.length; a++) {
            for (int b = a + 1; b < Math.min(bytes.length, a + 12); b++) {
                Reading cut = reading(Dialect.ROUTE, true);
                cut.feed(bytes, a, b);
                assertThat(cut.found).as("cut at %d and %d", a, b).isEqualTo(whole.found);
            }
        }
    }

    // ---- anything at all

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void arbitraryBytesNeverThrowAndAreSplitAlike(
            @ForAll byte[] bytes, @ForAll Dialect dialect, @ForAll Random random) {
        check(bytes, dialect, random);
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void arbitraryWordsOfTheProtocolNeverThrowAndAreSplitAlike(
            @ForAll("words") List<String> words, @ForAll Dialect dialect, @ForAll Random random) {
        check(Reading.bytes(String.join("", words)), dialect, random);
    }

    private static void check(byte[] bytes, Dialect dialect, Random random) {
        boolean accounts = random.nextBoolean();
        Reading whole = limited(dialect, accounts);
        whole.feed(bytes);
        Reading pieces = limited(dialect, accounts);
        pieces.feedInPieces(bytes, 1 + random.nextInt(8));
        assertThat(pieces.found).isEqualTo(whole.found);
        assertThat(pieces.reader.keptBytes()).isLessThan(4096);
    }

    private static Reading limited(Dialect dialect, boolean accounts) {
        Reading reading = reading(dialect, accounts);
        reading.reader.limits(50, 200, true);
        return reading;
    }

    @Provide
    Arbitrary<List<String>> words() {
        Arbitrary<String> beginnings = Arbitraries.of(
                "RMSG ", "HMSG ", "LMSG ", "RS+ ", "RS- ", "LS+ ", "LS- ", "A+ ", "A- ", "rmsg\t", "PING", "INFO", "L");
        Arbitrary<String> rest = Arbitraries.of(
                " ",
                " ",
                " ",
                " ",
                "  ",
                "\t",
                "\r\n",
                "\r\n",
                "\r\n",
                "\n",
                "\r",
                "a",
                "b.c",
                "+",
                "|",
                " + ",
                " | ",
                "q",
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
                "x".repeat(60),
                "y".repeat(210),
                "a b 2\r\nok\r\n",
                "a b + r q 2\r\nok\r\n",
                "a b | q r 0 2\r\nok\r\n");
        return Combinators.combine(beginnings, rest.list().ofMaxSize(12))
                .as((first, more) -> first + String.join("", more))
                .list()
                .ofMaxSize(5);
    }
}
