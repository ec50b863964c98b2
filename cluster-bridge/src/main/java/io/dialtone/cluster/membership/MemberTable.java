package io.dialtone.cluster.membership;

import akka.actor.Address;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.UniqueAddress;
import io.dialtone.actors.monitor.ClusterView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The members of the cluster and what is known of them. Part of {@link MemberWatch}. */
final class MemberTable {
    private final UniqueAddress self;
    private final MemberCard own;
    private final Map<UniqueAddress, Entry> entries = new LinkedHashMap<>();
    private @Nullable Address leader;

    MemberTable(UniqueAddress self, MemberCard own) {
        this.self = self;
        this.own = own;
    }

    /** One member. */
    final class Entry {
        private Member member;
        private boolean reachable = true;
        private @Nullable MemberCard card;
        /** What was told of it last: nothing, that it is expected, or that it is lost. */
        private Told told = Told.NOTHING;

        private Entry(Member member) {
            this.member = member;
            this.card = isSelf() ? own : null;
        }

        boolean isSelf() {
            return member.uniqueAddress().equals(self);
        }

        boolean isDown() {
            return member.status().equals(MemberStatus.down());
        }

        boolean isReachable() {
            return reachable;
        }

        void reachable(boolean now) {
            reachable = now;
        }

        Address address() {
            return member.address();
        }

        @Nullable
        MemberCard card() {
            return card;
        }

        void card(MemberCard says) {
            card = says;
        }

        boolean isLost() {
            return told == Told.LOST;
        }

        /** Answers whether that is news. */
        boolean expect() {
            boolean news = told != Told.EXPECTED;
            told = Told.EXPECTED;
            return news;
        }

        /** Answers whether that is news. */
        boolean lose() {
            boolean news = told != Told.LOST;
            told = Told.LOST;
            return news;
        }

        ClusterView.Member view() {
            MemberCard says = card;
            return new ClusterView.Member(
                    member.address().toString(),
                    status(member),
                    reachable,
                    // Akka adds one for the data center, which is always the same here.
                    new TreeSet<>(member.getRoles())
                            .stream().filter(role -> !role.startsWith("dc-")).toList(),
                    says == null ? "" : says.serverId(),
                    says == null ? "" : says.serverName(),
                    says == null ? "" : says.route());
        }
    }

    private enum Told {
        NOTHING,
        EXPECTED,
        LOST
    }

    private static String status(Member member) {
        return member.status().toString().toLowerCase(Locale.ROOT);
    }

    Entry put(Member member) {
        Entry entry = entries.computeIfAbsent(member.uniqueAddress(), address -> new Entry(member));
        entry.member = member;
        return entry;
    }

    /** Takes out a member, with its last status. */
    @Nullable
    Entry remove(Member member) {
        Entry entry = entries.remove(member.uniqueAddress());
        if (entry != null) {
            entry.member = member;
        }
        return entry;
    }

    void leader(@Nullable Address address) {
        leader = address;
    }

    @Nullable
    Entry entryAt(@Nullable Address address) {
        return entries.values().stream()
                .filter(entry -> entry.address().equals(address))
                .findFirst()
                .orElse(null);
    }

    @Nullable
    Entry entryAt(String address, long uid) {
        return entries.values().stream()
                .filter(entry -> entry.member.uniqueAddress().longUid() == uid
                        && entry.address().toString().equals(address))
                .findFirst()
                .orElse(null);
    }

    List<Entry> entries() {
        return new ArrayList<>(entries.values());
    }

    int size() {
        return entries.size();
    }

    boolean isUp() {
        Entry entry = entries.get(self);
        return entry != null && entry.member.status().equals(MemberStatus.up());
    }

    /** Whether this node is a whole cluster. */
    boolean isAlone() {
        return entries.size() == 1 && isUp();
    }

    ClusterView view() {
        Entry mine = entries.get(self);
        Address decides = leader;
        String oldest = entries.values().stream()
                .map(entry -> entry.member)
                .filter(member -> member.status().equals(MemberStatus.up())
                        || member.status().equals(MemberStatus.leaving()))
                .min(Member.ageOrdering())
                .map(member -> member.address().toString())
                .orElse("");
        return new ClusterView(
                self.address().toString(),
                mine == null ? "removed" : status(mine.member),
                decides == null ? "" : decides.toString(),
                oldest,
                entries.values().stream()
                        .map(Entry::view)
                        .sorted(Comparator.comparing(ClusterView.Member::address))
                        .toList());
    }
}
