package io.dialtone.actors;

import io.dialtone.accounts.Violation;
import io.dialtone.accounts.trace.MessageTrace;
import io.dialtone.accounts.trace.ServerFacts;
import io.dialtone.accounts.trace.TraceDecision;
import io.dialtone.accounts.trace.TraceEvent;
import io.dialtone.accounts.trace.TraceHeaders;
import io.dialtone.accounts.trace.TraceRules;
import io.dialtone.conf.AccountOptions;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.ConnectionPort;
import io.dialtone.streams.GoQuote;
import io.dialtone.streams.MessageTracer;
import io.dialtone.streams.ServerPublisher;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Follows the messages of one client whose headers ask for it, and publishes what became of them in the client's account.
 * Made anew when the client's rights change; on the connection's loop.
 */
final class ClientTracer implements MessageTracer {
    private final ServerContext server;
    private final ConnectionInfoCard card;
    private final ConnectionPort port;
    private final Account account;
    private final TraceRules rules;

    ClientTracer(
            ServerContext server, ConnectionInfoCard card, ConnectionPort port, Account account, UserRights rights) {
        this.server = server;
        this.card = card;
        this.port = port;
        this.account = account;
        AccountOptions configured = server.options().accounts().stream()
                .filter(a -> a.name().equals(account.name()))
                .findFirst()
                .orElse(AccountOptions.defaults());
        this.rules = new TraceRules(
                rights.user().permissions(), false, configured.traceDestination(), configured.traceSampling());
    }

    @Override
    public @Nullable Run begin(
            byte[] headers, int from, int length, byte[] subject, int subjectFrom, int subjectLength, int size) {
        if (!TraceHeaders.mayAsk(headers, from, length)) {
            return null;
        }
        TraceHeaders found = TraceHeaders.find(headers, from, length);
        if (found == null) {
            return null;
        }
        return switch (rules.decide(found, ThreadLocalRandom.current(), GoQuote::quote)) {
            case TraceDecision.Untraced u -> logged(u.log(), null);
            case TraceDecision.Disabled d -> logged(d.log(), null);
            case TraceDecision.Swallowed s -> logged(s.log(), Refused.INSTANCE);
            case TraceDecision.Denied d -> denied(d.destination());
            case TraceDecision.Traced t ->
                new Followed(t, new String(subject, subjectFrom, subjectLength, StandardCharsets.UTF_8), size);
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
        return Refused.INSTANCE;
    }

    /** A message that ends here. */
    private enum Refused implements Run {
        INSTANCE;

        @Override
        public boolean isRefused() {
            return true;
        }

        @Override
        public boolean isTraceOnly() {
            return true;
        }

        @Override
        public void mapped(byte[] to) {
            // It goes nowhere.
        }

        @Override
        public void ingressError(String error) {
            // It goes nowhere.
        }

        @Override
        public void streamExport(String importer, byte[] to) {
            // It goes nowhere.
        }

        @Override
        public void serviceImport(String exporter, byte[] from, byte[] to) {
            // It goes nowhere.
        }

        @Override
        public void egress(String receivingAccount, Subscription subscription, @Nullable String error) {
            // It goes nowhere.
        }

        @Override
        public void end() {
            // Nothing is told of it.
        }
    }

    /** A message being followed. */
    private final class Followed implements Run {
        private final MessageTrace trace;

        Followed(TraceDecision.Traced decision, String subject, int size) {
            TraceEvent.Party publisher = new TraceEvent.Party(TraceEvent.Kind.CLIENT, card.cid(), card.name());
            this.trace = new MessageTrace(
                    decision, publisher, account.name(), subject, size, Clock.systemUTC(), ZoneId.systemDefault());
        }

        @Override
        public boolean isRefused() {
            return false;
        }

        @Override
        public boolean isTraceOnly() {
            return trace.isTraceOnly();
        }

        @Override
        public void mapped(byte[] to) {
            trace.mapped(ByteText.text(to));
        }

        @Override
        public void ingressError(String error) {
            trace.ingressError(error);
        }

        @Override
        public void streamExport(String importer, byte[] to) {
            trace.streamExport(importer, ByteText.text(to));
        }

        @Override
        public void serviceImport(String exporter, byte[] from, byte[] to) {
            trace.serviceImport(exporter, ByteText.text(from), ByteText.text(to));
        }

        @Override
        public void egress(String receivingAccount, Subscription subscription, @Nullable String error) {
            long cid = ConnectionRegistry.cidOf(subscription);
            ConnectionInfoCard target = server.connections().get(cid);
            byte[] queue = subscription.queue();
            trace.egress(
                    new TraceEvent.Party(TraceEvent.Kind.CLIENT, cid, target == null ? "" : target.name()),
                    receivingAccount,
                    ByteText.text(subscription.subject()),
                    queue == null ? "" : ByteText.text(queue),
                    error);
        }

        @Override
        public void end() {
            MessageTrace.Event event = trace.event(facts());
            ServerPublisher.publish(account.space(), event.destination(), event.headers(), event.payload());
        }

        private ServerFacts facts() {
            InfoMessage.Server info = server.info();
            String cluster = info.cluster();
            return new ServerFacts(
                    info.name(),
                    info.host(),
                    info.id(),
                    cluster == null ? "" : cluster,
                    info.version(),
                    server.options().traits().tags(),
                    server.options().traits().metadata(),
                    BrokerMonitor.featureFlags(server.options()),
                    server.nextEventSequence(),
                    Clock.systemUTC().instant());
        }
    }
}
