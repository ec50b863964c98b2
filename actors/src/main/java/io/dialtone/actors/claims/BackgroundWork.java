package io.dialtone.actors.claims;

import akka.actor.typed.javadsl.ActorContext;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/** Work that takes its time: done on another thread, its outcome told to the {@link ClaimsKeeper} as a command. */
final class BackgroundWork {
    private final ActorContext<ClaimsKeeper.Command> context;
    private final ClaimsHost host;

    BackgroundWork(ActorContext<ClaimsKeeper.Command> context, ClaimsHost host) {
        this.context = context;
        this.host = host;
    }

    /** Goes on with what {@code work} says; when it fails, with nothing. */
    void run(Executor executor, Callable<ClaimsKeeper.Command> work) {
        run(executor, work, failure -> nothing());
    }

    /** Goes on with what {@code work} says, or with what {@code failed} makes of its failure. */
    void run(Executor executor, Callable<ClaimsKeeper.Command> work, Function<Throwable, ClaimsKeeper.Command> failed) {
        CompletableFuture<ClaimsKeeper.Command> result = new CompletableFuture<>();
        try {
            executor.execute(() -> complete(result, work));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
        context.pipeToSelf(result, (next, failure) -> {
            if (failure == null) {
                return next;
            }
            host.log().debug(() -> "DirResolver - " + failure.getMessage());
            return failed.apply(failure);
        });
    }

    private static void complete(CompletableFuture<ClaimsKeeper.Command> result, Callable<ClaimsKeeper.Command> work) {
        try {
            result.complete(work.call());
        } catch (Exception e) {
            result.completeExceptionally(e);
        }
    }

    /** What is said when there is nothing to go on with. */
    static ClaimsKeeper.Command nothing() {
        return new ClaimsKeeper.Then(() -> {});
    }
}
