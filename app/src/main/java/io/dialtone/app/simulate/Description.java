package io.dialtone.app.simulate;

import io.dialtone.app.simulate.Topology.Cluster;
import io.dialtone.app.simulate.Topology.Leaf;
import io.dialtone.app.simulate.Topology.Seeding;
import io.dialtone.conf.ConfigTree;
import io.dialtone.conf.ConfigurationException;
import io.dialtone.conf.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A topology as a user writes it, in the configuration language.
 *
 * <pre>
 * clusters { US-EAST { nodes: 3 }, EU-WEST { nodes: 3 } }
 * rtt { US-EAST { EU-WEST: 40ms } }
 * leafs { factory { to: US-EAST } }
 * </pre>
 *
 * All that is wrong with one is told at once, each with its place.
 */
public final class Description {

    /** What is simulated when nothing else is described. */
    public static final String DEFAULT = """
            clusters {
              US-EAST { nodes: 2 }
              EU-WEST { nodes: 2 }
              AP      { nodes: 1 }
            }
            rtt {
              US-EAST { EU-WEST: 40ms, AP: 120ms }
              EU-WEST { AP: 80ms }
            }
            leafs {
              factory { to: US-EAST }
            }
            """;

    private static final int MOST_NODES = 32;
    private static final Duration LONGEST_RTT = Duration.ofSeconds(10);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,40}");

    /** A leaf's own word is enough to keep its link readable. */
    private static final String READABLE = "compression: off";

    private final List<String> problems = new ArrayList<>();
    private final List<Cluster> clusters = new ArrayList<>();
    private final List<Leaf> leaves = new ArrayList<>();
    private final Map<Set<String>, Duration> rtts = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    private Description() {}

    /** A description that cannot be used; one line for each problem, as {@code FILE:LINE:COL: text}. */
    public static final class InvalidException extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidException(String message) {
            super(message);
        }
    }

    public static Topology load(String file) throws InvalidException {
        try {
            return new Description().read(ConfigTree.load(file));
        } catch (ConfigurationException e) {
            throw new InvalidException(String.valueOf(e.getMessage()));
        }
    }

    /** @param name what problems call the file */
    public static Topology parse(String text, String name) throws InvalidException {
        try {
            return new Description().read(ConfigTree.parse(text, name));
        } catch (ConfigurationException e) {
            throw new InvalidException(String.valueOf(e.getMessage()));
        }
    }

    private Topology read(ConfigTree root) throws InvalidException {
        Map<String, ConfigTree> top = map(root);
        top.keySet().stream()
                .filter(key -> !Set.of("clusters", "rtt", "leafs").contains(key))
                .forEach(key -> wrong(top.get(key), "unknown key \"" + key + "\" (clusters, rtt, leafs)"));
        children(top, "clusters").forEach(this::cluster);
        if (clusters.isEmpty()) {
            wrong(top.getOrDefault("clusters", root), "no cluster");
        }
        children(top, "leafs").forEach(this::leaf);
        leaves(top);
        children(top, "rtt").forEach(this::distances);
        Topology topology = new Topology(clusters, leaves, rtts);
        if (topology.nodeNames().size() > MOST_NODES) {
            wrong(root, "more than " + MOST_NODES + " servers");
        }
        if (!problems.isEmpty()) {
            throw new InvalidException(String.join("\n", problems));
        }
        return topology;
    }

    private void cluster(String name, ConfigTree at) {
        named(name, at);
        int nodes = 1;
        for (Map.Entry<String, ConfigTree> entry : map(at).entrySet()) {
            if (entry.getKey().equals("nodes")) {
                nodes = count(entry.getValue());
            } else {
                wrong(entry.getValue(), "unknown key \"" + entry.getKey() + "\" of a cluster (nodes)");
            }
        }
        Cluster cluster = new Cluster(name, nodes, Seeding.ALL);
        cluster.nodeNames().forEach(node -> named(node, at));
        clusters.add(cluster);
    }

    private int count(ConfigTree at) {
        String text = String.valueOf(at.text());
        if (text.matches("[1-9][0-9]?")) {
            return Integer.parseInt(text);
        }
        wrong(at, "nodes is a number from 1 to " + MOST_NODES);
        return 1;
    }

    private void leaf(String name, ConfigTree at) {
        named(name, at);
        String to = "";
        for (Map.Entry<String, ConfigTree> entry : map(at).entrySet()) {
            if (entry.getKey().equals("to")) {
                to = String.valueOf(entry.getValue().text());
            } else {
                wrong(entry.getValue(), "unknown key \"" + entry.getKey() + "\" of a leaf (to)");
            }
        }
        leaves.add(new Leaf(name, to, "", "", READABLE));
    }

    /** A leaf may dial one that is described before it: so no circle can be described. */
    private void leaves(Map<String, ConfigTree> top) {
        Map<String, ConfigTree> places = children(top, "leafs");
        Set<String> known = new HashSet<>();
        clusters.forEach(cluster -> known.add(cluster.name()));
        for (Leaf leaf : leaves) {
            if (!known.contains(leaf.to())) {
                wrong(
                        places.get(leaf.name()),
                        "leaf " + leaf.name()
                                + (leaf.to().isEmpty()
                                        ? " does not say what it dials (to)"
                                        : " dials " + leaf.to()
                                                + ", which is no cluster, and no leaf described before"));
            }
            known.add(leaf.name());
        }
    }

    private void distances(String from, ConfigTree at) {
        isRegion(from, at);
        map(at).forEach((to, value) -> {
            isRegion(to, value);
            if (from.equals(to)) {
                wrong(value, "there is no distance within " + from);
            } else {
                Duration rtt = duration(value);
                Duration other = rtts.put(Set.of(from, to), rtt);
                if (other != null && !other.equals(rtt)) {
                    wrong(value, "two distances between " + from + " and " + to);
                }
            }
        });
    }

    private Duration duration(ConfigTree at) {
        try {
            return rtt(String.valueOf(at.text()));
        } catch (IllegalArgumentException e) {
            wrong(at, String.valueOf(e.getMessage()));
            return Duration.ZERO;
        }
    }

    /**
     * A round trip as it is written.
     *
     * @throws IllegalArgumentException when it is none; the message says why
     */
    public static Duration rtt(String text) {
        Duration rtt = GoDuration.parse(text);
        if (rtt.isNegative() || rtt.compareTo(LONGEST_RTT) > 0) {
            throw new IllegalArgumentException("a round trip takes from 0s to 10s");
        }
        return rtt;
    }

    private void named(String name, ConfigTree at) {
        if (!NAME.matcher(name).matches()) {
            wrong(at, "\"" + name + "\" cannot be a name: letters, digits, - and _");
        } else if (!names.add(name)) {
            wrong(at, "two regions or servers called " + name);
        }
    }

    private void isRegion(String name, ConfigTree at) {
        boolean known = clusters.stream().anyMatch(cluster -> cluster.name().equals(name))
                || leaves.stream().anyMatch(leaf -> leaf.name().equals(name));
        if (!known) {
            wrong(at, name + " is no cluster and no leaf");
        }
    }

    private Map<String, ConfigTree> children(Map<String, ConfigTree> of, String key) {
        ConfigTree tree = of.get(key);
        return tree == null ? Map.of() : map(tree);
    }

    private Map<String, ConfigTree> map(ConfigTree tree) {
        Map<String, ConfigTree> map = tree.map();
        if (map == null) {
            wrong(tree, "a map { .. } is expected here");
            return Map.of();
        }
        return map;
    }

    private void wrong(@Nullable ConfigTree at, String what) {
        String problem = (at == null ? "" : at.position() + ": ") + what;
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }
}
