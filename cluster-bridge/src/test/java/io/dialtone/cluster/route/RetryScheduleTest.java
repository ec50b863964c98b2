package io.dialtone.cluster.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    @Test
    void aConfiguredRouteIsDialledForEver() {
        RetrySchedule schedule = new RetrySchedule(RouteType.EXPLICIT, 0, false);

        assertThat(schedule.afterFailures(1)).contains(Duration.ofSeconds(1));
        assertThat(schedule.afterFailures(1_000_000)).contains(Duration.ofSeconds(1));
    }

    @Test
    void whatCameByGossipIsDialledAsOftenAsConfiguredAndOnceMore() {
        assertThat(new RetrySchedule(RouteType.IMPLICIT, 0, false).afterFailures(1))
                .isEmpty();
        RetrySchedule twice = new RetrySchedule(RouteType.IMPLICIT, 2, false);
        assertThat(twice.afterFailures(2)).isPresent();
        assertThat(twice.afterFailures(3)).isEmpty();
    }

    @Test
    void backoffDoublesUpToHalfAMinute() {
        RetrySchedule schedule = new RetrySchedule(RouteType.EXPLICIT, 0, true);

        assertThat(List.of(1, 2, 3, 4, 5, 6, 7).stream()
                        .map(n -> schedule.afterFailures(n).orElseThrow().toSeconds()))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Property
    void backoffNeverLeavesItsBounds(@ForAll @IntRange(min = 1) int failures) {
        assertThat(new RetrySchedule(RouteType.EXPLICIT, 0, true)
                        .afterFailures(failures)
                        .orElseThrow())
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    @Test
    void aLostRouteIsDialledAfterAMomentThatDiffersBetweenServers() {
        Random random = new Random(7);

        assertThat(new RetrySchedule(RouteType.IMPLICIT, 0, false).afterLoss(random))
                .isBetween(Duration.ZERO, Duration.ofMillis(99));
        assertThat(new RetrySchedule(RouteType.EXPLICIT, 0, false).afterLoss(random))
                .isBetween(Duration.ofSeconds(1), Duration.ofMillis(1099));
    }

    @Test
    void aServerDoesNotDialItself() throws UnknownHostException {
        InetAddress own = InetAddress.getByName("127.0.0.1");
        InetAddress other = InetAddress.getByName("127.0.0.2");
        OwnAddresses addresses = new OwnAddresses(Set.of(own), 6222);

        assertThat(addresses.othersAmong(List.of(own, other), 6222))
                .containsExactly(new InetSocketAddress(other, 6222));
        assertThat(addresses.othersAmong(List.of(own), 6223)).containsExactly(new InetSocketAddress(own, 6223));
        assertThat(addresses.othersAmong(List.of(own), 6222)).isEmpty();
    }
}
