package io.dialtone.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Who a key goes to, and what moves when somebody comes or goes. */
class RendezvousTest {
    private static final int KEYS = 2000;
    private static final long ORDERS = 5014895673036534313L;
    private static final double SCORE = 2.0942063792347914;

    private static long key(int number) {
        return Rendezvous.hash(ByteText.bytes("key" + number));
    }

    private static List<Subscription> members(int count) {
        List<Subscription> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(Subscriptions.queue("orders.*", "g", i));
        }
        return members;
    }

    /** In two sets, as when a group has members of two patterns. */
    private static SubscriberSet[] sets(List<Subscription> members) {
        SubscriberSet[] sets = {new SubscriberSet(), new SubscriberSet()};
        for (int i = 0; i < members.size(); i++) {
            sets[i % 2].add(members.get(i));
        }
        return sets;
    }

    private static Map<Integer, Subscription> owners(SubscriberSet[] sets) {
        Map<Integer, Subscription> owners = new HashMap<>();
        for (int i = 0; i < KEYS; i++) {
            owners.put(i, Objects.requireNonNull(Rendezvous.best(sets, key(i), Long.MAX_VALUE)));
        }
        return owners;
    }

    @Property(tries = 20)
    void whenAMemberLeavesOnlyItsOwnKeysMove(
            @ForAll @IntRange(min = 2, max = 12) int count, @ForAll @IntRange(max = 11) int which) {
        List<Subscription> members = members(count);
        SubscriberSet[] sets = sets(members);
        Map<Integer, Subscription> before = owners(sets);
        Subscription leaving = members.get(which % count);

        sets[which % count % 2].remove(leaving);

        owners(sets).forEach((key, now) -> {
            if (before.get(key) != leaving) {
                assertThat(now).isSameAs(before.get(key));
            } else {
                assertThat(now).isNotSameAs(leaving);
            }
        });
    }

    @Property(tries = 20)
    void whoComesTakesKeysAndNobodyElseDoes(@ForAll @IntRange(min = 1, max = 12) int count) {
        SubscriberSet[] sets = sets(members(count));
        Map<Integer, Subscription> before = owners(sets);
        Subscription fresh = Subscriptions.queue("orders.*", "g", 99);

        sets[0].add(fresh);

        owners(sets).forEach((key, now) -> assertThat(now).isIn(fresh, before.get(key)));
    }

    @Property(tries = 10)
    void everyMemberHasAboutTheSameShare(@ForAll @IntRange(min = 2, max = 10) int count) {
        Map<Subscription, Integer> shares = new HashMap<>();
        owners(sets(members(count))).values().forEach(owner -> shares.merge(owner, 1, Integer::sum));

        assertThat(shares).hasSize(count);
        assertThat(shares.values()).allMatch(share -> Math.abs(share - KEYS / count) < KEYS / count / 2 + 60);
    }

    @Example
    void theNextBestComesBehindTheBest() {
        SubscriberSet[] sets = sets(members(5));
        List<Subscription> order = new ArrayList<>();
        long bound = Long.MAX_VALUE;
        for (Subscription s; (s = Rendezvous.best(sets, 42, bound)) != null; ) {
            order.add(s);
            bound = Rendezvous.score(42, s);
        }

        assertThat(order).hasSize(5).doesNotHaveDuplicates();
    }

    private static String server(int key, Map<String, Integer> weights) {
        String best = "";
        double highest = 0;
        for (Map.Entry<String, Integer> one : weights.entrySet()) {
            double score = Rendezvous.score(key(key), Rendezvous.hash(ByteText.bytes(one.getKey())), one.getValue());
            if (score > highest) {
                highest = score;
                best = one.getKey();
            }
        }
        return best;
    }

    @Example
    void serversHaveSharesByTheirMembersAndAMoreOrLessMovesNoOtherKeys() {
        Map<String, Integer> weights = Map.of("a", 1, "b", 2, "c", 5);
        Map<String, Integer> fewer = Map.of("a", 1, "b", 2, "c", 4);
        Map<String, Integer> shares = new HashMap<>();
        int moved = 0;
        for (int i = 0; i < KEYS * 4; i++) {
            String before = server(i, weights);
            String after = server(i, fewer);
            shares.merge(before, 1, Integer::sum);
            if (!before.equals(after)) {
                assertThat(before).isEqualTo("c");
                moved++;
            }
        }

        assertThat(shares.get("a")).isBetween(850, 1150);
        assertThat(shares.get("b")).isBetween(1800, 2200);
        assertThat(shares.get("c")).isBetween(4700, 5300);
        // Of 5/8 down to 4/7.
        assertThat(moved).isBetween(300, 560);
    }

    @Example
    void aServerWithoutMembersGetsNothing() {
        assertThat(Rendezvous.score(5, 7, 0)).isZero();
    }

    @Example
    void theNumbersAreWhatServersHaveAgreedUpon() {
        assertThat(Rendezvous.hash(ByteText.bytes("orders"))).isEqualTo(ORDERS);
        assertThat(Rendezvous.score(ORDERS, 7, 3)).isCloseTo(SCORE, within(1e-12));
    }
}
