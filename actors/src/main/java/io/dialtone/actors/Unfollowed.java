package io.dialtone.actors;

import io.dialtone.routing.Subscription;
import io.dialtone.streams.LinkAccount;
import io.dialtone.streams.MessageTracer;
import org.jspecify.annotations.Nullable;

/** A message that asked to be traced and is not: it ends here, or goes on and tells all others not to trace it either. */
final class Unfollowed implements MessageTracer.Run {
    static final Unfollowed REFUSED = new Unfollowed(null);

    private final byte @Nullable [] headers;

    private Unfollowed(byte @Nullable [] headers) {
        this.headers = headers;
    }

    static Unfollowed goingOnWith(byte[] headers) {
        return new Unfollowed(headers);
    }

    @Override
    public boolean isTold() {
        return false;
    }

    @Override
    public boolean isRefused() {
        return headers == null;
    }

    @Override
    public byte @Nullable [] unfollowed() {
        return headers;
    }

    @Override
    public boolean isTraceOnly() {
        return headers == null;
    }

    @Override
    public void mapped(byte[] to) {
        // Nobody wants to know.
    }

    @Override
    public void ingressError(String error) {
        // Nobody wants to know.
    }

    @Override
    public void noResponders() {
        // Nobody wants to know.
    }

    @Override
    public void streamExport(String importer, byte[] to) {
        // Nobody wants to know.
    }

    @Override
    public void serviceImport(String exporter, byte[] from, byte[] to) {
        // Nobody wants to know.
    }

    @Override
    public void egress(String receivingAccount, Subscription subscription, @Nullable String error) {
        // Nobody wants to know.
    }

    @Override
    public byte @Nullable [] hop(LinkAccount link, String account) {
        return UNCHANGED;
    }

    @Override
    public MessageTracer.@Nullable Run beyond() {
        return null;
    }

    @Override
    public void end() {
        // Nothing is told of it.
    }
}
