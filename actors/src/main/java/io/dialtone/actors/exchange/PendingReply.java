package io.dialtone.actors.exchange;

import io.dialtone.accounts.exchange.Exchange;
import io.dialtone.accounts.exchange.Export;
import io.dialtone.actors.monitor.AccountInfo;
import io.dialtone.conf.ResponseType;
import io.dialtone.routing.ByteText;
import org.jspecify.annotations.Nullable;

/** A request that an imported service has not answered, or not to its end. */
final class PendingReply {
    private final String key;
    private final Tenant requester;
    private final byte[] replyTo;
    private final ResponseType type;
    private final long thresholdNanos;
    private final @Nullable LatencySample sample;
    private final Exchange.@Nullable Share share;
    /** When something of it was last heard, by the system's nano clock. */
    private volatile long heard;

    PendingReply(
            String key,
            Tenant requester,
            byte[] replyTo,
            ResponseType type,
            long thresholdNanos,
            @Nullable LatencySample sample,
            Exchange.@Nullable Share share) {
        this.key = key;
        this.requester = requester;
        this.replyTo = replyTo;
        this.type = type;
        this.thresholdNanos = thresholdNanos;
        this.sample = sample;
        this.share = share;
        this.heard = System.nanoTime();
    }

    /** The anonymous subject. */
    String key() {
        return key;
    }

    Tenant requester() {
        return requester;
    }

    /** Where the requester wants the answer. */
    byte[] replyTo() {
        return replyTo;
    }

    boolean isSingle() {
        return type == ResponseType.SINGLETON;
    }

    @Nullable
    LatencySample sample() {
        return sample;
    }

    /** As monitoring shows it. */
    AccountInfo.Response shown() {
        Exchange.Share by = share;
        Export.Latency measured =
                by == null || sample == null ? null : by.export().latency();
        return new AccountInfo.Response(
                ByteText.text(replyTo),
                requester.id(),
                by != null && by.taken().share(),
                measured == null ? null : new AccountInfo.Latency(measured.sampling(), measured.subject()));
    }

    void heardNow() {
        heard = System.nanoTime();
    }

    boolean isOverdue(long nowNanos) {
        return nowNanos - heard >= thresholdNanos;
    }
}
