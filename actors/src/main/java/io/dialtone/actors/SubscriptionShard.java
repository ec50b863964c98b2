package io.dialtone.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.dialtone.routing.SubjectIndex;
import io.dialtone.routing.Subscription;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of one slice of an account's subscriptions. Made by the account when the slice is first needed; lives as
 * long as the account.
 *
 * <p>Promise: changes take effect in the order sent, and {@code done} is told after all of them have, so whoever publishes
 * later finds them.
 */
final class SubscriptionShard extends AbstractBehavior<SubscriptionShard.Command> {
    sealed interface Command {}

    /** Subscriptions to add and remove, in order; then {@code done} is told. */
    record Apply(List<Change> changes, ActorRef<? super Done> done) implements Command {}

    /**
     * A subscription of the server's own.
     *
     * @param done completed when it is there; null when nobody waits
     */
    record Add(Subscription subscription, @Nullable CompletableFuture<@Nullable Void> done) implements Command {}

    /** Told to whoever asked for changes. */
    enum Done implements Connection.Command {
        INSTANCE
    }

    /** Subscriptions to remove because their owner is gone. */
    record Forget(List<Subscription> subscriptions) implements Command {}

    /** One change. */
    record Change(Subscription subscription, boolean add) {}

    private final SubjectIndex index;

    static Behavior<Command> create(SubjectIndex index) {
        return Behaviors.supervise(Behaviors.<Command>setup(context -> new SubscriptionShard(context, index)))
                .onFailure(SupervisorStrategy.restart());
    }

    private SubscriptionShard(ActorContext<Command> context, SubjectIndex index) {
        super(context);
        this.index = index;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Apply.class, this::apply)
                .onMessage(Add.class, this::add)
                .onMessage(Forget.class, this::forget)
                .build();
    }

    private Behavior<Command> apply(Apply command) {
        for (Change change : command.changes()) {
            if (change.add()) {
                index.add(change.subscription());
            } else {
                index.remove(change.subscription());
            }
        }
        command.done().tell(Done.INSTANCE);
        return this;
    }

    private Behavior<Command> add(Add command) {
        index.add(command.subscription());
        CompletableFuture<@Nullable Void> done = command.done();
        if (done != null) {
            done.complete(null);
        }
        return this;
    }

    private Behavior<Command> forget(Forget command) {
        command.subscriptions().forEach(index::remove);
        return this;
    }
}
