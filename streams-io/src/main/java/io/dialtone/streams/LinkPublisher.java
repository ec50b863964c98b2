package io.dialtone.streams;

import io.dialtone.routing.LinkKind;
import io.dialtone.routing.MatchCache;
import io.dialtone.routing.RemoteSpace;
import io.dialtone.routing.ReplyRoutes;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.routing.Subjects;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the messages of a link: finds the account, applies what a leaf link has of rights and mappings, then the router. What
 * another server of the cluster sends is not judged again.
 */
final class LinkPublisher implements MessageIntake {
    private static final byte[] NONE = {};
    /** An acknowledgement subject has as many dots at least. */
    private static final int ACK_DOTS = 8;

    /** Whoever names more accounts that are not known is not told of each. */
    private static final int MOST_STRANGERS = 10_000;

    private final Session session;
    private final LinkPath path;
    private final Router router;
    private final OperationReader reader;
    private final ConnectionEvents events;
    private final ServerLog log;
    private final Outbox own;
    private final Tracing tracing;
    private final LinkTally received = new LinkTally(/* incoming= */ true);
    private Arrival arrival;
    private final LinkAccountTable accounts;
    private MatchCache bound;
    private SubjectSpace boundSpace;
    private int seenPath = -1;
    /** Accounts that are not known here. */
    private final Set<String> strangers = new HashSet<>(0);

    private long messages;
    private long bytes;
    private @Nullable LiveSettings settings;

    LinkPublisher(
            Session session,
            Router router,
            OperationReader reader,
            Outbox own,
            ConnectionEvents events,
            ServerLog log) {
        this.session = session;
        this.path = Objects.requireNonNull(session.link());
        this.router = router;
        this.reader = reader;
        this.events = events;
        this.log = log;
        this.own = own;
        this.tracing = new Tracing(session, router, reader);
        this.arrival = new Arrival(path.kind(), reader, own);
        this.accounts = new LinkAccountTable(path);
        this.boundSpace = session.space();
        this.bound = new MatchCache(boundSpace);
    }

    @Override
    public void settings(LiveSettings live) {
        settings = live;
        if (boundSpace != session.space()) {
            boundSpace = session.space();
            bound = new MatchCache(boundSpace);
        }
        if (seenPath != path.version()) {
            seenPath = path.version();
            if (arrival.kind() != path.kind()) {
                arrival = new Arrival(path.kind(), reader, own);
            }
            arrival.cluster(path.cluster());
            reader.form(path.carriesAccounts(), path.originsOnRemoval());
        }
    }

    @Override
    public void count(ConnectionCounters counters) {
        if (messages > 0) {
            received.settle();
            counters.received(messages, bytes, System.currentTimeMillis());
            messages = 0;
            bytes = 0;
        }
    }

    @Override
    public void publish() {
        OperationReader m = reader;
        messages++;
        bytes += m.size();
        if (log.isTrace()) {
            WireTrace.routed(log, session.label(), path.kind(), m, settings);
        }
        arrival.look();
        if (m.accountLength() > 0) {
            LinkAccountTable.Entered account = accounts.find(m.bytes(), m.accountFrom(), m.accountLength());
            if (account == null) {
                unknown(m);
            } else {
                take(account.space(), account.cache());
            }
        } else {
            take(boundSpace, bound);
        }
    }

    private void take(SubjectSpace space, MatchCache cache) {
        received.count(space.remote(), path.kind(), reader.size());
        if (reader.headerSize() > 0 && !tracing.begin(space)) {
            return;
        }
        try {
            deliver(space, cache);
        } finally {
            tracing.end();
        }
    }

    private void unknown(OperationReader m) {
        String account = new String(m.bytes(), m.accountFrom(), m.accountLength(), StandardCharsets.UTF_8);
        if (strangers.size() < MOST_STRANGERS && strangers.add(account)) {
            events.unknownAccount(account);
        }
        log.debug(() -> session.label() + " - Unknown account " + GoQuote.quote(account)
                + " for routed message on subject: "
                + GoQuote.quote(new String(m.bytes(), m.subjectFrom(), m.subjectLength(), StandardCharsets.UTF_8)));
    }

    private void deliver(SubjectSpace space, MatchCache cache) {
        OperationReader m = reader;
        byte[] subject = m.bytes();
        int from = m.subjectFrom();
        int length = m.subjectLength();
        // Rights are about what the other side calls it, whatever it is called here.
        if (isLeafLink() && !mayCome(subject, from, length)) {
            return;
        }
        SubjectMapper mapper = session.mapper();
        if (mapper != null) {
            byte[] mapped = mapper.map(subject, from, length);
            if (mapped != null) {
                subject = mapped;
                from = 0;
                length = mapped.length;
                MessageTracer.Run run = tracing.run();
                if (run != null) {
                    run.mapped(mapped);
                }
            }
        }
        if (length == 0) {
            return;
        }
        if (m.replyLength() > 0) {
            if (Subjects.isAcknowledgement(m.bytes(), m.replyFrom(), m.replyLength())) {
                renameForClients(m);
            } else if (Subjects.isGatewayReply(m.bytes(), m.replyFrom(), m.replyLength())) {
                plainReplyForClients(m);
            }
        }
        RemoteSpace others = space.remote();
        ReplyRoutes routes = others == null ? null : others.replyRoutes();
        if (routes != null && Subjects.isGatewayReply(subject, from, length)) {
            answer(routes, space, cache, subject, from, length);
        } else {
            router.route(space, cache, subject, from, length, arrival);
        }
        router.disguise(null, NONE);
    }

    /** Takes in a reply that says which cluster, and which of its servers, has asked. */
    private void answer(
            ReplyRoutes routes, SubjectSpace space, MatchCache cache, byte[] subject, int from, int length) {
        if (length <= ReplyRoutes.REPLY_AT) {
            return;
        }
        if (!routes.isForThisCluster(subject, from)) {
            // Only what a leaf node answers is on its way to another cluster.
            if (isLeafLink()) {
                router.routeBack(space, subject, from, length);
            }
            return;
        }
        if (path.kind() != LinkKind.ROUTE
                && !routes.isForThisServer(subject, from)
                && routes.route(subject, from, space.name()) instanceof LinkAccount route
                && !route.outbox().isClosed()) {
            router.pass(space, route, subject, from, length);
            return;
        }
        arrival.unwraps(true);
        router.route(space, cache, subject, from + ReplyRoutes.REPLY_AT, length - ReplyRoutes.REPLY_AT, arrival);
        arrival.unwraps(false);
    }

    /** The way back to another cluster is the servers' own business: clients see the reply as it was when it was asked. */
    private void plainReplyForClients(OperationReader m) {
        if (m.replyLength() > ReplyRoutes.REPLY_AT) {
            byte[] routed = Arrays.copyOfRange(m.bytes(), m.replyFrom(), m.replyFrom() + m.replyLength());
            byte[] plain = Arrays.copyOfRange(routed, ReplyRoutes.REPLY_AT, routed.length);
            router.disguiseReply(Envelope.of(m).withReply(plain), routed);
        }
    }

    /**
     * What comes from a stream may carry, behind its acknowledgement subject, the subject that clients are to see:
     * {@code $JS.ACK.<seven and more tokens>@<subject>}.
     */
    private void renameForClients(OperationReader m) {
        byte[] b = m.bytes();
        int end = m.replyFrom() + m.replyLength();
        int dots = 0;
        for (int i = m.replyFrom(); i < end; i++) {
            if (b[i] == '.') {
                dots++;
            } else if (b[i] == '@' && dots >= ACK_DOTS) {
                byte[] reply = Arrays.copyOfRange(b, m.replyFrom(), i);
                router.disguise(Envelope.of(m).withReply(reply), Arrays.copyOfRange(b, i + 1, end));
                return;
            }
        }
    }

    private boolean isLeafLink() {
        return path.kind() == LinkKind.LEAF || path.kind() == LinkKind.HUB;
    }

    /** Whether the rights of a leaf link allow the message; a leaf node that sends another breaks the rules. */
    private boolean mayCome(byte[] subject, int from, int length) {
        PublishRules rules = session.publishRules();
        if (rules == null || isFree(subject, from, length) || rules.mayPublish(subject, from, length)) {
            return true;
        }
        String quoted = GoQuote.quote(subject, from, length);
        if (path.kind() == LinkKind.LEAF) {
            MessageTracer.Run run = tracing.run();
            if (run != null && !run.isTold()) {
                run.ingressError("Permissions Violation for Publish to " + quoted);
            }
            events.violated(new ProtocolError(
                    "Permissions Violation for Publish to " + quoted,
                    CloseReason.PERMISSION_VIOLATION,
                    "Publish Violation - Subject " + quoted));
        }
        return false;
    }

    private static boolean isFree(byte[] subject, int from, int length) {
        return Subjects.isServiceReply(subject, from, length)
                || Subjects.isAcknowledgement(subject, from, length)
                || Subjects.isGatewayReply(subject, from, length)
                || Subjects.isLoopDetection(subject, from, length);
    }

    @Override
    public void trace(String what) {
        if (log.isTrace()) {
            log.trace(() -> session.label() + " - " + what);
        }
    }
}
