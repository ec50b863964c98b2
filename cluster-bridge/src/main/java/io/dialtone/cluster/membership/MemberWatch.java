package io.dialtone.cluster.membership;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.ClusterEvent;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.UniqueAddress;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches the members of the cluster and tells {@link Membership} what that means: the guardian of the actor system that Akka
 * Cluster runs in, of which there is one for each run of a node.
 *
 * <p>Members introduce themselves to each other; until one has, nothing is known of its server. A member that somebody cannot
 * reach is lost here, too, unless this node hears its heartbeats itself: one broken line between two others is no reason to
 * close a third. That is looked at again until the cluster has made up its mind.
 */
final class MemberWatch extends AbstractBehavior<MemberWatch.Command> {
    /** What it is told. */
    sealed interface Command permits Introduction, Changed, Tick {}

    private record Changed(ClusterEvent.ClusterDomainEvent event) implements Command {}

    enum Tick implements Command {
        INSTANCE
    }

    private static final Duration LOOK = Duration.ofMillis(250);
    /** A node that is alone asks its seed nodes so many looks apart whether there is a cluster without it. */
    private static final int LOOKS_ALONE = 20;

    private final MemberCard own;
    private final List<Address> seeds;
    private final ActorRef<Membership.Command> membership;
    private final akka.cluster.Cluster cluster;
    private final MemberTable table;
    private int looks;

    /**
     * @param own what is told to others
     * @param seeds where there may be a cluster
     */
    static Behavior<Command> create(MemberCard own, List<Address> seeds, ActorRef<Membership.Command> membership) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new MemberWatch(context, timers, own, seeds, membership)));
    }

    private MemberWatch(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            MemberCard own,
            List<Address> seeds,
            ActorRef<Membership.Command> membership) {
        super(context);
        this.own = own;
        this.seeds = seeds;
        this.membership = membership;
        this.cluster = akka.cluster.Cluster.get(Adapter.toClassic(context.getSystem()));
        this.table = new MemberTable(cluster.selfUniqueAddress(), own);
        ActorRef<ClusterEvent.ClusterDomainEvent> events =
                context.messageAdapter(ClusterEvent.ClusterDomainEvent.class, Changed::new);
        Cluster.get(context.getSystem())
                .subscriptions()
                .tell(Subscribe.create(events, ClusterEvent.ClusterDomainEvent.class));
        timers.startTimerWithFixedDelay(Tick.INSTANCE, LOOK);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder().onMessage(Command.class, this::onCommand).build();
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Changed c -> changed(c.event());
            case Introduction i -> introduced(i);
            case Tick ignored -> look();
        }
        return this;
    }

    // ---- what Akka Cluster says

    private void changed(ClusterEvent.ClusterDomainEvent event) {
        if (event instanceof ClusterEvent.MemberEvent e) {
            member(e);
        } else if (event instanceof ClusterEvent.UnreachableMember e) {
            reachable(e.member(), false);
        } else if (event instanceof ClusterEvent.ReachableMember e) {
            reachable(e.member(), true);
        } else if (event instanceof ClusterEvent.LeaderChanged e) {
            table.leader(e.getLeader());
            say("LEADER", table.entryAt(e.getLeader()));
        } else {
            return;
        }
        show();
    }

    private void member(ClusterEvent.MemberEvent event) {
        if (event instanceof ClusterEvent.MemberRemoved removed) {
            removed(removed);
            return;
        }
        MemberTable.Entry entry = table.put(event.member());
        say(name(event), entry);
        if (event instanceof ClusterEvent.MemberDowned) {
            lose(entry);
        } else if (event instanceof ClusterEvent.MemberUp && entry.isSelf()) {
            membership.tell(new Membership.Joined());
        } else {
            introduce(entry, true);
        }
    }

    private static String name(ClusterEvent.MemberEvent event) {
        MemberStatus status = event.member().status();
        return status.toString().toUpperCase(java.util.Locale.ROOT);
    }

    private void removed(ClusterEvent.MemberRemoved event) {
        MemberTable.Entry entry = table.remove(event.member());
        if (entry == null) {
            return;
        }
        say("REMOVED", entry);
        if (event.previousStatus().equals(MemberStatus.down())) {
            lose(entry);
        }
        MemberCard card = entry.card();
        if (card != null && !entry.isSelf()) {
            membership.tell(new Membership.Forget(card));
        }
    }

    private void reachable(Member member, boolean now) {
        MemberTable.Entry entry = table.put(member);
        entry.reachable(now);
        say(now ? "REACHABLE" : "UNREACHABLE", entry);
        settle(entry);
    }

    /** Tells of a member what there is to be told, once it is known what that is. */
    private void settle(MemberTable.Entry entry) {
        if (entry.isSelf() || entry.isDown()) {
            return;
        }
        if (!entry.isReachable()) {
            if (!entry.isLost() && !answersHere(entry)) {
                lose(entry);
            }
            return;
        }
        MemberCard card = entry.card();
        if (card != null && entry.expect()) {
            membership.tell(new Membership.Reach(card));
        }
    }

    private boolean answersHere(MemberTable.Entry entry) {
        Address address = entry.address();
        return cluster.failureDetector().isMonitoring(address)
                && cluster.failureDetector().isAvailable(address);
    }

    private void lose(MemberTable.Entry entry) {
        MemberCard card = entry.card();
        if (entry.lose() && card != null && !entry.isSelf()) {
            membership.tell(new Membership.Lose(card));
        }
    }

    private void say(String event, MemberTable.@Nullable Entry entry) {
        if (entry != null) {
            membership.tell(new Membership.Happened(event, entry.view()));
        }
    }

    private void show() {
        membership.tell(new Membership.Seen(table.view()));
    }

    // ---- what members say

    private void look() {
        looks++;
        for (MemberTable.Entry entry : table.entries()) {
            if (entry.card() == null && entry.isReachable()) {
                introduce(entry, true);
            }
            settle(entry);
        }
        if (table.isAlone() && looks % LOOKS_ALONE == 0) {
            seeds.stream().filter(seed -> !seed.equals(cluster.selfAddress())).forEach(seed -> introduce(seed, true));
        }
    }

    private void introduce(MemberTable.Entry entry, boolean wantsAnswer) {
        if (!entry.isSelf()) {
            introduce(entry.address(), wantsAnswer);
        }
    }

    private void introduce(Address to, boolean wantsAnswer) {
        UniqueAddress self = cluster.selfUniqueAddress();
        Introduction introduction =
                new Introduction(self.address().toString(), self.longUid(), table.size(), wantsAnswer, own);
        Adapter.toClassic(getContext()).actorSelection(to + "/user").tell(introduction, akka.actor.ActorRef.noSender());
    }

    private void introduced(Introduction i) {
        MemberTable.Entry entry = table.entryAt(i.address(), i.uid());
        if (entry == null) {
            stranger(i);
            return;
        }
        boolean news = !i.card().equals(entry.card());
        entry.card(i.card());
        if (i.wantsAnswer()) {
            introduce(entry, false);
        }
        settle(entry);
        if (news) {
            show();
        }
    }

    /**
     * A node of another cluster: both were started, or came back, while they could not reach each other. One that is alone gives its
     * own up; of two that are, that with the higher address.
     */
    private void stranger(Introduction i) {
        if (!table.isUp()) {
            return;
        }
        String self = cluster.selfAddress().toString();
        boolean gives = table.isAlone() && (i.members() > 1 || i.address().compareTo(self) < 0);
        if (gives) {
            membership.tell(new Membership.Island(i.address()));
        } else if (i.wantsAnswer() && i.members() == 1) {
            introduce(akka.actor.AddressFromURIString.parse(i.address()), false);
        }
    }
}
