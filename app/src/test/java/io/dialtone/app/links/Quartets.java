package io.dialtone.app.links;

import io.dialtone.app.routes.MemberKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;

/** Plays one script with four nats-servers, with ours in the place of each of them, and with four of ours. */
final class Quartets {
    private Quartets() {}

    /** What is done with the servers; whatever it sees, by a name. */
    interface Play {
        Map<String, String> with(Quartet servers) throws InterruptedException;
    }

    /** Compares what is seen with what is seen of nats-servers. */
    static Stream<DynamicTest> compare(Play play) {
        Map<String, String> expected = play(play, List.of());
        return Stream.of(List.of("a1"), List.of("a2"), List.of("b1"), List.of("l1"), Quartet.NAMES)
                .map(ours -> DynamicTest.dynamicTest("ours: " + ours, () -> {
                    Map<String, String> seen = play(play, ours);
                    SoftAssertions each = new SoftAssertions();
                    expected.forEach(
                            (name, what) -> each.assertThat(difference(what, seen.getOrDefault(name, "nothing")))
                                    .as(name)
                                    .isEmpty());
                    each.assertAll();
                }));
    }

    /** Lines that only one of both has. */
    private static String difference(String expected, String actual) {
        if (expected.equals(actual)) {
            return "";
        }
        List<String> here = actual.lines().toList();
        List<String> there = expected.lines().toList();
        String missing = there.stream().filter(line -> !here.contains(line)).collect(Collectors.joining("\n"));
        String more = here.stream().filter(line -> !there.contains(line)).collect(Collectors.joining("\n"));
        return missing.isEmpty() && more.isEmpty()
                ? "other order or number of lines:\n" + actual + "\ninstead of\n" + expected
                : "missing:\n" + missing + "\ntoo much:\n" + more;
    }

    private static Map<String, String> play(Play play, List<String> ours) {
        try (Quartet servers = new Quartet(Quartet.all(MemberKind.NATS_SERVER, MemberKind.DIALTONE, ours))) {
            return play.with(servers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
