package io.dialtone.multijvm.kit;

import io.dialtone.app.simulate.Layout;
import io.dialtone.app.simulate.ServerPlan;
import io.dialtone.app.simulate.SocketOwner;
import io.dialtone.app.simulate.Topology;
import io.dialtone.app.simulate.Topology.Cluster;
import io.dialtone.app.simulate.Topology.Leaf;
import io.dialtone.app.simulate.Topology.Seeding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/** Describes a {@link TestSupercluster} and starts it. */
public final class SuperclusterBuilder {

    private static final int STARTS = 3;

    /** Leaf nodes beside gateways are refused without a system account. */
    private static final String NO_ACCOUNTS = "accounts { SYS {} }\nsystem_account: SYS\n";

    private final List<Cluster> clusters;
    private final List<Leaf> leaves = new ArrayList<>();
    private final Map<Set<String>, Duration> rtts = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private String everywhere = "";
    private Kinds.Mix mix = new Kinds.Mix(List.of(NodeKind.NATS_SERVER));
    private boolean inTurn;
    private String splitBrain = "";

    SuperclusterBuilder(List<ClusterStep> clusters) {
        this.clusters = clusters.stream()
                .map(step -> new Cluster(step.name, step.nodes, step.seeding))
                .toList();
    }

    /** A cluster that is being described. */
    public record ClusterStep(String name, int nodes, Seeding seeding) {

        public ClusterStep nodes(int count) {
            return new ClusterStep(name, count, seeding);
        }

        /** Each node names only the one before it. */
        public ClusterStep chained() {
            return new ClusterStep(name, nodes, Seeding.CHAIN);
        }
    }

    /** A leaf that is being described. */
    public final class LeafStep {

        private final String name;
        private String credentials = "";
        private String account = "";
        private String more = "";

        private LeafStep(String name) {
            this.name = name;
        }

        /** Who it is at the other side, as {@code user:password}. */
        public LeafStep as(String credentials) {
            this.credentials = credentials;
            return this;
        }

        /** The local account that is bound. */
        public LeafStep bind(String account) {
            this.account = account;
            return this;
        }

        /** Further lines for the remote. */
        public LeafStep with(String more) {
            this.more = more;
            return this;
        }

        /** The cluster, or the leaf, that it dials. */
        public SuperclusterBuilder to(String region) {
            leaves.add(new Leaf(name, region, credentials, account, more));
            return SuperclusterBuilder.this;
        }
    }

    public LeafStep leaf(String name) {
        return new LeafStep(name);
    }

    public SuperclusterBuilder rtt(String region, String other, Duration rtt) {
        rtts.put(Set.of(region, other), rtt);
        return this;
    }

    public SuperclusterBuilder kinds(Kinds.Mix mix) {
        this.mix = mix;
        return this;
    }

    /** Further configuration of all nodes. */
    public SuperclusterBuilder everywhere(String text) {
        everywhere = text;
        return this;
    }

    /** Further configuration of a region's nodes, in place of what is said for all. */
    public SuperclusterBuilder at(String region, String text) {
        texts.put(region, text);
        return this;
    }

    /** The nodes of a cluster are members of an Akka Cluster, too. */
    public SuperclusterBuilder akka() {
        return akka("strategy: keep_majority");
    }

    /** The same, with this in their blocks {@code split_brain}. */
    public SuperclusterBuilder akka(String splitBrain) {
        this.splitBrain = splitBrain;
        return this;
    }

    /** Starts each node only when the one before it is ready. */
    public SuperclusterBuilder oneAfterTheOther() {
        inTurn = true;
        return this;
    }

    /** Starts all nodes and waits until they are linked. */
    public TestSupercluster start(Watch watch) {
        Assumptions.assumeTrue(SocketOwner.known(), "who dials is looked up in /proc, which is not here");
        Topology topology = new Topology(clusters, leaves, rtts);
        for (int attempt = 1; ; attempt++) {
            try {
                TestSupercluster world = start(topology, watch);
                world.awaitWhole();
                return world;
            } catch (Node.NotStarted e) {
                if (!e.portTaken() || attempt == STARTS) {
                    throw e;
                }
            }
        }
    }

    private TestSupercluster start(Topology topology, Watch watch) {
        Map<String, ServerPlan> plans = Layout.of(topology, PortsOfThisJvm::next, node -> more(topology, node));
        ArteryPorts artery = splitBrain.isEmpty() ? ArteryPorts.NONE : ArteryPorts.of(topology, splitBrain);
        Map<String, Node> nodes = nodes(plans, artery, watch);
        Supplier<Map<Long, String>> running =
                () -> nodes.values().stream().filter(Node::isAlive).collect(Collectors.toMap(Node::pid, Node::name));
        Links links = new Links(topology, plans.values(), artery, running);
        TestSupercluster world = watch.own(new TestSupercluster(topology, nodes, links, new Clients()));
        try {
            launch(nodes);
        } catch (Node.NotStarted e) {
            nodes.values().forEach(watch::forget);
            throw e;
        }
        return world;
    }

    private void launch(Map<String, Node> nodes) {
        if (inTurn) {
            nodes.values().forEach(Node::start);
        } else {
            Starts.all(nodes.values());
        }
    }

    private Map<String, Node> nodes(Map<String, ServerPlan> plans, ArteryPorts artery, Watch watch) {
        Path directory = watch.nextDirectory();
        Map<String, Node> nodes = new LinkedHashMap<>();
        for (ServerPlan plan : plans.values()) {
            NodeKind kind = mix.of(nodes.size());
            String text = artery.in(plan.name(), plan.text());
            Node node = new Node(plan.name(), kind, plan.clientPort(), plan.monitorPort(), text, directory);
            nodes.put(plan.name(), watch.own(node));
        }
        return nodes;
    }

    private String more(Topology topology, String node) {
        String text = texts.getOrDefault(topology.regionOf(node), everywhere);
        return text.contains("accounts") ? text : NO_ACCOUNTS + text;
    }
}
