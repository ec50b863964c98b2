package io.dialtone.actors;

import io.dialtone.accounts.callout.CalloutRequest;
import io.dialtone.accounts.callout.CalloutService;
import io.dialtone.routing.Base62;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.Delivery;
import io.dialtone.streams.InternalSubscriber;
import io.dialtone.streams.ServerPublisher;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the answers of the authorization service of one account arrive: one subject for each request, {@code $SYS._INBOX.<server>.<request>}.
 * Any thread.
 */
final class CalloutInbox implements InternalSubscriber {
    private static final int TOKEN = 8;
    private static final byte[] SID = ByteText.bytes("1");

    private final Account account;
    private final String prefix;
    private final CompletableFuture<@Nullable Void> ready;
    private final ConcurrentHashMap<String, CompletableFuture<byte[]>> waiting = new ConcurrentHashMap<>();

    CalloutInbox(Account account, InfoMessage.Server info) {
        this.account = account;
        this.prefix = "$SYS._INBOX." + ServerHash.of(info.name()) + ".";
        this.ready = account.added(new Subscription(ByteText.bytes(prefix + "*"), null, SID, this));
    }

    /** Completed when answers are heard. */
    CompletableFuture<@Nullable Void> ready() {
        return ready;
    }

    /**
     * Publishes a request. Called on an event loop.
     *
     * @return the payload of the first answer; fails with a {@link java.util.concurrent.TimeoutException} when none comes in time
     */
    CompletableFuture<byte[]> ask(CalloutRequest request, Duration timeout) {
        String reply = prefix + Base62.random(ThreadLocalRandom.current(), TOKEN);
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        waiting.put(reply, answer);
        ServerPublisher.publish(
                account.space(),
                ByteText.bytes(CalloutService.SUBJECT),
                ByteText.bytes(reply),
                request.headers(),
                request.payload());
        return answer.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((payload, failure) -> waiting.remove(reply));
    }

    @Override
    public int receive(Subscription subscription, Delivery message) {
        CompletableFuture<byte[]> answer = waiting.get(ByteText.text(message.subject()));
        return answer != null && answer.complete(message.payload()) ? 1 : 0;
    }
}
