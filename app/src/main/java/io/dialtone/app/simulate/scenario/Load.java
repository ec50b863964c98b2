package io.dialtone.app.simulate.scenario;

import io.dialtone.app.simulate.Topology.Cluster;
import io.dialtone.app.simulate.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Something to see: the service in every cluster, and one who asks in every cluster and at every leaf node. For one thread. */
public final class Load implements AutoCloseable {

    private final Members members;
    private final List<Requester> requesters = new ArrayList<>();

    private Load(World world) {
        this.members = new Members(world);
    }

    /** @throws IOException when a server does not let the members in */
    public static Load start(World world) throws IOException {
        Load load = new Load(world);
        try {
            Set<String> clusters = new HashSet<>();
            Set<String> places = new LinkedHashSet<>();
            for (Cluster cluster : world.topology().clusters()) {
                clusters.add(cluster.name());
                places.add(cluster.nodeNames().getFirst());
            }
            world.topology().leaves().forEach(leaf -> places.add(leaf.name()));
            load.members.only(clusters);
            places.forEach(
                    place -> load.requesters.add(Requester.start(() -> world.clientPort(place), place, new Tally())));
            return load;
        } catch (IOException e) {
            load.close();
            throw e;
        }
    }

    /** Connects members again that have lost their server. */
    public void mend() {
        members.mend();
    }

    @Override
    public void close() {
        requesters.forEach(Requester::close);
        members.close();
    }
}
