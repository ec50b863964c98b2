package io.dialtone.actors;

import akka.actor.typed.ActorRef;
import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.exchange.Import;
import io.dialtone.actors.exchange.AwaitedReplies;
import io.dialtone.actors.exchange.ServiceReplies;
import io.dialtone.actors.exchange.StreamRoute;
import io.dialtone.actors.exchange.Tenant;
import io.dialtone.actors.links.InterestWatcher;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.conf.PublishRate;
import io.dialtone.routing.InterestChange;
import io.dialtone.routing.LinkTarget;
import io.dialtone.routing.RemoteInterest;
import io.dialtone.routing.RemoteSpace;
import io.dialtone.routing.StickyRules;
import io.dialtone.routing.SubjectIndex;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.GoQuote;
import io.dialtone.streams.PublishLimit;
import io.dialtone.streams.PublishLimits;
import io.dialtone.streams.SubjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What everybody may know of an account: its name, its subscriptions to match against, and the way to those who write
 * them. The state behind it belongs to its {@link AccountActor}. Any thread.
 */
final class Account implements Tenant, LinkedAccount {
    /** The account of those who belong to no other. */
    static final String GLOBAL = "$G";

    private final String name;
    private final SubjectSpace space;
    private final ServiceReplies replies = new ServiceReplies(this);
    private final AwaitedReplies awaited = new AwaitedReplies();
    private final AccountTotals totals = new AccountTotals();
    private final AtomicReferenceArray<@Nullable ActorRef<SubscriptionShard.Command>> shards =
            new AtomicReferenceArray<>(SubjectSpace.sliceCount());
    private final Consumer<AccountActor.Command> actor;
    private volatile @Nullable SubjectMapper mapper;
    private volatile AccountDefinition definition;
    private volatile Instant updated = Instant.now();
    /** Imports that do not hold; written by the supervisor of accounts. */
    private volatile Set<Import> refusedImports = Set.of();
    /** What its users see of the streams of others. */
    private volatile List<StreamRoute> streams = List.of();

    /** What its connections may publish together; null for as much as they like. */
    private volatile @Nullable PublishLimit publishLimit;

    /** Who hears of its interest; null where the server was made without links. */
    private final @Nullable InterestWatchers watchers;

    /** What it has below {@code $} without having subscribed to it, and other servers hear of. */
    private final List<InterestChange> announced;

    /**
     * @param common what every account has below {@code $}; null for nothing
     * @param announced what of that other servers hear of
     * @param announcedToLeafs what of that only the other ends of leaf links hear of
     * @param watchers who hears of its interest; null where the server was made without links
     */
    Account(
            String name,
            @Nullable SubjectIndex common,
            List<Subscription> announced,
            List<Subscription> announcedToLeafs,
            @Nullable InterestWatchers watchers,
            Consumer<AccountActor.Command> actor) {
        this.name = name;
        this.watchers = watchers;
        this.announced = Stream.concat(
                        announced.stream().map(s -> fromNothing(s, InterestChange.State.of(1, /* imports= */ 0))),
                        announcedToLeafs.stream()
                                .map(s -> fromNothing(s, InterestChange.State.of(0, /* imports= */ 1))))
                .toList();
        this.space = new SubjectSpace(name, common, watchers == null ? null : new RemoteSpace());
        this.actor = actor;
        this.definition = AccountDefinition.named(name);
    }

    @Override
    public String id() {
        return name;
    }

    @Override
    public AccountDefinition definition() {
        return definition;
    }

    Set<Import> refusedImports() {
        return refusedImports;
    }

    void refusedImports(Set<Import> refused) {
        refusedImports = refused;
    }

    /** When it came to be what it is. */
    Instant updated() {
        return updated;
    }

    @Override
    public List<StreamRoute> streams() {
        return streams;
    }

    /** Called by the {@link AccountSupervisor} alone. */
    void define(AccountDefinition itsDefinition, @Nullable SubjectMapper itsMapper) {
        definition = itsDefinition;
        mapper = itsMapper;
        updated = Instant.now();
    }

    @Override
    public @Nullable PublishLimits leafLimits() {
        PublishLimit limit = publishLimit;
        return limit == null ? null : new PublishLimits(List.of(limit), totals.pauses());
    }

    /** What its connections may publish together; null for as much as they like. */
    @Nullable
    PublishLimit publishLimit() {
        return publishLimit;
    }

    /** Sets how much its connections may publish together; connections are told by whoever sets it. */
    synchronized void publishRate(PublishRate rate) {
        PublishLimit limit = publishLimit;
        if (limit == null && rate.isLimited()) {
            limit = new PublishLimit("account " + GoQuote.quote(name));
        }
        if (limit != null) {
            limit.rate(rate);
        }
        publishLimit = rate.isLimited() ? limit : null;
    }

    /** Called by the {@link AccountSupervisor} alone. */
    void streams(List<StreamRoute> itsStreams) {
        streams = List.copyOf(itsStreams);
    }

    @Override
    public ServiceReplies replies() {
        return replies;
    }

    @Override
    public AwaitedReplies awaited() {
        return awaited;
    }

    @Override
    public void add(Subscription internal) {
        send(sliceOf(internal), new SubscriptionShard.Add(internal, null));
    }

    /** Adds a subscription of the server's own; completed when it is found. */
    CompletableFuture<@Nullable Void> added(Subscription internal) {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        send(sliceOf(internal), new SubscriptionShard.Add(internal, done));
        return done;
    }

    String name() {
        return name;
    }

    @Override
    public SubjectSpace space() {
        return space;
    }

    AccountTotals totals() {
        return totals;
    }

    @Override
    public @Nullable SubjectMapper mapper() {
        return mapper;
    }

    /** Whether its server has links. */
    boolean hasLinks() {
        return watchers != null;
    }

    InterestWatchers watchers() {
        return Objects.requireNonNull(watchers, "the server has no links");
    }

    @Override
    public RemoteSpace remote() {
        return Objects.requireNonNull(space.remote(), "the server has no links");
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
    int apply(List<SubscriptionShard.Change> changes, ActorRef<? super SubscriptionShard.Done> done) {
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

    /**
     * Sets the rules by which members of queue groups are chosen, null for none.
     *
     * @return how many times {@code done} will be told; then nobody goes by other rules any more
     */
    int stick(@Nullable StickyRules rules, ActorRef<? super SubscriptionShard.Done> done) {
        space.stickyRules(rules);
        RemoteSpace others = space.remote();
        if (others != null) {
            others.changed();
        }
        int told = 0;
        for (int slice = 0; slice < SubjectSpace.sliceCount(); slice++) {
            ActorRef<SubscriptionShard.Command> shard = shards.get(slice);
            if (shard != null) {
                shard.tell(new SubscriptionShard.Touch(done));
                told++;
            }
        }
        return told;
    }

    /** Removes subscriptions whose owner does not wait for it. */
    void forget(List<Subscription> subscriptions) {
        Map<Integer, List<Subscription>> bySlice = new HashMap<>();
        for (Subscription s : subscriptions) {
            bySlice.computeIfAbsent(sliceOf(s), slice -> new ArrayList<>()).add(s);
        }
        bySlice.forEach((slice, list) -> send(slice, new SubscriptionShard.Forget(list)));
    }

    @Override
    public int apply(List<RemoteInterest> wanted, Runnable done) {
        Map<Integer, List<RemoteInterest>> bySlice = new HashMap<>();
        for (RemoteInterest one : wanted) {
            bySlice.computeIfAbsent(sliceOf(one), slice -> new ArrayList<>()).add(one);
        }
        bySlice.forEach((slice, list) -> send(slice, new SubscriptionShard.ApplyRemote(list, done)));
        return bySlice.size();
    }

    @Override
    public void forget(LinkTarget link) {
        for (int slice = 0; slice < SubjectSpace.sliceCount(); slice++) {
            ActorRef<SubscriptionShard.Command> shard = shards.get(slice);
            if (shard != null) {
                shard.tell(new SubscriptionShard.ForgetLink(link));
            }
        }
    }

    @Override
    public CompletionStage<Void> snapshot(InterestWatcher watcher) {
        List<CompletableFuture<Void>> parts = new ArrayList<>();
        for (int slice = 0; slice < SubjectSpace.sliceCount(); slice++) {
            ActorRef<SubscriptionShard.Command> shard = shards.get(slice);
            if (shard != null) {
                CompletableFuture<Void> told = new CompletableFuture<>();
                parts.add(told);
                shard.tell(new SubscriptionShard.Snapshot(watcher, () -> told.complete(null)));
            }
        }
        if (!announced.isEmpty()) {
            watcher.changed(this, announced);
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
    }

    private static InterestChange fromNothing(Subscription s, InterestChange.State now) {
        return new InterestChange(s.subject(), s.queue(), InterestChange.State.NONE, now);
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
