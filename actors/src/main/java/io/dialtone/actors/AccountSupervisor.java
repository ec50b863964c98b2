package io.dialtone.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.dialtone.streams.EventLoops;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The parent of all accounts. Commands for an account that has no actor yet start it, so an account can be named on any
 * thread without waiting.
 */
final class AccountSupervisor extends AbstractBehavior<AccountSupervisor.Command> {
    /** A command for an account, whose actor is made for the first one. */
    record Command(String name, AtomicReference<Account> account, AccountActor.Command command) {}

    private final EventLoops loops;
    private final Map<String, ActorRef<AccountActor.Command>> children = new HashMap<>();

    static Behavior<Command> create(EventLoops loops) {
        return Behaviors.setup(context -> new AccountSupervisor(context, loops));
    }

    private AccountSupervisor(ActorContext<Command> context, EventLoops loops) {
        super(context);
        this.loops = loops;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder().onMessage(Command.class, this::forward).build();
    }

    private Behavior<Command> forward(Command message) {
        children.computeIfAbsent(
                        message.name(),
                        name -> getContext()
                                .spawn(
                                        AccountActor.create(message.account(), loops),
                                        URLEncoder.encode(name, StandardCharsets.UTF_8)))
                .tell(message.command());
        return this;
    }
}
