package io.dialtone.actors.exchange;

import io.dialtone.accounts.exchange.Exchange;
import io.dialtone.accounts.exchange.Export;
import io.dialtone.actors.monitor.AccountInfo;
import io.dialtone.conf.ResponseType;
import io.dialtone.routing.Base62;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.Delivery;
import io.dialtone.streams.EventLoop;
import io.dialtone.streams.InternalSubscriber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The way back from the services of one account to those who asked from others: an anonymous reply subject for each
 * request, {@code _R_.<account>.<request>}, on which this listens. Any thread; time runs out on an event loop.
 */
public final class ServiceReplies implements InternalSubscriber {
    private static final int TOKEN = 6;
    private static final long SHORTEST_LOOK = Duration.ofMillis(5).toNanos();
    private static final long LONGEST_LOOK = Duration.ofSeconds(1).toNanos();
    private static final byte[] SID = ByteText.bytes("1");

    private final Tenant tenant;
    private final String prefix;
    private final ConcurrentHashMap<String, PendingReply> pending = new ConcurrentHashMap<>();
    /** Requests that were answered on other servers which have not told how long that took. */
    private final ConcurrentHashMap<String, PendingReply> untold = new ConcurrentHashMap<>();

    private final AtomicBoolean subscribed = new AtomicBoolean();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean used;
    private volatile long shortestNanos = Export.DEFAULT_THRESHOLD.toNanos();

    /** The way back for the services of this account. */
    public ServiceReplies(Tenant tenant) {
        this.tenant = tenant;
        this.prefix = "_R_." + Base62.random(ThreadLocalRandom.current(), TOKEN) + ".";
    }

    /** Begins to listen, if it does not yet. */
    public void listen() {
        if (subscribed.compareAndSet(false, true)) {
            tenant.add(new Subscription(ByteText.bytes(prefix + ">"), null, SID, this));
        }
    }

    /** Whether it listens although nobody has asked for anything yet: a subscription that does not count as one. */
    public boolean isIdle() {
        return subscribed.get() && !used;
    }

    /** Requests that have not had their (last) answer, by the subject that it is expected on. */
    public Map<String, AccountInfo.Response> owed() {
        Map<String, AccountInfo.Response> owed = new HashMap<>();
        pending.forEach((key, request) -> owed.put(key, request.shown()));
        return owed;
    }

    /** How many requests have not had their (last) answer. */
    public int size() {
        return pending.size();
    }

    /**
     * Notes a request.
     *
     * @param requester the account whose user asked
     * @param replyTo where the answer goes there
     * @param suffix what the anonymous subject ends with
     * @param share the import that was asked through; null for none
     * @return what stands for it; its key is the reply subject for the service
     */
    PendingReply expect(
            Tenant requester,
            byte[] replyTo,
            ResponseType type,
            Duration threshold,
            String suffix,
            @Nullable LatencySample sample,
            Exchange.@Nullable Share share) {
        used = true;
        listen();
        long nanos = threshold.toNanos();
        String key;
        PendingReply made;
        do {
            key = prefix + Base62.random(ThreadLocalRandom.current(), TOKEN) + suffix;
            made = new PendingReply(key, requester, replyTo, type, nanos, sample, share);
        } while (pending.putIfAbsent(key, made) != null);
        if (!made.isSingle() || sample != null) {
            requester.awaited().add(this, made);
        }
        if (nanos < shortestNanos) {
            shortestNanos = nanos;
        }
        lookLater();
        return made;
    }

    /** Takes a request back. */
    boolean forget(PendingReply request) {
        if (!pending.remove(request.key(), request)) {
            return false;
        }
        request.requester().awaited().remove(this, request);
        return true;
    }

    @Override
    public int receive(Subscription subscription, Delivery message) {
        PendingReply request = pending.get(new String(message.subject(), StandardCharsets.UTF_8));
        if (request == null || message.passed(request)) {
            return 0;
        }
        if (request.isSingle() || message.size() == 0) {
            if (!forget(request)) {
                return 0;
            }
        } else {
            request.heardNow();
        }
        LatencySample sample = request.sample();
        if (sample != null && request.isSingle()) {
            if (!message.isRouted()) {
                sample.answered(message.publisher());
            } else if (!sample.answeredElsewhere()) {
                request.heardNow();
                untold.put(request.key(), request);
            }
        }
        return message.forward(
                request, request.requester().space(), request.replyTo(), onwards(request, message.reply()), null);
    }

    /** An answer that is a request itself: its answer finds the way back to this account. */
    private byte[] onwards(PendingReply request, byte[] reply) {
        if (reply.length == 0) {
            return reply;
        }
        PendingReply back = request.requester()
                .replies()
                .expect(tenant, reply, ResponseType.SINGLETON, Export.DEFAULT_THRESHOLD, "", null, null);
        return ByteText.bytes(back.key());
    }

    /** The server of whoever has answered, or is about to, tells how long that took. */
    public void measured(RemoteLatency part) {
        PendingReply request = pending.get(part.request());
        if (request == null) {
            request = untold.remove(part.request());
        }
        LatencySample sample = request == null ? null : request.sample();
        if (sample != null) {
            sample.measuredElsewhere(part);
        }
    }

    /** Nobody waits for the answer any more. */
    void abandoned(PendingReply request) {
        LatencySample sample = request.sample();
        if (forget(request) && sample != null) {
            sample.failed(LatencySample.Failure.REQUEST_TIMEOUT);
        }
    }

    // ---- time

    /** One look in the future at a time, on the loop of whoever asks first. */
    private void lookLater() {
        if (looking.compareAndSet(false, true)) {
            long pause = Math.max(SHORTEST_LOOK, Math.min(LONGEST_LOOK, shortestNanos / 4));
            EventLoop.current().schedule(pause, this::look);
        }
    }

    private void look() {
        looking.set(false);
        long now = System.nanoTime();
        for (PendingReply request : pending.values()) {
            LatencySample sample = request.sample();
            if (request.isOverdue(now) && forget(request) && sample != null) {
                sample.failed(LatencySample.Failure.SERVICE_TIMEOUT);
            }
        }
        untold.values().removeIf(request -> request.isOverdue(now));
        if (!pending.isEmpty() || !untold.isEmpty()) {
            lookLater();
        }
    }
}
