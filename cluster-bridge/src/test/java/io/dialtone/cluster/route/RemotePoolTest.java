package io.dialtone.cluster.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.cluster.protocol.ServerUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RemotePoolTest {
    private static final Set<String> PINNED = Set.of("$SYS");
    private static final Dialled CONFIGURED =
            new Dialled(ServerUrl.parse("nats-route://127.0.0.1:6222"), RouteType.EXPLICIT);
    private static final Dialled GOSSIPED =
            new Dialled(ServerUrl.parse("nats-route://127.0.0.2:6222"), RouteType.IMPLICIT);

    @Test
    void whoDialsFillsOneSlotAfterTheOtherUpToTheLargerSize() {
        RemotePool<String> pool = new RemotePool<>(1);

        assertThat(pool.place("c0", pooled(3, 0), CONFIGURED)).isEqualTo(new Placement.Placed<>(0, true, true));
        assertThat(pool.place("c1", pooled(3, 0), CONFIGURED)).isEqualTo(new Placement.Placed<>(1, false, true));
        assertThat(pool.place("c2", pooled(3, 0), CONFIGURED)).isEqualTo(new Placement.Placed<>(2, false, false));
        assertThat(pool.place("c3", pooled(3, 0), CONFIGURED)).isEqualTo(new Placement.Duplicate<>(null, false));
    }

    @Test
    void whoAcceptsTakesTheSlotThatWasChosenAndClosesASecondOne() {
        RemotePool<String> pool = new RemotePool<>(3);

        assertThat(pool.place("c2", pooled(3, 2), null)).isEqualTo(new Placement.Placed<>(2, true, false));
        assertThat(pool.place("again", pooled(3, 2), null)).isEqualTo(new Placement.Duplicate<>("c2", true));
    }

    @Test
    void aSlotThatWasLostIsFilledFirst() {
        RemotePool<String> pool = new RemotePool<>(3);
        pool.place("c0", pooled(3, 0), CONFIGURED);
        pool.place("c1", pooled(3, 0), CONFIGURED);

        assertThat(pool.remove("c0")).isTrue();
        assertThat(pool.place("new", pooled(3, 0), CONFIGURED)).isEqualTo(new Placement.Placed<>(0, false, true));
        assertThat(pool.remove("c0")).isFalse();
    }

    @Test
    void indicesThatCannotBeAreRefusedInNatsServersWords() {
        RemotePool<String> pool = new RemotePool<>(3);

        assertThat(pool.place("c", pooled(3, 7), null))
                .isEqualTo(new Placement.Refused<>("Invalid route pool index: 7 - pool size is 3", true));
        assertThat(pool.place("c", pooled(3, -1), null)).isInstanceOf(Placement.Refused.class);
        assertThat(pool.place("c", pooled(3, 1), CONFIGURED))
                .isEqualTo(new Placement.Refused<>("Route pool index should not be set but is set to 1", true));
        assertThat(pool.isEmpty()).isTrue();
    }

    @Test
    void aServerWithoutPoolHasOneConnectionForAllAccounts() {
        RemotePool<String> pool = new RemotePool<>(3);

        assertThat(pool.place("c", pooled(0, 0), CONFIGURED)).isEqualTo(new Placement.Placed<>(0, true, false));
        assertThat(pool.place("d", pooled(0, 0), CONFIGURED)).isEqualTo(new Placement.Duplicate<>("c", false));
        assertThat(pool.placeDedicated("s", "$SYS", pooled(0, 0), CONFIGURED, PINNED))
                .isEqualTo(new Placement.Refused<>(
                        "Not possible to have a dedicated route for account \"$SYS\" between those servers", false));
        assertThat(pool.carrierOf("$SYS", PINNED)).isEqualTo("c");
        assertThat(pool.isPooled()).isFalse();
    }

    @Test
    void anAccountOfItsOwnIsCarriedNowhereElse() {
        RemotePool<String> pool = new RemotePool<>(1);
        pool.place("c0", pooled(1, 0), null);

        assertThat(pool.carrierOf("$SYS", PINNED)).isNull();
        assertThat(pool.placeDedicated("s", "$SYS", pooled(1, 0), null, PINNED))
                .isEqualTo(new Placement.Placed<>(-1, true, false));
        assertThat(pool.placeDedicated("t", "$SYS", pooled(1, 0), null, PINNED))
                .isEqualTo(new Placement.Duplicate<>("s", false));
        assertThat(pool.placeDedicated("u", "X", pooled(1, 0), null, PINNED))
                .isEqualTo(new Placement.Refused<>("No route for account \"X\"", true));
        assertThat(pool.carrierOf("$SYS", PINNED)).isEqualTo("s");
        assertThat(pool.carrierOf("other", PINNED)).isEqualTo("c0");
        assertThat(pool.isDedicated("s")).isTrue();
        assertThat(pool.isDedicated("c0")).isFalse();
    }

    @Test
    void interestIsSentOnTheSlotByTheOwnSizeAndWaitsUntilItIsFilled() {
        RemotePool<String> pool = new RemotePool<>(3);
        pool.place("c0", pooled(5, 0), null);

        assertThat(pool.carrierOf("$G", PINNED)).isNull();
        pool.place("c2", pooled(5, 2), null);
        assertThat(pool.carrierOf("$G", PINNED)).isEqualTo("c2");
        assertThat(pool.effectiveSize()).isEqualTo(5);
    }

    @Test
    void oneDialledConnectionMakesThisSideDialTheOthersAgain() {
        RemotePool<String> pool = new RemotePool<>(3);
        pool.place("accepted", pooled(3, 1), null);
        pool.place("dialled", pooled(3, 0), CONFIGURED);
        pool.place("later", pooled(3, 2), null);

        assertThat(pool.dialled("accepted")).isEqualTo(CONFIGURED);
        assertThat(pool.dialled("dialled")).isEqualTo(CONFIGURED);
        assertThat(pool.dialled("later")).isEqualTo(CONFIGURED);
    }

    @Test
    void aConfiguredAddressIsPreferredToOneThatCameByGossip() {
        RemotePool<String> pool = new RemotePool<>(2);
        pool.place("c0", pooled(2, 0), GOSSIPED);
        pool.place("c1", pooled(2, 0), CONFIGURED);

        assertThat(pool.dialled("c0")).isEqualTo(CONFIGURED);
        assertThat(pool.dialled("c1")).isEqualTo(CONFIGURED);
    }

    @Test
    void theSurvivorOfADuplicateIsDialledAgainInItsPlace() {
        RemotePool<String> pool = new RemotePool<>(-1);
        pool.place("accepted", pooled(3, 0), null);
        pool.place("dialled", pooled(3, 0), CONFIGURED);

        assertThat(pool.dialled("accepted")).isEqualTo(CONFIGURED);
    }

    @Property
    void whateverComesAndGoesAPoolFillsUpAndNoSlotIsTakenTwice(
            @ForAll @IntRange(min = 1, max = 5) int own,
            @ForAll @IntRange(min = 1, max = 5) int theirs,
            @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 9) Integer> steps) {
        RemotePool<Object> pool = new RemotePool<>(own);
        List<Object> placed = new ArrayList<>();
        for (int step : steps) {
            Object connection = new Object();
            Placement<Object> placement = step < 5
                    ? pool.place(connection, pooled(theirs, step), null)
                    : step < 8 ? pool.place(connection, pooled(theirs, 0), CONFIGURED) : null;
            if (placement instanceof Placement.Placed<Object>) {
                placed.add(connection);
            } else if (placement == null && !placed.isEmpty()) {
                assertThat(pool.remove(placed.removeFirst())).isTrue();
            }
            assertThat(pool.connections()).containsExactlyInAnyOrderElementsOf(placed);
        }
        while (pool.place(new Object(), pooled(theirs, 0), CONFIGURED) instanceof Placement.Placed<Object>) {
            // until it is full
        }
        assertThat(pool.connections()).hasSize(Math.max(own, theirs));
    }

    private static ServerInfo pooled(int size, int index) {
        return ServerInfo.builder().routePoolSize(size).routePoolIndex(index).build();
    }
}
