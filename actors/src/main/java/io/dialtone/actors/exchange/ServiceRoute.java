package io.dialtone.actors.exchange;

import io.dialtone.accounts.exchange.Exchange;
import io.dialtone.accounts.exchange.Export;
import io.dialtone.actors.monitor.ClientInfo;
import io.dialtone.actors.monitor.ClientInfoJson;
import io.dialtone.conf.ResponseType;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.LinkKind;
import io.dialtone.routing.Reach;
import io.dialtone.routing.Subjects;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.Delivery;
import io.dialtone.streams.HeaderBlock;
import io.dialtone.streams.InternalSubscriber;
import io.dialtone.streams.MessageTracer;
import io.dialtone.streams.SubjectMapper;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An imported service: subscribes in the importing account, and lets what is published there go on in the exporting one,
 * under the subject it has there, with an anonymous reply subject and with word of who asks. Immutable; called on the loop
 * of whoever asks.
 */
public final class ServiceRoute implements InternalSubscriber {
    private static final String REQUEST_INFO = "Nats-Request-Info";
    private static final String TRACE_DESTINATION = "Nats-Trace-Dest";
    private static final byte[] TRACE_DISABLED = ByteText.bytes("trace disabled");
    private static final byte[] SID = ByteText.bytes("1");

    private final Tenant importer;
    private final Tenant exporter;
    private final Exchange.Share share;
    private final Identity server;

    /**
     * What the server says of itself to services.
     *
     * @param name of the server
     * @param cluster it belongs to, empty for none
     * @param hash eight characters that stand for its name
     * @param systemAccount its system account, to which all is told; empty for none
     * @param alternates other clusters as they are now, the nearest first
     */
    public record Identity(
            String name, String cluster, String hash, String systemAccount, Supplier<List<String>> alternates) {
        /** A connection to this server, with where that is. */
        public ClientInfo located(ClientInfo connection) {
            return connection.at(name, cluster, alternates.get());
        }
    }

    public ServiceRoute(Tenant importer, Tenant exporter, Exchange.Share share, Identity server) {
        this.importer = importer;
        this.exporter = exporter;
        this.share = share;
        this.server = server;
    }

    /** The subscription that puts it to work. */
    public Subscription subscription() {
        return new Subscription(ByteText.bytes(share.subjects().here()), null, SID, this);
    }

    /** The account that serves. */
    public Tenant exporter() {
        return exporter;
    }

    /** Who asks is led to the service where the request enters the system: other servers do not hear of it. */
    @Override
    public Reach reach() {
        return Reach.LEAF_LINKS;
    }

    @Override
    public boolean takesFrom(LinkKind kind) {
        return kind == LinkKind.LEAF || kind == LinkKind.HUB;
    }

    @Override
    public int receive(Subscription subscription, Delivery message) {
        if (message.passed(share.export())) {
            return 0;
        }
        byte[] there = mapped(share.subjects().thereOf(message.subject()));
        if (there.length == 0) {
            return 0;
        }
        MessageTracer.Run follower = message.trace();
        if (follower != null) {
            follower.serviceImport(exporter.id(), message.subject(), there);
            if (follower.isTraceOnly() && !share.export().allowTrace()) {
                return 0;
            }
        }
        LatencySample sample = sample(message);
        byte[] reply = message.reply();
        boolean anonymous = reply.length > 0 && !Subjects.isAcknowledgement(reply, 0, reply.length);
        if (sample != null && reply.length == 0) {
            sample.failed(LatencySample.Failure.BAD_REQUEST);
        }
        PendingReply pending = anonymous ? expect(reply, sample) : null;
        byte[] replyThere = pending == null ? reply : ByteText.bytes(pending.key());
        byte[] headers = headers(message);
        if (follower != null) {
            if (follower.isTold()) {
                headers = traced(headers == null ? message.headers() : headers);
            }
            if (!share.export().allowTrace()) {
                message.endTrace();
            }
        }
        int delivered = message.forward(share.export(), exporter.space(), there, replyThere, headers);
        if (delivered == 0 && pending != null && exporter.replies().forget(pending) && sample != null) {
            sample.failed(LatencySample.Failure.SERVICE_UNAVAILABLE);
        }
        return delivered;
    }

    /** Where the exporter's own mappings lead; empty for a message that is to be lost. */
    private byte[] mapped(byte[] subject) {
        SubjectMapper mapper = exporter.mapper();
        byte[] to = mapper == null ? null : mapper.map(subject, 0, subject.length);
        return to == null ? subject : to;
    }

    private PendingReply expect(byte[] reply, @Nullable LatencySample sample) {
        Export export = share.export();
        String suffix = sample == null ? "" : "." + server.hash() + ".T";
        return exporter.replies()
                .expect(importer, reply, export.responseType(), export.threshold(), suffix, sample, share);
    }

    // ---- who asks

    /** The message's headers with word of who asks; null when nobody knows. */
    private byte @Nullable [] headers(Delivery message) {
        if (!(message.publisher() instanceof Requester requester)) {
            return null;
        }
        return HeaderBlock.with(message.headers(), REQUEST_INFO, ClientInfoJson.compact(shown(requester, message)));
    }

    private ClientInfo shown(Requester requester, Delivery message) {
        ClientInfo who = requester.clientInfo();
        boolean toSystem = exporter.id().equals(server.systemAccount());
        ClientInfo told = share.taken().share() || toSystem ? server.located(who) : who.anonymous();
        // Asked from an account that is not the client's own: it came through that one's import.
        return who.account().equals(message.space().name())
                ? told
                : told.through(message.space().name());
    }

    /** A trace goes on where the service allows it, its events by way of an anonymous subject; else it ends here. */
    private byte[] traced(byte[] headers) {
        String destination = HeaderBlock.value(headers, TRACE_DESTINATION);
        if (!share.export().allowTrace()) {
            return destination == null ? headers : HeaderBlock.with(headers, TRACE_DESTINATION, TRACE_DISABLED);
        }
        if (destination == null) {
            return headers;
        }
        PendingReply events = exporter.replies()
                .expect(
                        importer,
                        ByteText.bytes(destination),
                        ResponseType.STREAM,
                        Export.DEFAULT_THRESHOLD,
                        "",
                        null,
                        null);
        return HeaderBlock.with(headers, TRACE_DESTINATION, ByteText.bytes(events.key()));
    }

    // ---- latency

    private @Nullable LatencySample sample(Delivery message) {
        Export.Latency latency = share.export().latency();
        if (latency == null) {
            return null;
        }
        Map<String, List<String>> triggers = Map.of();
        if (latency.sampling() < 100 && !isDrawn(latency.sampling())) {
            triggers = TraceTriggers.in(message.headers());
            if (triggers == null) {
                return null;
            }
        }
        ClientInfo who = message.publisher() instanceof Requester requester ? shown(requester, message) : null;
        return new LatencySample(exporter, server, latency.subject(), who, triggers);
    }

    /** nats-server's draw, in which n percent are n + 1 of a hundred. */
    private static boolean isDrawn(int sampling) {
        return sampling > 0 && ThreadLocalRandom.current().nextInt(100) <= sampling;
    }
}
