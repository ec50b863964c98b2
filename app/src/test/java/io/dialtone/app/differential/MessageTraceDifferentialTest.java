package io.dialtone.app.differential;

import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.Differential;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The events that a message with tracing headers leaves behind. Servers publish them a little later than the message itself, so they are waited for.
 */
class MessageTraceDifferentialTest {

    private static final Pattern SIZE = Pattern.compile("(?m)^(H?MSG (?:trace|other) t) .*$");
    private static final String CONFIG = """
            mappings { mapped: foo }
            authorization {
              timeout: 60
              users: [
                { user: a, password: p }
                { user: limited, password: p, permissions: { publish: { deny: [ "trace", "closed" ] } } }
              ]
            }
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "delivered to a subscription       | a       | foo    | Nats-Trace-Dest: trace                         | 1",
                "delivered to a group              | a       | grp    | Nats-Trace-Dest: trace                         | 1",
                "only traced                       | a       | foo    | Nats-Trace-Dest: trace~Nats-Trace-Only: true   | 1",
                "only traced, one                  | a       | foo    | Nats-Trace-Dest: trace~Nats-Trace-Only: 1      | 1",
                "not only traced                   | a       | foo    | Nats-Trace-Dest: trace~Nats-Trace-Only: false  | 1",
                "nobody there                      | a       | none   | Nats-Trace-Dest: trace                         | 1",
                "mapped                            | a       | mapped | Nats-Trace-Dest: trace                         | 1",
                "another case of the header        | a       | foo    | nats-trace-dest: trace                         | 0",
                "no permission for the destination | limited | foo    | Nats-Trace-Dest: trace                         | 0",
                "no permission for the subject     | limited | closed | Nats-Trace-Dest: other                         | 0",
                "an invalid destination            | a       | foo    | Nats-Trace-Dest: a..b                          | 0",
                "disabled                          | a       | foo    | Nats-Trace-Dest: trace disabled                | 0",
                "two headers more                  | a       | foo    | X: 1~Nats-Trace-Dest: trace~Y: 2               | 1",
            })
    void eventsAreTheSame(String name, String user, String subject, String headers, int events) {
        try (Differential servers = Differential.start(CONFIG)) {
            servers.compare(name, server -> trace(server, user, subject, headers, events));
        }
    }

    private static String trace(NatsProcess server, String user, String subject, String headers, int events) {
        try (RawClient watcher = RawClient.connect(
                        server.port(), "\"user\":\"a\",\"pass\":\"p\",\"headers\":true,\"name\":\"w\"");
                RawClient publisher = RawClient.connect(
                        server.port(), "\"user\":\"" + user + "\",\"pass\":\"p\",\"headers\":true,\"name\":\"p\"")) {
            watcher.send("SUB foo f\r\nSUB grp q g\r\nSUB trace t\r\nSUB other t\r\n")
                    .flush();
            String block = "NATS/1.0\r\n" + headers.replace("~", "\r\n") + "\r\n\r\n";
            publisher.send("HPUB " + subject + " " + block.length() + " " + (block.length() + 2) + "\r\n" + block
                    + "ok\r\nPING\r\n");
            List<String> answers = new ArrayList<>();
            Frames.readThroughPong(publisher, answers);
            List<String> seen = new ArrayList<>();
            Deadline.await("events of the trace", () -> {
                watcher.send("PING\r\n");
                Frames.readThroughPong(watcher, seen);
                return seen.stream().filter(frame -> frame.contains(" t ")).count() >= events;
            });
            answers.addAll(seen.stream()
                    .map(MessageTraceDifferentialTest::withoutSize)
                    .sorted()
                    .toList());
            return String.join("\n", answers);
        }
    }

    /** The length of an event depends on how many digits its times have. */
    private static String withoutSize(String frame) {
        return SIZE.matcher(frame).replaceFirst("$1 <size>");
    }
}
