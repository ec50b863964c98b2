package io.dialtone.app.simulate.scenario;

import io.dialtone.app.simulate.Description;
import io.dialtone.app.simulate.Topology;
import io.dialtone.app.simulate.Topology.Cluster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What can be played. Which region is which is taken from the topology: requests enter where the first leaf dials. */
public enum Scenario {
    /** The members near the requests fail, those of the nearest other region answer, and the near ones come back. */
    GEO {
        @Override
        public String description() {
            return Description.DEFAULT;
        }

        @Override
        List<Phase> phases(Topology topology) {
            String home = entry(topology);
            List<String> others = byDistance(topology, home);
            Set<String> all = regions(topology);
            Set<String> away = new HashSet<>(others);
            return List.of(
                    new Phase("members everywhere", all, home),
                    new Phase("all members in " + home + " fail", away, others.getFirst()),
                    new Phase("members in " + home + " come back", all, home));
        }
    },
    /** No members where requests enter: region after region fails, from the nearest on, and they come back. */
    RTT {
        @Override
        public String description() {
            return """
                    clusters {
                      HUB  { nodes: 1 }
                      NEAR { nodes: 1 }
                      MID  { nodes: 1 }
                      FAR  { nodes: 1 }
                    }
                    rtt {
                      HUB  { NEAR: 5ms, MID: 40ms, FAR: 120ms }
                      NEAR { MID: 40ms, FAR: 120ms }
                      MID  { FAR: 120ms }
                    }
                    leafs {
                      factory { to: HUB }
                    }
                    """;
        }

        @Override
        List<Phase> phases(Topology topology) {
            List<String> others = byDistance(topology, entry(topology));
            List<Phase> phases = new ArrayList<>();
            phases.add(new Phase("members everywhere but where requests enter", Set.copyOf(others), others.getFirst()));
            for (int i = 1; i < others.size(); i++) {
                phases.add(new Phase(
                        "all members in " + others.get(i - 1) + " fail",
                        Set.copyOf(others.subList(i, others.size())),
                        others.get(i)));
            }
            for (int i = others.size() - 2; i >= 0; i--) {
                phases.add(new Phase(
                        "members in " + others.get(i) + " come back",
                        Set.copyOf(others.subList(i, others.size())),
                        others.get(i)));
            }
            return phases;
        }
    };

    /**
     * A step.
     *
     * @param members regions that have members
     * @param answers the region that must answer
     */
    record Phase(String title, Set<String> members, String answers) {}

    /** A topology for it, where the user describes none. */
    public abstract String description();

    abstract List<Phase> phases(Topology topology);

    /** By the name that it has on a command line. */
    public static Optional<Scenario> named(String name) {
        for (Scenario scenario : values()) {
            if (scenario.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(scenario);
            }
        }
        return Optional.empty();
    }

    /** Why it cannot be played with a topology; empty when it can. */
    public static Optional<String> objection(Topology topology) {
        if (topology.clusters().size() < 2) {
            return Optional.of("a scenario needs two clusters or more");
        }
        String home = entry(topology);
        List<String> others = byDistance(topology, home);
        for (int i = 1; i < others.size(); i++) {
            if (topology.rtt(home + "-1", others.get(i) + "-1")
                    .equals(topology.rtt(home + "-1", others.get(i - 1) + "-1"))) {
                return Optional.of("a scenario needs regions at different distances: " + others.get(i - 1) + " and "
                        + others.get(i) + " are equally far from " + home);
            }
        }
        return Optional.empty();
    }

    /** The cluster where requests enter. */
    static String entry(Topology topology) {
        String region = topology.leaves().isEmpty()
                ? topology.clusters().getFirst().name()
                : topology.leaves().getFirst().to();
        while (isLeaf(topology, region)) {
            region = dialled(topology, region);
        }
        return region;
    }

    private static boolean isLeaf(Topology topology, String region) {
        return topology.leaves().stream().anyMatch(leaf -> leaf.name().equals(region));
    }

    private static String dialled(Topology topology, String leaf) {
        return topology.leaves().stream()
                .filter(other -> other.name().equals(leaf))
                .findFirst()
                .orElseThrow()
                .to();
    }

    private static List<String> byDistance(Topology topology, String home) {
        return topology.clusters().stream()
                .map(Cluster::name)
                .filter(other -> !other.equals(home))
                .sorted(Comparator.comparing(other -> topology.rtt(home + "-1", other + "-1")))
                .toList();
    }

    private static Set<String> regions(Topology topology) {
        Set<String> names = new HashSet<>();
        topology.clusters().forEach(cluster -> names.add(cluster.name()));
        return names;
    }
}
