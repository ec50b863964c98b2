package io.dialtone.app.nats.message;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.wire.Client;
import io.dialtone.app.nats.wire.Message;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes messages. It ends with 1 when the server says that one of them was not allowed. */
@Command(
        name = "pub",
        aliases = "publish",
        sortOptions = false,
        description = "Publish messages.",
        footer = {
            "",
            "  dialtone pub orders.new '{\"id\": 17}'",
            "  dialtone pub orders.new --count 10 --sleep 1s 'message {{Count}} at {{Time}}'",
            "  tail -F app.log | dialtone pub logs.app --send-on newline"
        })
public final class Publish implements Action {
    /** More messages than these are not told of one by one. */
    private static final int FEW = 20;

    @Mixin
    Outbound outbound = new Outbound();

    @Option(names = "--reply", paramLabel = "SUBJECT", description = "Where answers shall go to.")
    String reply = "";

    @Option(names = "--sleep", paramLabel = "TIME", description = "Pause between messages.")
    Duration sleep = Duration.ZERO;

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing when all goes well.")
    boolean quiet;

    private long sent;

    @Override
    public int run(Session session) throws IOException, InterruptedException {
        Template template = new Template(session.world().clock());
        try (Client client = session.connectLasting("dialtone pub")) {
            outbound.bodies(session.in(), body -> publish(session, client, template, body));
            client.confirm();
        }
        if (!quiet && sent > FEW) {
            session.note("Published " + sent + " messages");
        }
        return OK;
    }

    private void publish(Session session, Client client, Template template, byte[] body)
            throws IOException, InterruptedException {
        boolean streaming = outbound.body == null || outbound.forceStdin;
        for (long number = 1; number <= outbound.count; number++) {
            if (number > 1 && !sleep.isZero()) {
                Thread.sleep(sleep);
            }
            byte[] filled = outbound.filled(body, template, number);
            String subject = outbound.subject(template, number);
            client.publish(new Message(subject, reply, outbound.headers(template, number), filled));
            sent++;
            if (streaming || !sleep.isZero()) {
                client.send();
            }
            if (!quiet && (outbound.count <= FEW && sent <= FEW)) {
                session.note("Published " + filled.length + " bytes to \"" + subject + "\"");
            }
        }
    }
}
