package io.dialtone.app.nats.message;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.wire.Client;
import io.dialtone.app.nats.wire.ClientException;
import io.dialtone.app.nats.wire.Headers;
import io.dialtone.app.nats.wire.Requests;
import io.dialtone.app.nats.wire.Requests.Answer;
import io.dialtone.conf.GoDuration;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends requests and prints what comes back. It ends with 1 when nobody answers. */
@Command(
        name = "req",
        aliases = "request",
        sortOptions = false,
        description = "Send requests and print the answers.",
        footer = {"", "  dialtone req time ''", "  dialtone req '$SRV.PING' '' --replies 0 --timeout 1s --raw"})
public final class Request implements Action {
    @Mixin
    Outbound outbound = new Outbound();

    @Option(names = "--replies", paramLabel = "N", description = "Wait for so many answers; 0 until the time is up.")
    int replies = 1;

    @Option(
            names = "--reply-timeout",
            paramLabel = "TIME",
            description = "How long to wait for another answer after one came; 300ms if not given.")
    Duration stall = Duration.ofMillis(300);

    @Option(names = "--wait-for-empty", description = "Wait for answers until an empty one comes.")
    boolean untilEmpty;

    @Option(
            names = {"-r", "--raw"},
            description = "Print the answers and nothing else.")
    boolean raw;

    @Option(
            names = {"-j", "--json"},
            description = "Print a JSON object for each answer.")
    boolean json;

    @Option(names = "--translate", paramLabel = "COMMAND", description = "Print what this program makes of an answer.")
    String translate = "";

    private int received;

    @Override
    public int run(Session session) throws IOException, InterruptedException {
        Template template = new Template(session.world().clock());
        try (Client client = session.connect("dialtone req")) {
            outbound.bodies(session.in(), body -> {
                for (long number = 1; number <= outbound.count; number++) {
                    ask(session, client, template, body, number);
                }
            });
        }
        return OK;
    }

    private void ask(Session session, Client client, Template template, byte[] body, long number) throws IOException {
        String subject = outbound.subject(template, number);
        Headers headers = outbound.headers(template, number);
        boolean telling = !raw && !json;
        if (telling) {
            session.note("Sending request on \"" + subject + "\"");
        }
        received = 0;
        Duration patience = session.timeout();
        new Requests(client)
                .all(
                        subject,
                        headers,
                        outbound.filled(body, template, number),
                        patience,
                        replies == 0 ? patience : stall,
                        answer -> took(session, answer));
        if (received == 0) {
            throw new ClientException.TimedOut("request to \"" + subject + "\"");
        }
    }

    /** Whether more are wanted. */
    private boolean took(Session session, Answer answer) {
        if (untilEmpty && answer.message().body().length == 0) {
            received++;
            return false;
        }
        show(session, answer);
        received++;
        return untilEmpty || replies == 0 || received < replies;
    }

    private void show(Session session, Answer answer) {
        if (json) {
            session.print(MessageText.json(answer.message()));
            return;
        }
        PrintStream out = session.out();
        if (!raw) {
            session.note("Received with rtt " + GoDuration.format(answer.after()));
            List<Headers.Entry> headers = answer.message().headers().entries();
            headers.forEach(header -> out.println(header.name() + ": " + header.value()));
            if (!headers.isEmpty()) {
                out.println();
            }
        }
        byte[] body = answer.message().body();
        byte[] shown = translate.isEmpty() ? body : translated(session, body);
        out.write(shown, 0, shown.length);
        out.println();
        out.flush();
    }

    private byte[] translated(Session session, byte[] body) {
        try {
            return Pipe.through(ShellWords.split(translate), Map.of(), body);
        } catch (IOException e) {
            session.warn(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return body;
    }
}
