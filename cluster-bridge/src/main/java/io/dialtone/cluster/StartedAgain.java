package io.dialtone.cluster;

import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.dialtone.actors.links.LinkCommand;
import org.jspecify.annotations.Nullable;

/**
 * Tells an actor that begins a new life what its former one was told: to start, if it was and has not been stopped since.
 *
 * <p>What it was told is known from the messages that reached it, not from those that were sent: one that is still in the mailbox
 * when a life begins will be received in that life, and must not be there twice.
 */
final class StartedAgain extends BehaviorInterceptor<LinkCommand, LinkCommand> {
    /** Read and written by the actor alone. */
    private LinkCommand.@Nullable Start started;

    private StartedAgain() {
        super(LinkCommand.class);
    }

    /** For one actor: all its lives share what it was told. */
    static Behavior<LinkCommand> around(Behavior<LinkCommand> kind) {
        StartedAgain memory = new StartedAgain();
        return Behaviors.intercept(() -> memory, kind);
    }

    @Override
    public Behavior<LinkCommand> aroundStart(
            TypedActorContext<LinkCommand> context, PreStartTarget<LinkCommand> target) {
        if (started != null) {
            context.asJava().getSelf().tell(started);
        }
        return target.start(context);
    }

    @Override
    public Behavior<LinkCommand> aroundReceive(
            TypedActorContext<LinkCommand> context, LinkCommand command, ReceiveTarget<LinkCommand> target) {
        switch (command) {
            case LinkCommand.Start start -> started = start;
            case LinkCommand.Stop ignored -> started = null;
            case LinkCommand.Reload ignored -> {}
            case LinkCommand.LameDuck ignored -> {}
        }
        return target.apply(context, command);
    }
}
