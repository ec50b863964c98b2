package io.dialtone.actors;

import akka.actor.typed.ActorRef;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.SubjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What everybody may know of an account: its name, its subscriptions to match against, and the way to those who write
 * them. The state behind it belongs to its {@link AccountActor}. Any thread.
 */
final class Account {
    /** The account of those who belong to no other. */
    static final String GLOBAL = "$G";

    private final String name;
    private final SubjectSpace space = new SubjectSpace();
    private final AccountTotals totals = new AccountTotals();
    private final AtomicReferenceArray<@Nullable ActorRef<SubscriptionShard.Command>> shards =
            new AtomicReferenceArray<>(SubjectSpace.sliceCount());
    private final Consumer<AccountActor.Command> actor;
    private volatile @Nullable SubjectMapper mapper;

    Account(String name, Consumer<AccountActor.Command> actor) {
        this.name = name;
        this.actor = actor;
    }

    String name() {
        return name;
    }

    SubjectSpace space() {
        return space;
    }

    AccountTotals totals() {
        return totals;
    }

    @Nullable
    SubjectMapper mapper() {
        return mapper;
    }

    void mapper(@Nullable SubjectMapper newMapper) {
        mapper = newMapper;
    }

    /** Called by the account's actor once the shard has its first command. */
    void shard(int slice, ActorRef<SubscriptionShard.Command> shard) {
        shards.set(slice, shard);
    }

    /**
     * Has changes made, in order within each slice.
     *
     * @return how many times {@code done} will be told
     */
    int apply(List<SubscriptionShard.Change> changes, ActorRef<? super Connection.ShardDone> done) {
        if (changes.isEmpty()) {
            return 0;
        }
        int only = sliceOf(changes.get(0).subscription());
        boolean single = changes.size() == 1;
        if (!single) {
            single = changes.stream().allMatch(c -> sliceOf(c.subscription()) == only);
        }
        if (single) {
            send(only, new SubscriptionShard.Apply(changes, done));
            return 1;
        }
        Map<Integer, List<SubscriptionShard.Change>> bySlice = new HashMap<>();
        for (SubscriptionShard.Change c : changes) {
            bySlice.computeIfAbsent(sliceOf(c.subscription()), slice -> new ArrayList<>())
                    .add(c);
        }
        bySlice.forEach((slice, list) -> send(slice, new SubscriptionShard.Apply(list, done)));
        return bySlice.size();
    }

    /** Removes subscriptions whose owner does not wait for it. */
    void forget(List<Subscription> subscriptions) {
        Map<Integer, List<Subscription>> bySlice = new HashMap<>();
        for (Subscription s : subscriptions) {
            bySlice.computeIfAbsent(sliceOf(s), slice -> new ArrayList<>()).add(s);
        }
        bySlice.forEach((slice, list) -> send(slice, new SubscriptionShard.Forget(list)));
    }

    private static int sliceOf(Subscription subscription) {
        return SubjectSpace.sliceOfPattern(subscription.subject());
    }

    private void send(int slice, SubscriptionShard.Command command) {
        ActorRef<SubscriptionShard.Command> shard = shards.get(slice);
        if (shard != null) {
            shard.tell(command);
        } else {
            actor.accept(new AccountActor.ToShard(slice, command));
        }
    }
}
