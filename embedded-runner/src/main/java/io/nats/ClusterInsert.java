package io.nats;

/** A server of a cluster, and what its configuration says for that. */
public class ClusterInsert {
    public final ClusterNode node;
    public final String[] configInserts;

    public ClusterInsert(ClusterNode node, String[] configInserts) {
        this.node = node;
        this.configInserts = configInserts;
    }

    @Override
    public String toString() {
        return String.join("\n", configInserts);
    }
}
