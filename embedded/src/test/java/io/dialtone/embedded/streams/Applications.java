package io.dialtone.embedded.streams;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** A test with an actor system of an application. */
abstract class Applications {
    static final Duration SOON = Duration.ofSeconds(20);

    final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "application");

    @AfterEach
    void endTheApplication() throws Exception {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(SOON.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
