package io.dialtone.actors;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import io.dialtone.streams.EventLoops;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/**
 * Tells when all event loops have been through what their actors were told, so that whoever hears of a change finds it in effect: connections
 * go by it, and the shards that they told have done what they were told. Nobody answers: a connection that ends meanwhile is waited for by
 * nobody. Any thread.
 */
final class LoopRounds {
    /** An actor that is at work when it is told something takes it up one round later; and connections tell shards. */
    private static final int ROUNDS = 4;

    private final ActorSystem<?> system;
    private final EventLoops loops;

    LoopRounds(ActorSystem<?> system, EventLoops loops) {
        this.system = system;
        this.loops = loops;
    }

    /** Completed, on one of the loops, when what has been told by now is done. */
    CompletionStage<Void> passed() {
        CompletableFuture<Void> round = round();
        for (int i = 1; i < ROUNDS; i++) {
            round = round.thenCompose(ignored -> round());
        }
        return round;
    }

    private CompletableFuture<Void> round() {
        return CompletableFuture.allOf(
                IntStream.range(0, loops.count()).mapToObj(this::turn).toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> turn(int loop) {
        return CompletableFuture.runAsync(
                () -> {}, system.dispatchers().lookup(DispatcherSelector.fromConfig(loops.dispatcher(loop))));
    }
}
