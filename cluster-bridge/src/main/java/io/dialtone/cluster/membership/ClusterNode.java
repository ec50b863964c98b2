package io.dialtone.cluster.membership;

import akka.actor.Address;
import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.JoinSeedNodes;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import akka.management.javadsl.AkkaManagement;
import akka.remote.artery.tcp.SSLEngineProviderSetup;
import io.dialtone.actors.links.LinkedClaims;
import io.dialtone.conf.AkkaOptions;
import io.dialtone.conf.TlsOptions;
import io.dialtone.streams.tls.TlsConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One run of this server as a node of the cluster: the actor system that Akka Cluster runs in. A node that was removed never
 * comes back; another one takes its place.
 */
final class ClusterNode {
    private final ActorSystem<MemberWatch.Command> system;
    private final AkkaOptions akka;
    private final List<Address> seeds;

    private ClusterNode(ActorSystem<MemberWatch.Command> system, AkkaOptions akka, List<Address> seeds) {
        this.system = system;
        this.akka = akka;
        this.seeds = seeds;
    }

    /**
     * What a node is made with.
     *
     * @param rejoining whether others may have given this server up
     * @param claims what is shared; null for nothing
     */
    record Plan(
            AkkaOptions akka,
            String clusterName,
            boolean verbose,
            boolean rejoining,
            MemberCard card,
            @Nullable LinkedClaims claims) {}

    /**
     * Binds the port and begins to join. Takes its time.
     *
     * @throws TlsConfigurationException when the tls block cannot be used
     */
    static ClusterNode start(Plan plan, ActorRef<Membership.Command> membership) throws TlsConfigurationException {
        AkkaOptions akka = plan.akka();
        BootstrapSetup bootstrap = BootstrapSetup.create()
                .withClassloader(ClusterNode.class.getClassLoader())
                .withConfig(NodeConfig.of(akka, plan.clusterName(), plan.verbose(), plan.rejoining()));
        ActorSystemSetup setup = ActorSystemSetup.create(bootstrap, new ReportedDiscovery.Report(membership));
        TlsOptions tls = akka.tls();
        if (tls != null) {
            ArteryTls engines = ArteryTls.of(tls);
            setup = setup.withSetup(SSLEngineProviderSetup.create(ignored -> engines));
        }
        List<Address> seeds = seeds(akka);
        ActorSystem<MemberWatch.Command> system =
                ActorSystem.create(MemberWatch.create(plan.card(), seeds, membership), NodeConfig.SYSTEM, setup);
        ClusterNode node = new ClusterNode(system, akka, seeds);
        LinkedClaims claims = plan.claims();
        if (claims != null && akka.replicateClaims()) {
            system.systemActorOf(ClaimReplication.create(claims), "claims", Props.empty());
        }
        node.join(plan.rejoining());
        return node;
    }

    private static List<Address> seeds(AkkaOptions akka) {
        List<Address> seeds = new ArrayList<>();
        for (String seed : akka.seedNodes()) {
            HostPort at = HostPort.parse(seed, 0);
            seeds.add(new Address("akka", NodeConfig.SYSTEM, at.host(), at.port()));
        }
        return seeds;
    }

    /**
     * Joins through the seed nodes, or whoever is found.
     *
     * @param rejoining the first seed node does not begin a cluster of its own
     */
    void join(boolean rejoining) {
        if (akka.discovery() != null) {
            AkkaManagement.get(system).start();
            ClusterBootstrap.get(system).start();
            return;
        }
        Address self = Cluster.get(system).selfMember().address();
        List<Address> order = new ArrayList<>(seeds);
        if (rejoining && order.size() > 1 && order.remove(self)) {
            // Only the first of them begins a cluster when it finds none.
            order.add(self);
        }
        Cluster.get(system).manager().tell(new JoinSeedNodes(order));
    }

    /** Whether this node is the one that begins the cluster when there is none. */
    boolean isFirstSeed() {
        return !seeds.isEmpty()
                && seeds.get(0).equals(Cluster.get(system).selfMember().address());
    }

    /** Leaves the cluster, so that the others need not find out, and ends; {@link #whenEnded} follows. */
    void leave() {
        system.terminate();
    }

    /** Completed when nothing of it is left. */
    CompletionStage<?> whenEnded() {
        return system.getWhenTerminated();
    }
}
