package io.dialtone.actors;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.Violation;
import io.dialtone.accounts.trace.TraceDecision;
import io.dialtone.accounts.trace.TraceEvent;
import io.dialtone.accounts.trace.TraceHeaders;
import io.dialtone.accounts.trace.TraceParent;
import io.dialtone.accounts.trace.TraceRules;
import io.dialtone.streams.ConnectionPort;
import io.dialtone.streams.GoQuote;
import io.dialtone.streams.MessageTracer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Follows the messages of one client whose headers ask for it, and publishes what became of them in the client's account, or
 * gives it away as spans.
 * Made anew when the client's rights change; on the connection's loop.
 */
final class ClientTracer implements MessageTracer {
    private final ServerContext server;
    private final ConnectionInfoCard card;
    private final ConnectionPort port;
    private final Account account;
    private final TraceRules.Rights rights;

    ClientTracer(
            ServerContext server, ConnectionInfoCard card, ConnectionPort port, Account account, UserRights rights) {
        this.server = server;
        this.card = card;
        this.port = port;
        this.account = account;
        this.rights = rights.user().permissions()::canPublish;
    }

    @Override
    public @Nullable Run begin(
            String in,
            byte[] headers,
            int from,
            int length,
            byte[] subject,
            int subjectFrom,
            int subjectLength,
            int size) {
        if (!TraceHeaders.mayAsk(headers, from, length)) {
            return null;
        }
        TraceHeaders found = TraceHeaders.find(headers, from, length);
        Run traced =
                found == null ? null : traced(found, headers, from, length, subject, subjectFrom, subjectLength, size);
        Spans spans = server.spans();
        TraceParent parent = spans == null ? null : TraceParent.sampled(headers, from, length);
        return spans == null || parent == null
                ? traced
                : spans.beside(
                        traced,
                        parent,
                        party(),
                        account.name(),
                        text(subject, subjectFrom, subjectLength),
                        length,
                        size);
    }

    private TraceEvent.Party party() {
        return new TraceEvent.Party(TraceEvent.Kind.CLIENT, card.cid(), card.name());
    }

    private static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    private @Nullable Run traced(
            TraceHeaders found,
            byte[] headers,
            int from,
            int length,
            byte[] subject,
            int subjectFrom,
            int subjectLength,
            int size) {
        AccountDefinition defined = account.definition();
        TraceRules rules = new TraceRules(
                rights, server.isSystem(account.name()), defined.traceDestination(), defined.traceSampling());
        return switch (rules.decide(found, ThreadLocalRandom.current(), GoQuote::quote)) {
            case TraceDecision.Untraced u -> logged(u.log(), null);
            case TraceDecision.Disabled d ->
                logged(d.log(), Unfollowed.goingOnWith(TraceHeaders.disabled(headers, from, length)));
            case TraceDecision.Swallowed s -> logged(s.log(), Unfollowed.REFUSED);
            case TraceDecision.Denied d -> denied(d.destination());
            case TraceDecision.Traced t ->
                new Followed(server, account, t, party(), text(subject, subjectFrom, subjectLength), size);
        };
    }

    private @Nullable Run logged(String line, @Nullable Run outcome) {
        if (!line.isEmpty()) {
            server.log().error(card.label() + " - " + line);
        }
        return outcome;
    }

    private Run denied(String destination) {
        Violation violation = Violation.publish(GoQuote.quote(destination));
        port.sendError(violation.error());
        server.log().error(card.label() + " - " + violation.log());
        return Unfollowed.REFUSED;
    }
}
