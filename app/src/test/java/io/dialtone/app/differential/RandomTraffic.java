package io.dialtone.app.differential;

import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Operations chosen by a seed, sent by several clients in turn. After each of them every client exchanges PING and PONG, so that the
 * transcript has for each operation what each client got; what nats-server leaves open (the order among a message's targets, the member of a
 * queue group) is made equal: frames are sorted, and members of one group have one name.
 */
final class RandomTraffic implements AutoCloseable {

    private static final int CLIENTS = 3;
    private static final String[] TOKENS = {"a", "b", "foo", "*", ">", "", "a*", ">b", "_INBOX", "$SYS"};
    private static final String[] QUEUES = {"q", "r"};
    private static final Pattern GROUP_MEMBER = Pattern.compile("( [qr][0-9])-[0-9]");
    private static final Pattern NO_RESPONDERS = Pattern.compile("^(HMSG \\S+) \\S+ ");
    /** nats-server repeats it when a payload comes in two reads. */
    private static final String PEDANTIC = "-ERR 'Invalid Publish Subject'";

    private static final String[] CONNECTS = {
        "{\"verbose\":false}",
        "{\"verbose\":false,\"pedantic\":false,\"headers\":true,\"no_responders\":true}",
        "{\"verbose\":true,\"pedantic\":true,\"echo\":false}",
        "{\"verbose\":false,\"echo\":false,\"headers\":true,\"protocol\":1}",
        "{\"VERBOSE\":false,\"protocol\":1,\"lang\":\"x\",\"version\":\"1\"}",
    };

    private final Random random;
    private final int port;
    private final List<RawClient> clients = new ArrayList<>();
    private final StringBuilder transcript = new StringBuilder();

    RandomTraffic(int port, int seed) {
        this.port = port;
        this.random = new Random(seed);
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(RawClient.connect(port));
        }
    }

    /** Sends this many operations and returns who got what. */
    String play(int operations) {
        for (int i = 0; i < CLIENTS; i++) {
            step(i, "CONNECT " + pick(CONNECTS) + "\r\n");
        }
        for (int i = 0; i < operations; i++) {
            int who = random.nextInt(CLIENTS);
            step(who, operation(who));
        }
        return transcript.toString();
    }

    private void step(int who, String operation) {
        transcript.append(who).append("> ").append(Wire.escape(operation)).append('\n');
        clients.get(who).sendUntilClosed(operation + "PING\r\n");
        collect(who);
        for (int i = 0; i < CLIENTS; i++) {
            if (i != who) {
                clients.get(i).send("PING\r\n");
                collect(i);
            }
        }
    }

    private void collect(int who) {
        List<String> frames = new ArrayList<>();
        boolean open = Frames.readThroughPong(clients.get(who), frames);
        if (frames.removeIf(PEDANTIC::equals)) {
            frames.add(PEDANTIC);
        }
        frames.stream()
                .map(RandomTraffic::withoutChoice)
                .sorted()
                .forEach(frame -> transcript
                        .append("  ")
                        .append(who)
                        .append("< ")
                        .append(Wire.escape(frame))
                        .append('\n'));
        if (!open) {
            transcript.append("  ").append(who).append("< <EOF>\n");
            clients.get(who).close();
            clients.set(who, RawClient.connect(port));
        }
    }

    /** The member of a group that was chosen, and which of several matching subscriptions heard that nobody is there. */
    private static String withoutChoice(String frame) {
        String masked = GROUP_MEMBER.matcher(frame).replaceFirst("$1");
        return masked.contains("NATS/1.0 503") ? NO_RESPONDERS.matcher(masked).replaceFirst("$1 <sid> ") : masked;
    }

    private String operation(int who) {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> "SUB " + subject() + " " + sid() + "\r\n";
            case 4, 5 -> queueSubscription(who);
            case 6 -> "UNSUB " + sid() + "\r\n";
            case 7 -> "UNSUB " + sid() + " " + random.nextInt(4) + "\r\n";
            case 8, 9, 10, 11, 12, 13 -> publish();
            case 14, 15 -> publishHeaders();
            case 16 -> "PUB " + subject() + " " + subject() + " 1\r\nR\r\n";
            case 17 -> "PUB " + subject() + " _INBOX." + random.nextInt(3) + " 1\r\nR\r\n";
            case 18 -> "SUB _INBOX.* " + sid() + "\r\n";
            default -> oddity();
        };
    }

    /** Any member of a group may be the one that gets a message, so its members belong to one client and have no maximum. */
    private String queueSubscription(int who) {
        String group = pick(QUEUES) + who;
        return "SUB " + subject() + " " + group + " " + group + "-" + random.nextInt(3) + "\r\n";
    }

    private String publish() {
        String payload = "x".repeat(random.nextInt(70));
        return "PUB " + subject() + " " + payload.length() + "\r\n" + payload + "\r\n";
    }

    private String publishHeaders() {
        String header = "NATS/1.0\r\nA: " + random.nextInt(10) + "\r\n\r\n";
        String payload = "y".repeat(random.nextInt(5));
        return "HPUB " + subject() + " " + header.length() + " " + (header.length() + payload.length()) + "\r\n"
                + header + payload + "\r\n";
    }

    private String oddity() {
        return switch (random.nextInt(8)) {
            case 0 -> "PONG\r\n";
            case 1 -> "+OK\r\n";
            case 2 -> "CONNECT " + pick(CONNECTS) + "\r\n";
            case 3 -> "PUB " + "s".repeat(random.nextInt(300)) + " 0\r\n\r\n";
            case 4 -> "PUB foo " + pick("-1", "x", "1 2 3", "0000000001", "") + "\r\n\r\n";
            case 5 -> pick("\r\n", " PING\r\n", "NOTHING\r\n", "MSG a 1 1\r\nA\r\n", "ping \r\n", "INFO {}\r\n");
            case 6 -> "SUB " + pick("foo", "", "a b c d", " foo  1 ") + "\r\n";
            default -> "UNSUB " + pick("", "1 2 3", "1 x", "  1  ") + "\r\n";
        };
    }

    private String subject() {
        StringBuilder subject = new StringBuilder(pick(TOKENS[0], TOKENS[1], TOKENS[2], pick(TOKENS)));
        int more = random.nextInt(3);
        for (int i = 0; i < more; i++) {
            subject.append('.').append(pick(TOKENS[0], TOKENS[1], pick(TOKENS)));
        }
        return subject.isEmpty() ? "empty" : subject.toString();
    }

    private String sid() {
        return Integer.toString(random.nextInt(8));
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    @Override
    public void close() {
        clients.forEach(RawClient::close);
    }
}
