package io.dialtone.actors.exchange;

import io.dialtone.accounts.exchange.Exchange;
import io.dialtone.routing.SubjectRewrite;
import io.dialtone.routing.Subscription;
import org.jspecify.annotations.Nullable;

/** An imported stream: what subscriptions of the importing account see of the exporting one. Any thread. */
public final class StreamRoute {
    private final Tenant exporter;
    private final Exchange.Share share;
    private final SubjectRewrite toHere;

    public StreamRoute(Tenant importer, Tenant exporter, Exchange.Share share) {
        this.exporter = exporter;
        this.share = share;
        this.toHere = new SubjectRewrite(
                share.subjects().toHere(), importer.id(), share.taken().allowTrace());
    }

    /** The account that is seen. */
    public Tenant exporter() {
        return exporter;
    }

    /** The import behind it. */
    public Exchange.Share share() {
        return share;
    }

    /** What subjects there are called here. */
    public SubjectRewrite toHere() {
        return toHere;
    }

    /** What of the exporting account a subject here stands for; null when they have nothing in common. */
    public byte @Nullable [] shadowOf(byte[] subject) {
        return share.subjects().shadowOf(subject);
    }

    /** What stands in the exporting account for a subscription here; null when they have nothing in common. */
    public @Nullable Subscription shadowOf(Subscription subscription) {
        byte[] there = share.subjects().shadowOf(subscription.subject());
        return there == null ? null : subscription.shadow(there, toHere);
    }
}
