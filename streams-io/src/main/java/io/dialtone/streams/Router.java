package io.dialtone.streams;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.MatchCache;
import io.dialtone.routing.MatchResult;
import io.dialtone.routing.RemoteMatch;
import io.dialtone.routing.StickyRule;
import io.dialtone.routing.StickyRules;
import io.dialtone.routing.SubjectRewrite;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.routing.Subjects;
import io.dialtone.routing.SubscriberSet;
import io.dialtone.routing.Subscription;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Brings the messages of one connection to the outboxes of those who subscribed to them. Works on the connection's loop:
 * {@link #route} for each message of a read, then {@link #flush} once, which hands every target its batch.
 *
 * <p>Nothing is allocated for a message whose subject is in the match cache, beyond the pooled batches.
 */
final class Router {
    private static final byte[] NO_ORIGIN = {};

    private static final String TRACE_HOP = "Nats-Trace-Hop";

    private final @Nullable Outbox own;
    private final Session session;
    private final MatchCache cache;
    /** Of the accounts that imports lead to. */
    private final OtherAccounts others = new OtherAccounts();

    private final LinkTally sent = new LinkTally(/* incoming= */ false);
    private final InternalDeliveries internal = new InternalDeliveries(this);
    private final QueueDelivery queues = new QueueDelivery(this);
    private final NoResponders noResponders;
    private final AnswerTimes answerTimes;
    /** Made when the first message has to go to another server. */
    private @Nullable LinkDelivery links;
    /** Made when the first message has to go to a member that its key chooses. */
    private @Nullable KeyedDelivery keyed;
    /** How the message came; null unless over a link. */
    private @Nullable Arrival arrival;

    private final OpenBatches batches;
    private final MessageWriter writer;
    private final ServerLog log;
    private @Nullable LiveSettings live;
    private boolean noStall;
    private MessageTracer.@Nullable Run run;

    // The message being routed.
    private byte[] subject = {};
    private int subjectFrom;
    private int subjectLength;
    private final OperationReader message;
    /** What stands for the reader's message where an import has changed it, and for the server's own messages. */
    private @Nullable Envelope envelope;

    /** What connections get instead of the message as it came over a link; null for the same. */
    private @Nullable Envelope disguise;

    /** Empty for the subject that it is delivered under anyway. */
    private byte[] disguisedSubject = NO_ORIGIN;

    /** The reply that the message came with, where connections get it in its plain form; else null. */
    private byte @Nullable [] routedReply;

    /** What gateways get instead of the message; null for the message itself. */
    private @Nullable Envelope byGateway;

    private SubjectSpace space;
    /** The account that imports a stream while it is delivered there and followed; else empty. */
    private String receiver = "";

    /**
     * @param own of the connection whose messages are routed; null for the server's own
     */
    Router(EventLoop loop, @Nullable Outbox own, Session session, OperationReader reader, ServerLog log) {
        this.own = own;
        this.session = session;
        this.message = reader;
        this.batches = new OpenBatches(loop, own);
        this.writer = new MessageWriter(batches, reader);
        this.log = log;
        this.space = session.space();
        this.cache = new MatchCache(space);
        this.noResponders = new NoResponders(session, reader, batches);
        this.answerTimes = new AnswerTimes(session, reader, own);
    }

    /** Takes the settings that hold for the next read. */
    void settings(LiveSettings settings) {
        live = settings;
        noStall = settings.noFastProducerStall();
    }

    /** Tells monitoring how the cache of matches does. */
    void count(ConnectionCounters counters) {
        counters.matched(cache.lookups(), cache.hits(), cache.size());
    }

    /** Lets the subject of the message routed last stand for so many. On a client's router. */
    void sample(SubjectSampler subjects, int loop, long messages) {
        byte[] last = cache.lastSubject();
        // A subject that is met for the first time is not in the cache, and not among the busiest.
        if (last != null && ByteText.equals(last, subject, subjectFrom, subjectLength)) {
            subjects.add(loop, session.space().name(), last, messages);
        }
    }

    /** The session now belongs to another account. */
    void rebind() {
        space = session.space();
        cache.reset(space);
        others.clear();
    }

    /** Sets what is told of each delivery of the next message; null for nobody. */
    void follow(MessageTracer.@Nullable Run follower) {
        run = follower;
    }

    /** Sets what is routed instead of the next message; null for the message itself. */
    void replace(@Nullable Envelope changed) {
        envelope = changed;
    }

    /**
     * Routes the publish that the reader has just found, under the subject given.
     *
     * @return how many connections took it
     */
    int route(byte[] onSubject, int from, int length) {
        subject = onSubject;
        subjectFrom = from;
        subjectLength = length;
        return deliverTo(cache.match(onSubject, from, length));
    }

    /**
     * Routes the message that a link's reader has just found, in its account.
     *
     * @param here what its subject matches there
     * @param how it came
     */
    int route(SubjectSpace account, MatchCache here, byte[] onSubject, int from, int length, Arrival how) {
        space = account;
        arrival = how;
        subject = onSubject;
        subjectFrom = from;
        subjectLength = length;
        int delivered = deliverTo(here.match(onSubject, from, length));
        arrival = null;
        return delivered;
    }

    /** Routes a message of the server's own in an account. */
    int route(SubjectSpace account, byte[] onSubject, Envelope own) {
        space = account;
        envelope = own;
        subject = onSubject;
        subjectFrom = 0;
        subjectLength = onSubject.length;
        int delivered;
        if (Subjects.isGatewayReply(onSubject, 0, onSubject.length)) {
            delivered = links().replies().back(account, onSubject, 0, onSubject.length);
        } else {
            MatchResult match = new MatchResult();
            account.match(onSubject, 0, onSubject.length, match);
            delivered = deliverTo(match);
        }
        envelope = null;
        return delivered;
    }

    /** Routes the message, as it is now, in another account, and comes back to where it was. */
    int route(SubjectSpace account, byte[] onSubject, Envelope changed, MessageTracer.@Nullable Run follower) {
        SubjectSpace keptSpace = space;
        Arrival how = arrival;
        boolean keptCrossed = how != null && how.crosses(true);
        byte[] keptSubject = subject;
        int keptFrom = subjectFrom;
        int keptLength = subjectLength;
        Envelope keptEnvelope = envelope;
        MessageTracer.Run keptRun = run;
        space = account;
        envelope = changed;
        run = follower;
        subject = onSubject;
        subjectFrom = 0;
        subjectLength = onSubject.length;
        int delivered = Subjects.isGatewayReply(onSubject, 0, onSubject.length)
                ? links().replies().back(account, onSubject, 0, onSubject.length)
                : deliverTo(others.match(account, onSubject));
        if (how != null) {
            how.crosses(keptCrossed);
        }
        space = keptSpace;
        envelope = keptEnvelope;
        run = keptRun;
        subject = keptSubject;
        subjectFrom = keptFrom;
        subjectLength = keptLength;
        return delivered;
    }

    /** The account that the message is in now. */
    SubjectSpace space() {
        return space;
    }

    /** Whose messages are routed; null for the server's own. */
    @Nullable
    Object publisher() {
        return session.owner();
    }

    /** The message as it is now. */
    Envelope current() {
        Envelope changed = envelope;
        return changed == null ? Envelope.of(message) : changed;
    }

    private int deliverTo(MatchResult match) {
        int mark = internal.waiting();
        int delivered = 0;
        for (int i = 0; i < match.nodeCount(); i++) {
            Object plain = match.node(i).plain();
            if (plain instanceof Subscription one) {
                delivered += deliver(one) ? 1 : 0;
            } else if (plain instanceof SubscriberSet many) {
                delivered += deliverAll(many);
            }
        }
        RemoteMatch remote = match.remote();
        if (remote != null) {
            delivered += links().deliver(match, remote, arrival);
        } else if (arrival == null || arrival.listsAny()) {
            for (int i = 0; i < match.groupCount(); i++) {
                if (arrival == null || arrival.lists(match.group(i).name())) {
                    delivered += deliverOne(match.group(i)) ? 1 : 0;
                }
            }
        }
        // Only now: what an import does may use the caches and the fields of this message again.
        return internal.waiting() == mark ? delivered : delivered + internal.run(mark, run);
    }

    private LinkDelivery links() {
        LinkDelivery known = links;
        if (known == null) {
            known = new LinkDelivery(this, batches, message);
            links = known;
        }
        return known;
    }

    /** Where a publish of the connection to this subject leads instead, as it answers another cluster; null for nowhere. */
    byte @Nullable [] wayBack(byte[] onSubject, int from, int length) {
        WaysBack ways = own == null ? null : own.waysBack();
        return ways == null ? null : ways.find(onSubject, from, length);
    }

    /** Routes the message that the reader has just found to the cluster that a subject names. */
    int routeBack(SubjectSpace account, byte[] routed, int from, int length) {
        space = account;
        subject = routed;
        subjectFrom = from;
        subjectLength = length;
        return links().replies().back(account, routed, from, length);
    }

    /** Gives one link the message that the reader has just found, under the subject given. */
    void pass(SubjectSpace account, LinkAccount link, byte[] onSubject, int from, int length) {
        space = account;
        subject = onSubject;
        subjectFrom = from;
        subjectLength = length;
        links().replies().send(link);
    }

    /** Sets what connections get instead of the next message; null for the message itself. */
    void disguise(@Nullable Envelope message, byte[] underSubject) {
        disguise = message;
        disguisedSubject = underSubject;
        routedReply = null;
    }

    /**
     * Connections get the next message with its reply in plain form.
     *
     * @param routed the reply it came with
     */
    void disguiseReply(Envelope message, byte[] routed) {
        disguise = message;
        disguisedSubject = NO_ORIGIN;
        routedReply = routed;
    }

    /** Works out how the message's reply is named to other clusters. */
    void nameReply(ReplyWays replies) {
        byGateway = replies.named(space, message, envelope);
    }

    /** Gives a gateway its frame of the message; false where the message may not go there. */
    boolean sendByGateway(LinkAccount link, LinkWriter frames) {
        return send(link, frames, NO_ORIGIN, byGateway == null ? envelope : byGateway);
    }

    /** Gives a link its frame of the message; false where the message may not go there. */
    boolean send(LinkAccount link, LinkWriter frames, @Nullable Arrival how) {
        return send(link, frames, how == null ? NO_ORIGIN : how.origin(), envelope);
    }

    private boolean send(LinkAccount link, LinkWriter frames, byte[] origin, @Nullable Envelope changed) {
        Envelope shown = changed;
        MessageTracer.Run follower = run;
        SubjectRewrite rewrite = link.rewrite();
        if (follower != null) {
            byte[] hop = follower.hop(link, rewrite == null ? space.name() : rewrite.account());
            if (hop == null) {
                return false;
            }
            if (hop.length > 0) {
                Envelope followed = changed == null ? Envelope.of(message) : changed;
                shown = followed.withHeaders(HeaderBlock.with(followed.headers(), TRACE_HOP, hop));
            }
        }
        LinkAccount.ReplyWatch watch = link.replyWatch();
        if (watch != null) {
            watch(watch, shown);
        }
        if (rewrite == null) {
            frames.append(link, subject, subjectFrom, subjectLength, origin, shown);
        } else {
            byte[] there = rewrite.apply(subject, subjectFrom, subjectLength);
            frames.append(link, there, 0, there.length, origin, shown);
        }
        sent.count(space.remote(), link.kind(), shown == null ? message.size() : shown.size());
        return true;
    }

    /** Whether what is routed is the answer to an anonymous request. */
    boolean isServiceReply() {
        return Subjects.isServiceReply(subject, subjectFrom, subjectLength);
    }

    private int deliverAll(SubscriberSet set) {
        int bound = set.bound();
        @Nullable Subscription[] all = set.view();
        int delivered = 0;
        for (int i = 0, n = Math.min(bound, all.length); i < n; i++) {
            Subscription s = all[i];
            if (s != null && deliver(s)) {
                delivered++;
            }
        }
        return delivered;
    }

    /** The key of the message by a rule; 0 without a rule, or when it has none. */
    long key(@Nullable StickyRule rule) {
        return rule == null ? 0 : keyed().key(rule, subject, subjectFrom, subjectLength, envelope);
    }

    /** This server, as one of several that a key may go to. */
    long candidate() {
        StickyRules rules = space.stickyRules();
        return rules == null ? 0 : rules.server();
    }

    private KeyedDelivery keyed() {
        KeyedDelivery known = keyed;
        if (known == null) {
            known = new KeyedDelivery(this, message);
            keyed = known;
        }
        return known;
    }

    /** Delivers to the member that the message's key belongs to, or to any one where it has no key. */
    boolean deliverOne(MatchResult.QueueGroup group) {
        long key = key(group.rule());
        return key != 0 && keyed().deliver(group, key) || queues.deliver(group);
    }

    QueueDelivery queues() {
        return queues;
    }

    boolean deliver(Subscription subscription) {
        return subscription.isSpecial() ? deliverSpecial(subscription) : deliverPlain(subscription);
    }

    /** To something inside the server, or as a shadow of a subscription of another account. */
    private boolean deliverSpecial(Subscription subscription) {
        if (subscription.subscriber() instanceof InternalSubscriber inside) {
            Arrival how = arrival;
            return (how == null || inside.takesFrom(how.kind())) && internal.add(subscription);
        }
        SubjectRewrite rewrite = subscription.rewrite();
        if (rewrite == null) {
            return deliverPlain(subscription);
        }
        byte[] keptSubject = subject;
        int keptFrom = subjectFrom;
        int keptLength = subjectLength;
        MessageTracer.Run keptRun = run;
        subject = rewrite.apply(keptSubject, keptFrom, keptLength);
        subjectFrom = 0;
        subjectLength = subject.length;
        boolean delivered;
        if (keptRun == null) {
            delivered = deliverPlain(subscription);
        } else {
            keptRun.streamExport(rewrite.account(), subject);
            receiver = rewrite.account();
            delivered = keptRun.isTraceOnly() && !rewrite.isTraceable() || deliverTraced(subscription, rewrite);
            receiver = "";
        }
        subject = keptSubject;
        subjectFrom = keptFrom;
        subjectLength = keptLength;
        return delivered;
    }

    private boolean deliverTraced(Subscription subscription, SubjectRewrite rewrite) {
        MessageTracer.Run kept = run;
        run = rewrite.isTraceable() || kept == null ? kept : kept.beyond();
        boolean delivered = deliverPlain(subscription);
        run = kept;
        return delivered;
    }

    private boolean deliverPlain(Subscription subscription) {
        Outbox target = (Outbox) subscription.subscriber();
        DeliveryRules rules = target.rules();
        Envelope changed = envelope;
        boolean withHeaders = changed == null ? message.headerSize() > 0 : changed.headers().length > 0;
        if (target == own && !session.echo()) {
            return refused(subscription, "Not delivered because of no echo");
        }
        if (rules != null) {
            if (rules.denies(subscription, subject, subjectFrom, subjectLength)) {
                return refused(subscription, "Not delivered because subscription denies this subject");
            }
            withHeaders &= rules.headers();
        }
        if (target.isClosed()) {
            return refused(subscription, "Not delivered because client is closed");
        }
        if (noStall && arrival == null && target.isGated()) {
            return refused(subscription, "Not delivered because fast producer not stalled and consumer is slow");
        }
        MessageTracer.Run follower = run;
        if (follower != null && follower.isTraceOnly()) {
            follower.egress(receiver(), subscription, null);
            return true;
        }
        if (!subscription.tryDeliver()) {
            return refused(
                    subscription,
                    subscription.isClosed()
                            ? "Not delivered because subscription is closed"
                            : "Not delivered because auto-unsubscribe exceeded");
        }
        if (follower != null) {
            follower.egress(receiver(), subscription, null);
        }
        byte[] routed = routedReply;
        // What an import has made of the message has a reply of its own.
        Envelope shown = routed == null || changed == null ? disguise : null;
        if (rules != null && rules.watchesReplies()) {
            watch(rules, shown == null ? changed : shown);
        }
        if (arrival != null) {
            answerTimes.delivered(target, shown == null ? changed : shown, subject, subjectFrom, subjectLength);
        }
        if (shown != null) {
            if (routed != null) {
                target.wayBack(shown.reply(), routed);
            }
            shown.append(
                    batches,
                    target,
                    subscription,
                    disguisedSubject.length == 0 ? subjectBytes() : disguisedSubject,
                    withHeaders);
        } else if (changed == null) {
            writer.append(target, subscription, subject, subjectFrom, subjectLength, withHeaders);
        } else {
            changed.append(batches, target, subscription, subjectBytes(), withHeaders);
        }
        if (log.isTrace()) {
            WireTrace.delivered(log, target.label(), current(), subjectText(), subscription, withHeaders, live);
        }
        Subscription counted = subscription.origin();
        if (counted.max() != 0 && counted.isExhausted()) {
            target.exhausted(counted);
        }
        return true;
    }

    AnswerTimes answerTimes() {
        return answerTimes;
    }

    /** Whether the message came from another server. */
    boolean isRouted() {
        return arrival != null;
    }

    private void watch(LinkAccount.ReplyWatch watch, @Nullable Envelope changed) {
        if (changed == null) {
            if (message.replyLength() > 0) {
                watch.delivering(message.bytes(), message.replyFrom(), message.replyLength());
            }
        } else if (changed.reply().length > 0) {
            watch.delivering(changed.reply(), 0, changed.reply().length);
        }
    }

    /** What it is routed under now; not to be changed. */
    byte[] subjectBytes() {
        return subjectFrom == 0 && subjectLength == subject.length
                ? subject
                : Arrays.copyOfRange(subject, subjectFrom, subjectFrom + subjectLength);
    }

    private String subjectText() {
        return new String(subject, subjectFrom, subjectLength, StandardCharsets.UTF_8);
    }

    /** The account of whoever gets it, for the trace. */
    private String receiver() {
        return receiver.isEmpty() ? space.name() : receiver;
    }

    private boolean refused(Subscription subscription, String why) {
        MessageTracer.Run follower = run;
        if (follower != null) {
            follower.egress(receiver(), subscription, why);
        }
        return false;
    }

    /** Puts bytes of the protocol into the connection's own batch of this read, behind what is there already. */
    void reply(byte[] bytes) {
        Outbox to = own;
        if (to != null) {
            batches.batch(to, bytes.length).put(bytes);
        }
    }

    /** Tells the publisher that nobody took its request. */
    void noResponders() {
        if (own != null) {
            noResponders.tell(own, subject, subjectFrom, subjectLength);
        }
    }

    /**
     * Hands every target of this read its batch.
     *
     * @return whether one of them has so much pending that this publisher should wait
     */
    boolean flush() {
        sent.settle();
        return batches.flush();
    }

    /** Whether anybody this connection delivered to is still so far behind that it should wait; forgets the others. */
    boolean isAnyGated() {
        return batches.isAnyGated();
    }
}
