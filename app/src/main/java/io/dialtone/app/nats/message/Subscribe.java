package io.dialtone.app.nats.message;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.MisuseException;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.wire.Client;
import io.dialtone.app.nats.wire.ClientException;
import io.dialtone.app.nats.wire.Message;
import io.dialtone.routing.Subjects;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints messages as they come. The connection is made again when it is lost. */
@Command(
        name = "sub",
        aliases = "subscribe",
        sortOptions = false,
        description = "Print the messages of subjects.",
        footer = {
            "",
            "  dialtone sub 'orders.>'",
            "  dialtone sub 'orders.>' --queue billing --raw",
            "  dialtone sub '>' --report-subjects",
            "  dialtone sub events --json | jq .data"
        })
public final class Subscribe implements Action {
    @Parameters(arity = "0..*", paramLabel = "SUBJECT", description = "Subjects to listen to.")
    List<String> subjects = new ArrayList<>();

    @Option(names = "--queue", paramLabel = "NAME", description = "Queue group that shares the messages.")
    String queue = "";

    @Option(names = "--count", paramLabel = "N", description = "End after so many messages.")
    long count;

    @Option(names = "--wait", paramLabel = "TIME", description = "End when nothing has come for so long.")
    @Nullable
    Duration wait;

    @Option(
            names = {"-i", "--inbox"},
            description = "Listen to a subject that nobody else knows.")
    boolean inbox;

    @Option(names = "--match-replies", description = "Listen to inboxes too, and show answers with their requests.")
    boolean matchReplies;

    @Option(
            names = {"-I", "--ignore-subject"},
            paramLabel = "SUBJECT",
            description = "Do not show messages of it; may be given more than once.")
    List<String> ignored = List.of();

    @Mixin
    Shown shown = new Shown();

    @Option(names = "--report-subjects", description = "Show which subjects have how many messages.")
    boolean report;

    @Option(names = "--report-top", paramLabel = "N", description = "How many subjects to show; 10 if not given.")
    int top = 10;

    @Override
    public int run(Session session) throws IOException, InterruptedException {
        Listening listening = new Listening(session, "dialtone sub");
        try (Client client = listening.client()) {
            if (inbox) {
                subjects.add(client.newInbox());
            }
            if (subjects.isEmpty()) {
                throw new MisuseException("no subject");
            }
            for (String subject : subjects) {
                listening.subscribe(subject, queue);
            }
            if (matchReplies) {
                listening.subscribe(client.options().inboxPrefix() + ".>", "");
            }
            client.confirm();
            if (shown.isTalkative() || inbox) {
                session.note("Subscribing on " + String.join(", ", subjects));
            }
            if (report) {
                new SubjectReport(session, listening, top, count, wait).run();
            } else {
                receive(session, listening);
            }
        }
        return OK;
    }

    private void receive(Session session, Listening listening)
            throws ClientException, InterruptedException, IOException {
        MessagePrinter printer = new MessagePrinter(session, shown, matchReplies);
        long number = 0;
        while (count == 0 || number < count) {
            Message message = listening.next(wait);
            if (message == null) {
                return;
            }
            if (ignored.stream().noneMatch(subject -> Subjects.matches(message.subject(), subject))) {
                number++;
                printer.print(message, number);
            }
        }
    }
}
