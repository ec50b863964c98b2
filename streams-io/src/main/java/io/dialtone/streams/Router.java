package io.dialtone.streams;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.MatchCache;
import io.dialtone.routing.MatchResult;
import io.dialtone.routing.SubscriberSet;
import io.dialtone.routing.Subscription;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the messages of one connection to the outboxes of those who subscribed to them. Works on the connection's loop:
 * {@link #route} for each message of a read, then {@link #flush} once, which hands every target its batch.
 *
 * <p>Nothing is allocated for a message whose subject is in the match cache, beyond the pooled batches.
 */
final class Router {
    private static final int MSG_ = Words.letters("MSG ");
    private static final int HMSG = Words.letters("HMSG");
    private static final byte[] HMSG_ = ByteText.bytes("HMSG ");
    private static final byte[] BLANK = {' '};
    private static final byte[] STATUS_503 = ByteText.bytes("NATS/1.0 503\r\nNats-Subject: ");
    private static final byte[] END_OF_STATUS = ByteText.bytes("\r\n\r\n\r\n");

    /** Places drawn for a queue group before the next taken one will do; up to half of them may be empty. */
    private static final int DRAWS = 8;

    private final int loop;
    private final LoopMemory memory;
    private final Outbox own;
    private final Session session;
    private final MatchCache cache;
    private final MatchResult replies = new MatchResult();
    private Outbox[] touched = new Outbox[8];
    private int touchedCount;
    private long random;
    private boolean gated;
    private final List<Outbox> slow = new ArrayList<>(0);
    private final ServerLog log;
    private @Nullable LiveSettings live;
    private boolean noStall;
    private MessageTracer.@Nullable Run run;

    // The message being routed.
    private byte[] subject = {};
    private int subjectFrom;
    private int subjectLength;
    private final OperationReader message;

    Router(EventLoop loop, Outbox own, Session session, OperationReader reader, ServerLog log) {
        this.loop = loop.index();
        this.memory = loop.memory();
        this.own = own;
        this.session = session;
        this.message = reader;
        this.log = log;
        this.cache = new MatchCache(session.space());
        this.random = System.nanoTime() | 1;
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

    /** The session now belongs to another account. */
    void rebind() {
        cache.reset(session.space());
    }

    /** Sets what is told of each delivery of the next message; null for nobody. */
    void follow(MessageTracer.@Nullable Run follower) {
        run = follower;
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
        MatchResult match = cache.match(onSubject, from, length);
        int delivered = 0;
        for (int i = 0; i < match.nodeCount(); i++) {
            Object plain = match.node(i).plain();
            if (plain instanceof Subscription one) {
                delivered += deliver(one) ? 1 : 0;
            } else if (plain instanceof SubscriberSet many) {
                delivered += deliverAll(many);
            }
        }
        for (int i = 0; i < match.groupCount(); i++) {
            delivered += deliverOne(match.group(i)) ? 1 : 0;
        }
        return delivered;
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

    /** Tries the members from a random one on, so that each has the same share, until one takes the message. */
    private boolean deliverOne(MatchResult.QueueGroup group) {
        SubscriberSet[] sets = group.sets();
        int total = 0;
        for (SubscriberSet set : sets) {
            total += set.bound();
        }
        if (total == 0) {
            return false;
        }
        int first = 0;
        int start = 0;
        // A place that somebody left is drawn anew: going on from there would favour whoever stands behind it.
        for (int draw = 0; draw < DRAWS; draw++) {
            start = (int) ((nextRandom() >>> 33) * total >>> 31);
            first = 0;
            for (int n; first < sets.length - 1 && start >= (n = sets[first].bound()); first++) {
                start -= n;
            }
            if (sets[first].isTaken(start)) {
                break;
            }
        }
        if (deliverFrom(sets[first], start, Integer.MAX_VALUE)) {
            return true;
        }
        for (int k = 1; k < sets.length; k++) {
            if (deliverFrom(sets[(first + k) % sets.length], 0, Integer.MAX_VALUE)) {
                return true;
            }
        }
        return deliverFrom(sets[first], 0, start);
    }

    private boolean deliverFrom(SubscriberSet set, int from, int to) {
        int bound = set.bound();
        @Nullable Subscription[] all = set.view();
        for (int i = from, n = Math.min(to, Math.min(bound, all.length)); i < n; i++) {
            Subscription s = all[i];
            if (s != null && deliver(s)) {
                return true;
            }
        }
        return false;
    }

    private long nextRandom() {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return random;
    }

    private boolean deliver(Subscription subscription) {
        Outbox target = (Outbox) subscription.subscriber();
        DeliveryRules rules = target.rules();
        boolean withHeaders = message.headerSize() > 0;
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
        if (noStall && target.isGated()) {
            return refused(subscription, "Not delivered because fast producer not stalled and consumer is slow");
        }
        MessageTracer.Run follower = run;
        if (follower != null && follower.isTraceOnly()) {
            follower.egress(subscription, null);
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
            follower.egress(subscription, null);
        }
        if (rules != null && message.replyLength() > 0 && rules.watchesReplies()) {
            rules.delivering(message.bytes(), message.replyFrom(), message.replyLength());
        }
        append(target, subscription, withHeaders);
        if (log.isTrace()) {
            WireTrace.delivered(log, target.label(), message, subjectText(), subscription, withHeaders, live);
        }
        if (subscription.max() != 0 && subscription.isExhausted()) {
            target.exhausted(subscription);
        }
        return true;
    }

    private String subjectText() {
        return new String(subject, subjectFrom, subjectLength, StandardCharsets.UTF_8);
    }

    private boolean refused(Subscription subscription, String why) {
        MessageTracer.Run follower = run;
        if (follower != null) {
            follower.egress(subscription, why);
        }
        return false;
    }

    /** Lays the message for one subscription into the batch of its connection. */
    private void append(Outbox target, Subscription subscription, boolean withHeaders) {
        OperationReader m = message;
        int tail = m.tailLength();
        boolean inline = m.payload() == OperationReader.Payload.INLINE;
        byte[] sid = subscription.sid();
        int body = inline ? m.size() + 2 : 0;
        Batch batch = batch(target, 8 + subjectLength + sid.length + tail + body);
        byte[] to = batch.reserve(8 + subjectLength + sid.length + tail + body);
        int at = batch.length();
        if (withHeaders) {
            Words.putInt32(to, at, HMSG);
            to[at + 4] = ' ';
            at += 5;
        } else {
            Words.putInt32(to, at, MSG_);
            at += 4;
        }
        copySubject(to, at);
        at += subjectLength;
        to[at++] = ' ';
        long word = subscription.sidWord();
        if (word != 0) {
            Words.putInt64(to, at, word);
        } else {
            System.arraycopy(sid, 0, to, at, sid.length);
            to[at + sid.length] = ' ';
        }
        at += sid.length + 1;
        if (!withHeaders && m.headerSize() >= 0) {
            appendStripped(batch, to, at);
            return;
        }
        Words.copy(m.bytes(), m.tailFrom(), to, at, tail + body);
        batch.length(at + tail + body);
        if (!inline) {
            appendPayload(batch, 0);
        }
        batch.countMessage(m.size());
    }

    private void copySubject(byte[] to, int at) {
        if (subject == message.bytes()) {
            Words.copy(subject, subjectFrom, to, at, subjectLength);
        } else {
            System.arraycopy(subject, subjectFrom, to, at, subjectLength);
        }
    }

    private void appendPayload(Batch batch, int skip) {
        OperationReader m = message;
        int length = m.size() + 2 - skip;
        if (m.payload() == OperationReader.Payload.SLICE && memory.isShortOfChunks()) {
            byte[] copy = new byte[length];
            m.chunk().buffer().get(m.payloadFrom() + skip, copy);
            batch.putArray(copy, 0, length);
        } else if (m.payload() == OperationReader.Payload.SLICE) {
            batch.putSlice(m.chunk(), m.payloadFrom() + skip, length);
        } else {
            batch.putArray(m.heap(), m.payloadFrom() + skip, length);
        }
    }

    /** The rest of a message with headers for somebody who does not take them: reply, size and payload alone. */
    private void appendStripped(Batch batch, byte[] to, int start) {
        OperationReader m = message;
        int at = start;
        if (m.replyLength() > 0) {
            System.arraycopy(m.bytes(), m.replyFrom(), to, at, m.replyLength());
            at += m.replyLength();
            to[at++] = ' ';
        }
        int rest = m.size() - m.headerSize();
        at = Words.putDecimal(to, at, rest);
        to[at++] = '\r';
        to[at++] = '\n';
        if (m.payload() == OperationReader.Payload.INLINE) {
            System.arraycopy(m.bytes(), m.payloadFrom() + m.headerSize(), to, at, rest + 2);
            batch.length(at + rest + 2);
        } else {
            batch.length(at);
            appendPayload(batch, m.headerSize());
        }
        batch.countMessage(rest);
    }

    /** The open batch for a target, with room for that many bytes more. */
    private Batch batch(Outbox target, int more) {
        Batch batch = target.open(loop);
        if (batch == null) {
            batch = memory.takeBatch(more);
            target.open(loop, batch);
            touch(target);
        } else if (batch.length() + more > batch.capacity()) {
            batch = more <= Batch.LARGE && batch.capacity() < Batch.LARGE ? widen(batch) : renew(target, batch, more);
            target.open(loop, batch);
        }
        return batch;
    }

    private Batch widen(Batch small) {
        Batch large = memory.takeBatch(Batch.LARGE);
        large.takeOver(small);
        return large;
    }

    /** A full batch goes off at once: better many of one size than few that had to grow. */
    private Batch renew(Outbox target, Batch full, int more) {
        if (target.publish(full)) {
            gated = true;
            if (target != own && !slow.contains(target)) {
                slow.add(target);
            }
        }
        return memory.takeBatch(Math.max(more, Batch.LARGE));
    }

    private void touch(Outbox target) {
        if (touchedCount == touched.length) {
            touched = Arrays.copyOf(touched, touchedCount * 2);
        }
        touched[touchedCount++] = target;
    }

    /** Puts bytes of the protocol into the connection's own batch of this read, behind what is there already. */
    void reply(byte[] bytes) {
        Batch batch = batch(own, bytes.length);
        batch.put(bytes);
    }

    /**
     * Tells the publisher that nobody took its request: a 503 to the plain subscription of its own that the reply subject
     * matches, if there is one.
     */
    void noResponders() {
        OperationReader m = message;
        session.space().match(m.bytes(), m.replyFrom(), m.replyLength(), replies);
        for (Subscription s : replies.all()) {
            if (s.subscriber() == own && s.queue() == null) {
                int length = STATUS_503.length + subjectLength + 4;
                byte[] sizes = ByteText.bytes(" " + length + " " + length + "\r\n");
                Batch batch = batch(own, 8 + m.replyLength() + s.sid().length + sizes.length + length + 2);
                batch.put(HMSG_);
                batch.put(m.bytes(), m.replyFrom(), m.replyLength());
                batch.put(BLANK);
                batch.put(s.sid());
                batch.put(sizes);
                batch.put(STATUS_503);
                batch.put(subject, subjectFrom, subjectLength);
                batch.put(END_OF_STATUS);
                return;
            }
        }
    }

    /**
     * Hands every target of this read its batch.
     *
     * @return whether one of them has so much pending that this publisher should wait
     */
    boolean flush() {
        boolean any = gated;
        gated = false;
        for (int i = 0; i < touchedCount; i++) {
            Outbox target = touched[i];
            Batch batch = target.open(loop);
            target.open(loop, null);
            if (batch != null && target.publish(batch)) {
                any = true;
                if (target != own && !slow.contains(target)) {
                    slow.add(target);
                }
            }
        }
        Arrays.fill(touched, 0, touchedCount, own);
        touchedCount = 0;
        return any;
    }

    /** Whether anybody this connection delivered to is still so far behind that it should wait; forgets the others. */
    boolean isAnyGated() {
        slow.removeIf(target -> target.isClosed() || !target.isGated());
        return !slow.isEmpty();
    }
}
