package io.dialtone.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.dialtone.streams.EventLoops;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Owns an account: the shards of its subscriptions, made when first needed, and what else of it changes. Made by {@link
 * Accounts}; lives as long as the configuration names it.
 */
final class AccountActor extends AbstractBehavior<AccountActor.Command> {
    sealed interface Command {}

    /** A command for a shard that may not exist yet. */
    record ToShard(int slice, SubscriptionShard.Command command) implements Command {}

    /** The account is no more. */
    enum Stop implements Command {
        INSTANCE
    }

    private final AtomicReference<Account> account;
    private final EventLoops loops;
    private final Map<Integer, ActorRef<SubscriptionShard.Command>> shards = new HashMap<>();

    /**
     * @param account the public side of this account, set before the first command is sent
     */
    static Behavior<Command> create(AtomicReference<Account> account, EventLoops loops) {
        return Behaviors.setup(context -> new AccountActor(context, account, loops));
    }

    private AccountActor(ActorContext<Command> context, AtomicReference<Account> account, EventLoops loops) {
        super(context);
        this.account = account;
        this.loops = loops;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(ToShard.class, this::toShard)
                .onMessage(Stop.class, ignored -> Behaviors.stopped())
                .build();
    }

    /** The shard gets its first command before anybody can find it and send it others. */
    private Behavior<Command> toShard(ToShard message) {
        ActorRef<SubscriptionShard.Command> known = shards.get(message.slice());
        if (known != null) {
            known.tell(message.command());
            return this;
        }
        ActorRef<SubscriptionShard.Command> shard = getContext()
                .spawn(
                        SubscriptionShard.create(account.get(), message.slice()),
                        "shard-" + message.slice(),
                        DispatcherSelector.fromConfig(loops.dispatcher(message.slice() % loops.count())));
        shards.put(message.slice(), shard);
        shard.tell(message.command());
        account.get().shard(message.slice(), shard);
        return this;
    }
}
