package io.dialtone.app.simulate.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.simulate.Topology;
import io.dialtone.app.simulate.scenario.Scenario.Phase;
import io.dialtone.app.simulate.world.World;
import io.dialtone.conf.GoDuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A scenario that is being played, with a timeline for the user and a verdict at the end. */
public final class Play {

    private static final int REQUESTERS = 3;
    private static final int ENOUGH_IN_A_ROW = 20;
    private static final Duration LONGEST_LINKING = Duration.ofSeconds(40);
    private static final Duration LONGEST_MEASURING = Duration.ofSeconds(15);
    private static final Duration LONGEST_CHANGE = Duration.ofSeconds(20);
    private static final Duration STEADY = Requester.PATIENCE.plusSeconds(1);
    private static final long POLL_MS = 5;
    private static final double NANOS_PER_MS = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final World world;
    private final List<Phase> phases;
    private final Consumer<String> timeline;
    private final Tally tally = new Tally();
    private final long startNanos = System.nanoTime();
    private int lostInAll;

    private Play(World world, List<Phase> phases, Consumer<String> timeline) {
        this.world = world;
        this.phases = phases;
        this.timeline = timeline;
    }

    /**
     * Plays it to its end, or to the first thing that is not as it should be.
     *
     * @param timeline gets a line for each thing that happens
     * @return whether all went as it should
     */
    public static boolean run(Scenario scenario, World world, Consumer<String> timeline) throws InterruptedException {
        return new Play(world, scenario.phases(world.topology()), timeline).run();
    }

    private boolean run() throws InterruptedException {
        if (!world.awaitLinked(LONGEST_LINKING)) {
            return failed("the servers are not linked as they should be");
        }
        say("all servers are linked");
        awaitMeasured();
        List<Requester> requesters = new ArrayList<>();
        try (Members members = new Members(world)) {
            members.only(phases.getFirst().members());
            String place = place();
            for (int i = 1; i <= REQUESTERS; i++) {
                requesters.add(Requester.start(() -> world.clientPort(place), place + "-" + i, tally));
            }
            say(REQUESTERS + " requesters at " + place);
            for (Phase phase : phases) {
                if (!play(phase, members)) {
                    return false;
                }
            }
            say("as it should be: each time the nearest region with members answered; " + lostInAll
                    + " requests that were on their way were lost");
            return true;
        } catch (IOException e) {
            return failed(String.valueOf(e.getMessage()));
        } finally {
            requesters.forEach(Requester::close);
        }
    }

    /** Where requests are made: at a leaf node if there is one. */
    private String place() {
        Topology topology = world.topology();
        return topology.leaves().isEmpty()
                ? topology.nodesOf(Scenario.entry(topology)).getFirst()
                : topology.leaves().getFirst().name();
    }

    private boolean play(Phase phase, Members members) throws IOException, InterruptedException {
        say(phase.title());
        long start = System.nanoTime();
        members.only(phase.members());
        tally.mark();
        String expected = phase.answers();
        if (!await(LONGEST_CHANGE, () -> tally.inARow(expected) >= ENOUGH_IN_A_ROW)) {
            return failed(expected + " should answer, but: " + tally + ", lost " + tally.lostSoFar());
        }
        double took = (tally.firstNanos(expected) - start) / NANOS_PER_MS;
        int lost = tally.lostSoFar();
        tally.mark();
        // Long enough for requests to be given up that were lost in the change.
        await(STEADY, () -> false);
        lost += tally.takeLostOnTheWay();
        lostInAll += lost;
        say(String.format(
                Locale.ROOT,
                "  %s answers, first after %.0f ms; a request takes %.1f ms; lost %d",
                expected,
                took,
                tally.medianMs(expected).orElse(0),
                lost));
        if (lost > REQUESTERS) {
            return failed("more requests were lost than were on their way");
        }
        if (tally.fromOthers(expected) > 0 || tally.lostSoFar() > 0) {
            return failed(
                    "only " + expected + " should go on to answer, but: " + tally + ", lost " + tally.lostSoFar());
        }
        return true;
    }

    private static boolean await(Duration limit, BooleanSupplier state) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!state.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(POLL_MS);
        }
        return true;
    }

    /** Distances are taken from pings, the first of which goes a second or two after a link is made. */
    private void awaitMeasured() throws InterruptedException {
        long end = System.nanoTime() + LONGEST_MEASURING.toNanos();
        while (!isMeasured()) {
            if (System.nanoTime() > end) {
                say("the servers do not tell the distances they measured");
                return;
            }
            Thread.sleep(20 * POLL_MS);
        }
        say("distances are measured");
    }

    private boolean isMeasured() {
        Topology topology = world.topology();
        String home = Scenario.entry(topology);
        for (String node : topology.nodesOf(home)) {
            for (String other : topology.clustersBut(home)) {
                double set =
                        topology.rtt(node, topology.nodesOf(other).getFirst()).toNanos() / NANOS_PER_MS;
                double measured = measuredMs(node, other);
                // Half as much again is the pace of a busy machine, or a ping of the time before the link was delayed.
                if (measured < set || measured > set * 1.5 + 10) {
                    return false;
                }
            }
        }
        return true;
    }

    private double measuredMs(String node, String cluster) {
        try {
            JsonNode gateways = world.monitoring(node).get("/gatewayz").path("outbound_gateways");
            String rtt = gateways.path(cluster).path("connection").path("rtt").asText();
            return GoDuration.parse(rtt).toNanos() / NANOS_PER_MS;
        } catch (UncheckedIOException | IllegalArgumentException e) {
            return -1;
        }
    }

    private boolean failed(String why) {
        say("NOT as it should be: " + why);
        return false;
    }

    private void say(String text) {
        timeline.accept(
                String.format(Locale.ROOT, "%7.1f s  %s", (System.nanoTime() - startNanos) / NANOS_PER_SECOND, text));
    }
}
