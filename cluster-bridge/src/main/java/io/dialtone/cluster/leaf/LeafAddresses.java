package io.dialtone.cluster.leaf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where leaf nodes can reach the servers of a cluster: routes bring what the others say, and say what this server has. Any
 * thread.
 */
public final class LeafAddresses {
    private volatile String own = "";
    private volatile List<String> others = List.of();
    private volatile @Nullable Runnable listener;

    /** Sets where leaf nodes reach this server, as {@code host:port}; empty for nowhere. */
    void own(String url) {
        own = url;
    }

    /** What others are to be told. */
    public List<String> own() {
        return own.isEmpty() ? List.of() : List.of(own);
    }

    /** Sets where leaf nodes reach the other servers of the cluster. */
    public void others(List<String> urls) {
        if (!others.equals(urls)) {
            others = List.copyOf(urls);
            Runnable wants = listener;
            if (wants != null) {
                wants.run();
            }
        }
    }

    List<String> others() {
        return others;
    }

    /** Has somebody told when the other servers' addresses change. */
    void listen(Runnable changed) {
        listener = changed;
    }
}
