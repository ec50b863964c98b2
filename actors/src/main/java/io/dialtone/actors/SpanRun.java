package io.dialtone.actors;

import io.dialtone.accounts.trace.TraceEvent;
import io.dialtone.actors.spans.MessageSpan;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.LinkAccount;
import io.dialtone.streams.MessageTracer;
import org.jspecify.annotations.Nullable;

/**
 * Notes for a span what becomes of a message, beside whoever else follows it. What happens to the message is up to that one alone:
 * a message that is only followed for a span fares as if it were not.
 */
final class SpanRun implements MessageTracer.Run {
    private final Spans spans;
    private final SpanNotes notes;
    private final MessageTracer.@Nullable Run other;

    /** @param other who else follows it; null for nobody */
    SpanRun(Spans spans, SpanNotes notes, MessageTracer.@Nullable Run other) {
        this.spans = spans;
        this.notes = notes;
        this.other = other;
    }

    @Override
    public boolean isTold() {
        return other != null && other.isTold();
    }

    @Override
    public boolean isRefused() {
        return other != null && other.isRefused();
    }

    @Override
    public byte @Nullable [] unfollowed() {
        return other == null ? null : other.unfollowed();
    }

    @Override
    public boolean isTraceOnly() {
        return other != null && other.isTraceOnly();
    }

    @Override
    public void mapped(byte[] to) {
        notes.event(new TraceEvent.SubjectMapping(notes.now(), ByteText.text(to)));
        if (other != null) {
            other.mapped(to);
        }
    }

    @Override
    public void ingressError(String error) {
        notes.failed(MessageSpan.Cause.PERMISSIONS_VIOLATION, error);
        if (other != null) {
            other.ingressError(error);
        }
    }

    @Override
    public void noResponders() {
        notes.failed(MessageSpan.Cause.NO_RESPONDERS, "no responders");
        if (other != null) {
            other.noResponders();
        }
    }

    @Override
    public void streamExport(String importer, byte[] to) {
        notes.event(new TraceEvent.StreamExport(notes.now(), importer, ByteText.text(to)));
        if (other != null) {
            other.streamExport(importer, to);
        }
    }

    @Override
    public void serviceImport(String exporter, byte[] from, byte[] to) {
        notes.event(new TraceEvent.ServiceImport(notes.now(), exporter, ByteText.text(from), ByteText.text(to)));
        if (other != null) {
            other.serviceImport(exporter, from, to);
        }
    }

    @Override
    public void egress(String account, Subscription subscription, @Nullable String error) {
        byte[] queue = subscription.queue();
        if (error != null) {
            notes.refused();
        } else if (queue != null) {
            notes.deliveredToMember();
        } else {
            notes.delivered();
        }
        if (error != null || queue != null) {
            TraceEvent.Party target =
                    new TraceEvent.Party(TraceEvent.Kind.CLIENT, ConnectionRegistry.cidOf(subscription), "");
            notes.event(new TraceEvent.Egress(
                    notes.now(),
                    target,
                    "",
                    account.equals(notes.account()) ? "" : account,
                    ByteText.text(subscription.subject()),
                    queue == null ? "" : ByteText.text(queue),
                    error));
        }
        if (other != null) {
            other.egress(account, subscription, error);
        }
    }

    @Override
    public byte @Nullable [] hop(LinkAccount link, String account) {
        byte[] hop = other == null ? UNCHANGED : other.hop(link, account);
        if (hop != null) {
            notes.left(link.kind());
            TraceEvent.Party target = new TraceEvent.Party(
                    Followed.kind(link.kind()), link.outbox().cid(), link.peer().name());
            String there = account.equals(notes.account()) ? "" : account;
            notes.event(new TraceEvent.Egress(notes.now(), target, ByteText.text(hop), there, "", "", null));
        }
        return hop;
    }

    @Override
    public MessageTracer.Run beyond() {
        return other == null ? this : new SpanRun(spans, notes, other.beyond());
    }

    @Override
    public void end() {
        if (isRefused()) {
            notes.failed(MessageSpan.Cause.TRACE_REFUSED, "the message asks for a trace that cannot be");
        }
        if (other != null) {
            other.end();
        }
        spans.ended(notes);
    }
}
