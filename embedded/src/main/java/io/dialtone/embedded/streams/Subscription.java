package io.dialtone.embedded.streams;

import akka.Done;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A running subscription: what its source materializes to. For any thread. */
public final class Subscription {
    private final CompletableFuture<Done> ready = new CompletableFuture<>();
    private final CompletableFuture<Done> done = new CompletableFuture<>();
    private final Executor executor;
    private final Runnable drain;
    private volatile @Nullable SubscriptionQueue queue;

    /** @param drain tells its stream that no more are wanted */
    Subscription(Executor executor, Runnable drain) {
        this.executor = executor;
        this.drain = drain;
    }

    /** Completed when the server knows it: whatever is published after that comes. Failed when the server refuses it. */
    public CompletionStage<Done> ready() {
        return ready.minimalCompletionStage();
    }

    /** Completed when its stream has ended, with the failure of the stream if there is one. */
    public CompletionStage<Done> whenDone() {
        return done.minimalCompletionStage();
    }

    /**
     * Ends it without loss: the server sends no more, and the stream completes behind what has come by then.
     *
     * @return {@link #whenDone}
     */
    public CompletionStage<Done> drain() {
        drain.run();
        return whenDone();
    }

    /** How many messages wait for demand. */
    public int waiting() {
        SubscriptionQueue q = queue;
        return q == null ? 0 : q.size();
    }

    /** How many messages were lost to the overflow strategy. */
    public long dropped() {
        SubscriptionQueue q = queue;
        return q == null ? 0 : q.dropped();
    }

    void began(SubscriptionQueue itsQueue) {
        queue = itsQueue;
    }

    void known(@Nullable Throwable failure) {
        executor.execute(() -> {
            if (failure == null) {
                ready.complete(Done.getInstance());
            } else {
                ready.completeExceptionally(failure);
            }
        });
    }

    void over(@Nullable Throwable failure) {
        Throwable early = failure == null ? new ConnectionClosedException("the stream has ended") : failure;
        executor.execute(() -> {
            ready.completeExceptionally(early);
            if (failure == null) {
                done.complete(Done.getInstance());
            } else {
                done.completeExceptionally(failure);
            }
        });
    }
}
