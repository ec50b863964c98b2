package io.nats;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A server of a cluster. */
public class ClusterNode {
    public final String clusterName;
    public final String serverName;
    /** For clients. */
    public final int port;
    /** For the other servers. */
    public final int listen;

    public final @Nullable String host;
    public final @Nullable Integer monitor;
    public final @Nullable Path jsStoreDir;

    public ClusterNode(String clusterName, String serverName, int port, int listen) {
        this(clusterName, serverName, null, port, listen, null, null);
    }

    public ClusterNode(String clusterName, String serverName, int port, int listen, @Nullable Integer monitor) {
        this(clusterName, serverName, null, port, listen, monitor, null);
    }

    public ClusterNode(String clusterName, String serverName, int port, int listen, @Nullable Path jsStoreDir) {
        this(clusterName, serverName, null, port, listen, null, jsStoreDir);
    }

    public ClusterNode(
            String clusterName,
            String serverName,
            @Nullable String host,
            int port,
            int listen,
            @Nullable Integer monitor,
            @Nullable Path jsStoreDir) {
        this.clusterName = clusterName;
        this.serverName = serverName;
        this.host = host;
        this.port = port;
        this.listen = listen;
        this.monitor = monitor;
        this.jsStoreDir = jsStoreDir;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A server of a cluster, to be described. */
    public static class Builder {
        private String clusterName = NatsRunnerUtils.DEFAULT_CLUSTER_NAME;
        private String serverName = NatsRunnerUtils.DEFAULT_SERVER_NAME_PREFIX;
        private @Nullable String host;
        private int port;
        private int listen;
        private @Nullable Integer monitor;
        private @Nullable Path jsStoreDir;

        public Builder clusterName(String name) {
            clusterName = name;
            return this;
        }

        public Builder serverName(String name) {
            serverName = name;
            return this;
        }

        public Builder host(@Nullable String itsHost) {
            host = itsHost;
            return this;
        }

        public Builder port(int itsPort) {
            port = itsPort;
            return this;
        }

        public Builder listen(int itsPort) {
            listen = itsPort;
            return this;
        }

        public Builder monitor(@Nullable Integer itsPort) {
            monitor = itsPort;
            return this;
        }

        public Builder jsStoreDir(@Nullable Path directory) {
            jsStoreDir = directory;
            return this;
        }

        public ClusterNode build() {
            return new ClusterNode(clusterName, serverName, host, port, listen, monitor, jsStoreDir);
        }
    }
}
