package io.dialtone.actors;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.Violation;
import io.dialtone.accounts.trace.TraceDecision;
import io.dialtone.accounts.trace.TraceEvent;
import io.dialtone.accounts.trace.TraceHeaders;
import io.dialtone.accounts.trace.TraceParent;
import io.dialtone.accounts.trace.TraceRules;
import io.dialtone.actors.links.TracedLink;
import io.dialtone.streams.GoQuote;
import io.dialtone.streams.MessageTracer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Goes on following messages that another server has begun to follow. On the event loop of their link. */
final class LinkTracer implements MessageTracer {
    private final ServerContext server;
    private final TracedLink link;

    LinkTracer(ServerContext server, TracedLink link) {
        this.server = server;
        this.link = link;
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
        Account account = found == null ? null : server.accounts().find(in);
        Run traced = found == null || account == null
                ? null
                : traced(account, found, headers, from, length, subject, subjectFrom, subjectLength, size);
        Spans spans = server.spans();
        TraceParent parent = spans == null ? null : TraceParent.sampled(headers, from, length);
        return spans == null || parent == null
                ? traced
                : spans.beside(traced, parent, party(), in, text(subject, subjectFrom, subjectLength), length, size);
    }

    private TraceEvent.Party party() {
        return new TraceEvent.Party(Followed.kind(link.kind()), link.cid(), link.peer());
    }

    private static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    private @Nullable Run traced(
            Account account,
            TraceHeaders found,
            byte[] headers,
            int from,
            int length,
            byte[] subject,
            int subjectFrom,
            int subjectLength,
            int size) {
        return switch (rules(account).decide(found, ThreadLocalRandom.current(), GoQuote::quote)) {
            case TraceDecision.Untraced u -> logged(u.log(), null);
            case TraceDecision.Disabled d ->
                logged(d.log(), Unfollowed.goingOnWith(TraceHeaders.disabled(headers, from, length)));
            case TraceDecision.Swallowed s -> logged(s.log(), Unfollowed.REFUSED);
            case TraceDecision.Denied d -> denied(d.destination());
            case TraceDecision.Traced t ->
                new Followed(server, account, t, party(), text(subject, subjectFrom, subjectLength), size);
        };
    }

    /** Which messages are traced has been drawn where they came in. */
    private TraceRules rules(Account account) {
        AccountDefinition defined = account.definition();
        return new TraceRules(
                link.rights()::accepts, server.isSystem(account.name()), defined.traceDestination(), TraceRules.ALL);
    }

    private @Nullable Run logged(String line, @Nullable Run outcome) {
        if (!line.isEmpty()) {
            server.log().error(link.label().get() + " - " + line);
        }
        return outcome;
    }

    private Run denied(String destination) {
        Violation violation = Violation.publish(GoQuote.quote(destination));
        link.refuse().accept(violation.error());
        server.log().error(link.label().get() + " - " + violation.log());
        return Unfollowed.REFUSED;
    }
}
