package io.dialtone.app.security;

import io.dialtone.app.testkit.Differential;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Accounts, imports, subscriptions, messages and requests chosen by a seed, the same on nats-server and here: after each operation every
 * client must have got the same. What is left open is made equal: the order of frames, and the texts of reply subjects.
 */
class RandomAccountsDifferentialTest {

    private static final int GRAPHS = 8;
    private static final int OPERATIONS = 120;
    private static final String[] TOKENS = {"a", "b", "c", "d", "x", "y", "s", "p", "q", "n0", "s1", "n2"};
    private static final Pattern REPLY = Pattern.compile("_R_\\.\\w+\\.\\w+");
    private static final Pattern ROUND_TRIP = Pattern.compile("\"rtt\":\\d+");
    private static final Pattern SIZES = Pattern.compile("(?m)^(HMSG .*) \\d+ \\d+$");

    @TestFactory
    Stream<DynamicTest> everyAccountHearsTheSame() {
        return IntStream.range(0, GRAPHS)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> {
                    RandomAccounts accounts = RandomAccounts.of(new Random(seed));
                    try (Differential servers = Differential.start(accounts.config())) {
                        servers.compare(accounts.config(), server -> new Play(server, accounts.count(), seed).play());
                    }
                }));
    }

    /** One run of the operations of a seed. */
    private static final class Play {
        private final Random random;
        private final List<RawClient> clients = new ArrayList<>();
        private final List<List<String>> replies = new ArrayList<>();
        private final StringBuilder transcript = new StringBuilder();

        Play(NatsProcess server, int accounts, int seed) {
            random = new Random(~seed);
            for (int i = 0; i < accounts; i++) {
                String members = "\"user\":\"u" + i + "\",\"pass\":\"p\",\"headers\":true,\"no_responders\":true";
                clients.add(RawClient.connect(server.port(), members));
                replies.add(new ArrayList<>());
            }
        }

        String play() {
            try {
                for (int i = 0; i < clients.size(); i++) {
                    step(i, "SUB inbox.> in");
                }
                for (int i = 0; i < OPERATIONS; i++) {
                    int who = random.nextInt(clients.size());
                    step(who, operation(who));
                }
                return transcript.toString();
            } finally {
                clients.forEach(RawClient::close);
            }
        }

        private String operation(int who) {
            return switch (random.nextInt(12)) {
                case 0, 1, 2 -> "SUB " + subject(true) + " " + random.nextInt(6);
                case 3 -> "SUB " + subject(true) + " g" + who + " q" + who;
                case 4 -> "UNSUB " + random.nextInt(6);
                case 5, 6, 7 -> "PUB " + subject(false) + " 1\r\nm";
                case 8, 9 -> "PUB " + subject(false) + " inbox." + random.nextInt(9) + " 1\r\nr";
                default -> answer(who);
            };
        }

        /** Some reply subject that this client has seen; each server has its own, in the same order. */
        private String answer(int who) {
            List<String> seen = replies.get(who);
            int chosen = random.nextInt(1000);
            return seen.isEmpty() ? "PUB inbox.0 1\r\nn" : "PUB " + seen.get(chosen % seen.size()) + " 1\r\nA";
        }

        private String subject(boolean wildcards) {
            StringBuilder subject = new StringBuilder(TOKENS[random.nextInt(TOKENS.length)]);
            int more = random.nextInt(4);
            for (int i = 0; i < more; i++) {
                int kind = wildcards ? random.nextInt(5) : 4;
                subject.append('.').append(kind == 0 ? "*" : TOKENS[random.nextInt(TOKENS.length)]);
            }
            return subject.append(wildcards && random.nextInt(4) == 0 ? ".>" : "")
                    .toString();
        }

        private void step(int who, String operation) {
            transcript
                    .append(who)
                    .append("> ")
                    .append(REPLY.matcher(operation).replaceAll("<reply>"))
                    .append('\n');
            clients.get(who).send(operation + "\r\n");
            collect(who);
            for (int i = 0; i < clients.size(); i++) {
                if (i != who) {
                    collect(i);
                }
            }
        }

        private void collect(int who) {
            List<String> frames = new ArrayList<>();
            clients.get(who).send("PING\r\n");
            readThroughPong(who, frames);
            frames.stream()
                    .sorted()
                    .forEach(frame -> transcript
                            .append("  ")
                            .append(who)
                            .append("< ")
                            .append(frame)
                            .append('\n'));
        }

        private void readThroughPong(int who, List<String> frames) {
            RawClient client = clients.get(who);
            List<String> seen = new ArrayList<>();
            for (String line = client.readLineOrEof();
                    line != null && !line.equals("PONG");
                    line = client.readLineOrEof()) {
                if (line.equals("PING")) {
                    // The server asks at a time of its own.
                    client.sendUntilClosed("PONG\r\n");
                    continue;
                }
                Matcher reply = REPLY.matcher(line);
                String body = line.contains("MSG ")
                        ? client.read(Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)) + 2)
                        : "";
                String frame = reply.replaceAll("<reply>");
                if (!frame.equals(line)) {
                    seen.add(frame + " "
                            + reply.reset().results().findFirst().orElseThrow().group());
                }
                String masked = ROUND_TRIP.matcher(frame + "\n" + body).replaceAll("\"rtt\":0");
                frames.add(SIZES.matcher(masked)
                        .replaceAll("$1 <sizes>")
                        .replace("\r", "")
                        .strip());
            }
            seen.stream().sorted().forEach(text -> replies.get(who).add(text.substring(text.lastIndexOf(' ') + 1)));
        }
    }
}
