package io.dialtone.app.links;

import io.dialtone.app.testkit.Deadline;
import io.nats.client.Connection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What each server says of its links, asked through another one: the documents of nats-servers of the same shape. */
@Timeout(240)
class SystemAnswersAcrossServersTest {
    private static final List<String> QUESTIONS = List.of("VARZ", "ROUTEZ", "GATEWAYZ", "LEAFZ", "STATSZ", "CONNZ");

    @TestFactory
    Stream<DynamicTest> everyServerDescribesItsLinksAsNatsServerDoes() {
        return Quartets.compare(SystemAnswersAcrossServersTest::play);
    }

    /** Until each server has heard that the others are there. */
    private static void awaitAcquaintance(Connection system) {
        Deadline.await(
                "servers that know each other",
                () -> SystemQuestions.ask(system, 3, "$SYS.REQ.SERVER.PING", "").values().stream()
                        .allMatch(answer ->
                                answer.path("statsz").path("active_servers").asInt() == 3));
    }

    /** Until those have gone that looked for the links. */
    private static void awaitClients(Connection system, Map<String, Integer> clients) {
        Deadline.awaitValue(
                "clients",
                () -> {
                    Map<String, Integer> open = new TreeMap<>();
                    SystemQuestions.ask(system, clients.size(), "$SYS.REQ.SERVER.PING.VARZ", "")
                            .forEach((name, answer) -> open.put(
                                    name,
                                    answer.path("data").path("connections").asInt()));
                    return open;
                },
                clients::equals);
    }

    private static Map<String, String> play(Quartet servers) throws InterruptedException {
        Map<String, String> seen = new TreeMap<>();
        try (Connection a1 = servers.get("a1").connect("s", "s");
                Connection l1 = servers.get("l1").connect("s", "s")) {
            awaitAcquaintance(a1);
            awaitClients(a1, Map.of("a1", 1, "a2", 0, "b1", 0));
            awaitClients(l1, Map.of("l1", 1));
            for (String question : QUESTIONS) {
                for (Connection asking : List.of(a1, l1)) {
                    SystemQuestions.ask(asking, asking == l1 ? 1 : 3, "$SYS.REQ.SERVER.PING." + question, "")
                            .forEach(
                                    (name, answer) -> seen.put(question + " of " + name, LinkDocuments.masked(answer)));
                }
            }
        }
        return seen;
    }
}
