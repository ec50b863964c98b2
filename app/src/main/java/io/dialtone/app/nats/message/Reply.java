package io.dialtone.app.nats.message;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.MisuseException;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.wire.Client;
import io.dialtone.app.nats.wire.Headers;
import io.dialtone.app.nats.wire.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A service: answers requests with a text, with what they ask, or with what a program prints. */
@Command(
        name = "reply",
        sortOptions = false,
        description = "Answer requests.",
        footer = {
            "",
            "Templates in the answer and in the command are those of pub, and:",
            "  {{Request}}          what was asked",
            "  {{0}}, {{1}}, ...    tokens of the subject, in the command",
            "The command finds NATS_REQUEST_SUBJECT and NATS_REQUEST_BODY in its environment, and what was asked in its input.",
            "",
            "  dialtone reply time --command 'date -u'",
            "  dialtone reply 'upper.>' --queue workers --command 'tr a-z A-Z'"
        })
public final class Reply implements Action {
    private static final String COUNTER = "NATS-Reply-Counter";

    @Parameters(index = "0", paramLabel = "SUBJECT", description = "Subject of the requests.")
    String subject = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "BODY", description = "The answer.")
    @Nullable
    String body;

    @Option(names = "--echo", description = "Answer with what was asked; the default without a body.")
    boolean echo;

    @Option(names = "--command", paramLabel = "COMMAND", description = "Answer with what this program prints.")
    String command = "";

    @Option(
            names = {"-q", "--queue"},
            paramLabel = "NAME",
            description = "Queue group that shares the requests; NATS-RPLY-22 if not given.")
    String queue = "NATS-RPLY-22";

    @Option(names = "--sleep", paramLabel = "TIME", description = "Wait before an answer, at most so long.")
    Duration sleep = Duration.ZERO;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME:VALUE",
            description = "A header of the answers; may be given more than once.")
    List<String> headers = List.of();

    @Option(names = "--count", paramLabel = "N", description = "End after so many requests.")
    long count;

    @Override
    public int run(Session session) throws IOException, InterruptedException {
        if (body == null && command.isEmpty() && !echo) {
            session.note("No body or command supplied, enabling echo mode");
            echo = true;
        }
        Template template = new Template(session.world().clock());
        Listening listening = new Listening(session, "dialtone reply");
        try (Client client = listening.client()) {
            listening.subscribe(subject, queue);
            client.confirm();
            session.note("Listening on \"" + subject + "\" in group \"" + queue + "\"");
            for (long number = 0; count == 0 || number < count; number++) {
                Message request = listening.next(null);
                if (request == null) {
                    return FAILED;
                }
                show(session, request, number);
                answer(session, client, template, request, number);
            }
            client.flush();
        }
        return OK;
    }

    private static void show(Session session, Message request, long number) {
        session.note("[#" + number + "] Received on subject \"" + request.subject() + "\":");
        request.headers().entries().forEach(header -> session.note(header.name() + ": " + header.value()));
        session.out().println();
        session.out().write(request.body(), 0, request.body().length);
        session.out().println();
        session.out().flush();
    }

    private void answer(Session session, Client client, Template template, Message request, long number)
            throws IOException, InterruptedException {
        if (request.reply().isEmpty()) {
            return;
        }
        if (!sleep.isZero()) {
            Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(sleep.toNanos() + 1)));
        }
        List<Headers.Entry> sent =
                new ArrayList<>(Outbound.headers(headers, template, number).entries());
        byte[] content;
        if (echo) {
            sent.addAll(request.headers().entries());
            sent.add(new Headers.Entry(COUNTER, Long.toString(number)));
            content = request.body();
        } else if (command.isEmpty()) {
            content = template.fill(body == null ? "" : body, number, request.text())
                    .getBytes(StandardCharsets.UTF_8);
        } else {
            content = output(session, template, request, number);
        }
        client.publish(new Message(request.reply(), "", Headers.of(sent), content));
        client.send();
    }

    /** What the program prints; empty when it fails, so that nobody waits for nothing. */
    private byte[] output(Session session, Template template, Message request, long number)
            throws MisuseException, InterruptedException {
        List<String> words = new ArrayList<>();
        String[] tokens = request.subject().split("\\.", -1);
        // Split first: what comes in a request must not become words of a command.
        for (String word : ShellWords.split(command)) {
            String filled = word;
            for (int i = 0; i < tokens.length; i++) {
                filled = filled.replace("{{" + i + "}}", tokens[i]);
            }
            words.add(template.fill(filled, number, request.text()));
        }
        Map<String, String> environment =
                Map.of("NATS_REQUEST_SUBJECT", request.subject(), "NATS_REQUEST_BODY", clean(request.text()));
        try {
            return Pipe.through(words, environment, request.body());
        } catch (IOException e) {
            session.warn(String.valueOf(e.getMessage()));
            return new byte[0];
        }
    }

    /** A variable cannot hold a zero byte. */
    private static String clean(String text) {
        return text.replace("\0", "");
    }
}
