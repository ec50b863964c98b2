package io.dialtone.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.dialtone.actors.links.InterestWatcher;
import io.dialtone.routing.LinkTarget;
import io.dialtone.routing.RemoteInterest;
import io.dialtone.routing.SubjectIndex;
import io.dialtone.routing.Subscription;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of one slice of an account: of its subscriptions, and of what other servers want of it. Made by the account
 * when the slice is first needed; lives as long as the account.
 *
 * <p>Promise: changes take effect in the order sent, and {@code done} is told after all of them have, so whoever publishes
 * later finds them. Those who watch interest hear of the changes in that order.
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

    /** Interest of other servers comes, changes or goes; then {@code done} is run. */
    record ApplyRemote(List<RemoteInterest> wanted, Runnable done) implements Command {}

    /** All interest of a link goes. */
    record ForgetLink(LinkTarget link) implements Command {}

    /** What matches show of this slice has changed though its subscriptions have not; then {@code done} is told. */
    record Touch(ActorRef<? super Done> done) implements Command {}

    /** Tells a watcher all interest there is. */
    record Snapshot(InterestWatcher watcher, Runnable done) implements Command {}

    /** One change. */
    record Change(Subscription subscription, boolean add) {}

    private final SubjectIndex index;
    /** Null where the server was made without links. */
    private final @Nullable ShardBooks books;

    static Behavior<Command> create(Account account, int slice) {
        return Behaviors.supervise(Behaviors.<Command>setup(context -> new SubscriptionShard(context, account, slice)))
                .onFailure(SupervisorStrategy.restart());
    }

    private SubscriptionShard(ActorContext<Command> context, Account account, int slice) {
        super(context);
        this.index = account.space().slice(slice);
        this.books = account.hasLinks() ? new ShardBooks(account, slice) : null;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder().onMessage(Command.class, this::onCommand).build();
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Apply a -> {
                change(a.changes());
                a.done().tell(Done.INSTANCE);
            }
            case Add a -> {
                change(List.of(new Change(a.subscription(), true)));
                CompletableFuture<@Nullable Void> done = a.done();
                if (done != null) {
                    done.complete(null);
                }
            }
            case Forget f ->
                change(f.subscriptions().stream().map(s -> new Change(s, false)).toList());
            case ApplyRemote r -> {
                if (books != null) {
                    books.set(r.wanted());
                }
                r.done().run();
            }
            case ForgetLink f -> {
                if (books != null) {
                    books.forget(f.link());
                }
            }
            case Touch t -> {
                index.touched();
                t.done().tell(Done.INSTANCE);
            }
            case Snapshot s -> {
                if (books != null) {
                    books.snapshot(s.watcher());
                }
                s.done().run();
            }
        }
        return this;
    }

    private void change(List<Change> changes) {
        ShardBooks kept = books;
        if (kept == null) {
            for (Change change : changes) {
                if (change.add()) {
                    index.add(change.subscription());
                } else {
                    index.remove(change.subscription());
                }
            }
            return;
        }
        kept.begin();
        for (Change change : changes) {
            kept.change(change.subscription(), change.add());
        }
        kept.end();
    }
}
