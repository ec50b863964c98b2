package io.dialtone.accounts.trace;

import io.dialtone.accounts.trace.TraceDecision.Traced;
import io.dialtone.accounts.trace.TraceEvent.Egress;
import io.dialtone.accounts.trace.TraceEvent.Ingress;
import io.dialtone.accounts.trace.TraceEvent.Party;
import io.dialtone.accounts.trace.TraceEvent.ServiceImport;
import io.dialtone.accounts.trace.TraceEvent.StreamExport;
import io.dialtone.accounts.trace.TraceEvent.SubjectMapping;
import io.dialtone.routing.ByteText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Notes what becomes of one traced message, and makes the event that tells it. Used by one thread at a time. */
public final class MessageTrace {
    private static final String NOT_SENT = "Not delivered because remote does not support message tracing";
    private static final String NOT_UNDERSTOOD =
            "Message delivered but remote does not support message tracing so no trace event generated from there";

    private final Traced decision;
    private final int messageSize;
    private final InstantSource clock;
    private final ZoneId zone;
    private final List<TraceEvent> events = new ArrayList<>();
    private Ingress ingress;
    private int hops;

    /**
     * What is to be published when all has been said.
     *
     * @param destination subject
     * @param headers block of the event; empty: none
     * @param payload the JSON, packed as was wished
     */
    public record Event(String destination, byte[] headers, byte[] payload) {}

    /**
     * Begins with the publisher.
     *
     * @param messageSize bytes of headers and payload
     * @param zone of the times in the event
     */
    public MessageTrace(
            Traced decision,
            Party publisher,
            String account,
            String subject,
            int messageSize,
            InstantSource clock,
            ZoneId zone) {
        this.decision = decision;
        this.messageSize = messageSize;
        this.clock = clock;
        this.zone = zone;
        this.ingress = new Ingress(clock.instant(), publisher, account, subject, null);
    }

    /** Whether the message is not to be delivered. */
    public boolean isTraceOnly() {
        return decision.only();
    }

    /** Why the message goes no further, in the words of the {@code -ERR} or of the log. */
    public void ingressError(String error) {
        ingress = new Ingress(ingress.time(), ingress.party(), ingress.account(), ingress.subject(), error);
    }

    /** A mapping changed the subject. */
    public void mapped(String to) {
        events.add(new SubjectMapping(clock.instant(), to));
    }

    /** An account that imports the stream sees it. */
    public void streamExport(String importer, String to) {
        events.add(new StreamExport(clock.instant(), importer, to));
    }

    /** It went on to a service of another account. */
    public void serviceImport(String exporter, String from, String to) {
        events.add(new ServiceImport(clock.instant(), exporter, from, to));
    }

    /**
     * A client's subscription gets it, or does not.
     *
     * @param account of the receiver
     * @param queue empty: none
     * @param error why it does not: {@code Not delivered because ...}; null: it does
     */
    public void egress(Party receiver, String account, String subscription, String queue, @Nullable String error) {
        String other = account.equals(ingress.account()) ? "" : account;
        events.add(new Egress(clock.instant(), receiver, "", other, subscription, queue, error));
    }

    /**
     * It goes to another server.
     *
     * @param account that it is in there, where the link has one
     * @param isUnderstood whether that server follows it, too
     * @return the number of the hop; null where it may not go, since it would be delivered there and not traced
     */
    public @Nullable String hop(Party link, String account, boolean isUnderstood) {
        // A client has come no way, whatever it says.
        String before = ingress.party().kind() == TraceEvent.Kind.CLIENT
                ? ""
                : decision.headers().first(TraceHeaders.HOP);
        hops++;
        String hop = before.isEmpty() ? Integer.toString(hops) : before + "." + hops;
        boolean only = decision.only();
        String error = isUnderstood ? null : only ? NOT_SENT : NOT_UNDERSTOOD;
        String other = link.kind() == TraceEvent.Kind.LEAF && !account.equals(ingress.account()) ? account : "";
        events.add(new Egress(clock.instant(), link, hop, other, "", "", error));
        return only && !isUnderstood ? null : hop;
    }

    /** The event. */
    public Event event(ServerFacts server) {
        List<TraceEvent> all = new ArrayList<>(events.size() + 1);
        all.add(ingress);
        all.addAll(events);
        byte[] json = TraceJson.write(server, decision.headers(), messageSize, hops, all, zone);
        TraceEncoding encoding = TraceEncoding.of(decision.headers().first(TraceHeaders.ACCEPT_ENCODING));
        return switch (encoding) {
            case PLAIN -> new Event(decision.destination(), new byte[0], json);
            case GZIP -> new Event(decision.destination(), block(encoding), gzip(json));
            case IDENTITY -> new Event(decision.destination(), block(encoding), json);
        };
    }

    private static byte[] block(TraceEncoding encoding) {
        return ByteText.bytes("NATS/1.0\r\nContent-Encoding: " + encoding.contentEncoding() + "\r\n\r\n");
    }

    private static byte[] gzip(byte[] json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(json);
        } catch (IOException e) {
            // nothing is written but to memory
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
