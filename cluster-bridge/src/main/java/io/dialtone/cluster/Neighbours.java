package io.dialtone.cluster;

import io.dialtone.cluster.leaf.LeafAddresses;
import io.dialtone.cluster.protocol.ServerInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the routes and the gateways of one server have to know of each other: which servers of the cluster there are, how they are
 * reached, and what they tell of other clusters. Any thread.
 */
public final class Neighbours {
    /** Hears of the other servers of the cluster; called on the loop of the routes, must not wait. */
    public interface Listener {
        /** Connections have come or gone, or servers say something else of themselves. */
        void changed(List<Neighbour> now);

        /** A server has told of another cluster. */
        void heard(ServerInfo gossip);
    }

    private volatile List<Neighbour> all = List.of();
    private volatile @Nullable Listener listener;
    private volatile String gatewayUrl = "";
    private final LeafAddresses leafs = new LeafAddresses();

    /** Where leaf nodes reach this server and the others. */
    public LeafAddresses leafs() {
        return leafs;
    }

    /** Sets who hears of them. */
    public void listener(Listener itsListener) {
        listener = itsListener;
        itsListener.changed(all);
    }

    /** Where the gateways of this server are reached, for the others to tell; empty without them. */
    public String gatewayUrl() {
        return gatewayUrl;
    }

    /** Sets where the gateways of this server are reached; before any route is made. */
    public void gatewayUrl(String url) {
        gatewayUrl = url;
    }

    /** Sets which connections there are to other servers of the cluster. */
    public void set(List<Neighbour> now) {
        all = List.copyOf(now);
        Listener to = listener;
        if (to != null) {
            to.changed(all);
        }
    }

    /** A server of the cluster tells of another cluster. */
    public void heard(ServerInfo gossip) {
        Listener to = listener;
        if (to != null) {
            to.heard(gossip);
        }
    }

    /** All connections to other servers of the cluster. */
    public List<Neighbour> all() {
        return all;
    }

    /** Whether a server of the cluster, other than this one, is called so. */
    public boolean isName(String serverName) {
        return all.stream().anyMatch(one -> one.serverName().equals(serverName));
    }

    /** Says something to every other server of the cluster, once. */
    public void tellAll(ServerInfo info) {
        Set<String> told = new HashSet<>();
        for (Neighbour one : all) {
            if (told.add(one.serverId())) {
                one.tell(info);
            }
        }
    }
}
