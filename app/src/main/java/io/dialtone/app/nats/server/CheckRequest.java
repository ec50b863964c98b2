package io.dialtone.app.nats.server;

import io.dialtone.app.nats.command.MisuseException;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.wire.Client;
import io.dialtone.app.nats.wire.Headers;
import io.dialtone.app.nats.wire.Requests;
import io.dialtone.conf.GoDuration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether a service answers, in time and as it should. */
@Command(
        name = "request",
        aliases = "req",
        sortOptions = false,
        description = "Whether a service answers as it should.")
final class CheckRequest extends Check {
    @Option(names = "--subject", paramLabel = "SUBJECT", required = true, description = "Subject of the request.")
    String subject = "";

    @Option(names = "--payload", paramLabel = "TEXT", description = "What is asked.")
    String payload = "";

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME:VALUE",
            description = "A header of the request; may be given more than once.")
    List<String> headers = List.of();

    @Option(names = "--match-payload", paramLabel = "REGEX", description = "What the answer must contain.")
    String match = "";

    @Option(names = "--response-warn", paramLabel = "TIME", description = "Warn when the answer takes longer.")
    Duration warn = Duration.ZERO;

    @Option(names = "--response-critical", paramLabel = "TIME", description = "Critical when it takes longer.")
    Duration critical = Duration.ZERO;

    CheckRequest() {
        super("request");
    }

    @Override
    String name() {
        return "Request";
    }

    @Override
    void check(Session session, Verdict verdict) throws IOException {
        Pattern wanted = pattern();
        List<Headers.Entry> entries = new ArrayList<>();
        for (String header : headers) {
            entries.add(Headers.entry(header));
        }
        try (Client client = session.connect("dialtone server check")) {
            Requests.Answer answer = new Requests(client)
                    .one(subject, Headers.of(entries), payload.getBytes(StandardCharsets.UTF_8), session.timeout());
            verdict.time("time", "answered in " + GoDuration.format(answer.after()), answer.after(), warn, critical);
            if (!wanted.matcher(answer.message().text()).find()) {
                verdict.critical("the answer does not match " + match);
            }
        }
    }

    private Pattern pattern() throws MisuseException {
        try {
            return Pattern.compile(match);
        } catch (PatternSyntaxException e) {
            throw new MisuseException("--match-payload: " + e.getDescription());
        }
    }
}
