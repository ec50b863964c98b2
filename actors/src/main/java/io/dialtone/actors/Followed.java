package io.dialtone.actors;

import io.dialtone.accounts.trace.MessageTrace;
import io.dialtone.accounts.trace.ServerFacts;
import io.dialtone.accounts.trace.TraceDecision;
import io.dialtone.accounts.trace.TraceEvent;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.LinkKind;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.LinkAccount;
import io.dialtone.streams.MessageTracer;
import io.dialtone.streams.ServerPublisher;
import java.time.Clock;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A message that is followed, whoever published it; what has become of it is published in its account. */
final class Followed implements MessageTracer.Run {
    private final ServerContext server;
    private final Account account;
    private final MessageTrace trace;

    /**
     * @param publisher where it came from
     * @param subject as it came
     * @param size bytes of headers and payload
     */
    Followed(
            ServerContext server,
            Account account,
            TraceDecision.Traced decision,
            TraceEvent.Party publisher,
            String subject,
            int size) {
        this.server = server;
        this.account = account;
        this.trace = new MessageTrace(
                decision, publisher, account.name(), subject, size, Clock.systemUTC(), ZoneId.systemDefault());
    }

    /** How events name a kind of link. */
    static TraceEvent.Kind kind(LinkKind kind) {
        return switch (kind) {
            case ROUTE -> TraceEvent.Kind.ROUTER;
            case GATEWAY -> TraceEvent.Kind.GATEWAY;
            case LEAF, HUB -> TraceEvent.Kind.LEAF;
        };
    }

    @Override
    public boolean isTold() {
        return true;
    }

    @Override
    public boolean isRefused() {
        return false;
    }

    @Override
    public byte @Nullable [] unfollowed() {
        return null;
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
    public void noResponders() {
        // It can be seen: no event says that anybody got it.
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
    public byte @Nullable [] hop(LinkAccount link, String itsAccount) {
        LinkAccount.Peer peer = link.peer();
        TraceEvent.Party party =
                new TraceEvent.Party(kind(link.kind()), link.outbox().cid(), peer.name());
        String hop = trace.hop(party, itsAccount, peer.traces());
        return hop == null ? null : ByteText.bytes(hop);
    }

    @Override
    public MessageTracer.@Nullable Run beyond() {
        return null;
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
