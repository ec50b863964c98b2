package io.dialtone.embedded.junit;

import io.dialtone.embedded.EmbeddedServer;
import java.util.List;

/** The servers of a test. */
public final class NatsServers {
    private final List<List<EmbeddedServer>> clusters;

    NatsServers(List<List<EmbeddedServer>> clusters) {
        this.clusters = clusters.stream().map(List::copyOf).toList();
    }

    /** The first of the first cluster. */
    public EmbeddedServer first() {
        return clusters.get(0).get(0);
    }

    /** One by its place in the first cluster, from 0. */
    public EmbeddedServer get(int server) {
        return clusters.get(0).get(server);
    }

    /** Those of one cluster, from 0. */
    public List<EmbeddedServer> cluster(int cluster) {
        return clusters.get(cluster);
    }

    /** All of them, cluster after cluster. */
    public List<EmbeddedServer> all() {
        return clusters.stream().flatMap(List::stream).toList();
    }

    /** The addresses of all of them, as clients take a list. */
    public List<String> urls() {
        return all().stream().map(EmbeddedServer::clientUrl).toList();
    }
}
