package io.nats;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses, free ports, and configurations of clusters. */
public abstract class NatsRunnerUtils {
    public static final String NATS_SERVER_PATH_ENV = "nats_server_path";
    public static final String DEFAULT_NATS_SERVER = "nats-server";
    public static final String CONFIG_FILE_OPTION_NAME = "--config";
    public static final String VERSION_OPTION = "--version";
    public static final String JETSTREAM_OPTION = "-js";
    public static final String CONF_FILE_PREFIX = "nats_java_test";
    public static final String CONF_FILE_EXT = ".conf";
    public static final String PORT_REGEX = "port: (\\d+)";
    public static final String PORT_MAPPED_REGEX = "port: <(\\w+)>";
    public static final String PORT_PROPERTY = "port: ";
    public static final String CONFIG_PORT_KEY = "config_port";
    public static final String USER_PORT_KEY = "user_port";
    public static final String NATS_PORT_KEY = "nats_port";
    public static final String NON_NATS_PORT_KEY = "non_nats_port";
    public static final int DEFAULT_CLUSTER_COUNT = 3;
    public static final String DEFAULT_CLUSTER_NAME = "cluster";
    public static final String DEFAULT_SERVER_NAME_PREFIX = "server";
    public static final String NATS = "nats";
    public static final String LOCALHOST = "localhost";

    private NatsRunnerUtils() {}

    public static String getNatsLocalhostUri(int port) {
        return getNatsUri(LOCALHOST, port);
    }

    public static String getNatsUri(String host, int port) {
        return getUri(NATS, host, port);
    }

    public static String getLocalhostUri(String scheme, int port) {
        return getUri(scheme, LOCALHOST, port);
    }

    public static String getUri(String scheme, String host, int port) {
        return scheme + "://" + host + ":" + port;
    }

    /** What would be run elsewhere; here nothing is. */
    public static String getResolvedServerPath() {
        return NatsServerRunner.getPreferredServerPath() == null
                ? DEFAULT_NATS_SERVER
                : NatsServerRunner.getPreferredServerPath();
    }

    /** A port that nobody listens on. */
    public static int nextPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** As nats-server says it, with the version whose behaviour these servers have. */
    public static String getNatsServerVersionString() {
        return "nats-server: v" + io.dialtone.actors.Broker.VERSION;
    }

    /** The same, whatever is at that path. */
    public static String getNatsServerVersionString(String ignoredPath) {
        return getNatsServerVersionString();
    }

    /** A directory that a server may store things in. */
    public static Path getTemporaryJetStreamStoreDirBase() throws IOException {
        return Files.createTempDirectory(CONF_FILE_PREFIX);
    }

    // ---- clusters

    public static void defaultHost(String host) {
        ClusterDefaults.change(d -> d.withHost(host));
    }

    public static void defaultPortStart(int port) {
        ClusterDefaults.change(d -> d.withPort(port));
    }

    public static void defaultListenStart(int port) {
        ClusterDefaults.change(d -> d.withListen(port));
    }

    public static void defaultMonitorStart(int port) {
        ClusterDefaults.change(d -> d.withMonitor(port));
    }

    public static List<ClusterInsert> createClusterInserts() throws IOException {
        return createClusterInserts(DEFAULT_CLUSTER_COUNT);
    }

    public static List<ClusterInsert> createClusterInserts(@Nullable Path jsStoreDirBase) throws IOException {
        return createClusterInserts(DEFAULT_CLUSTER_COUNT, jsStoreDirBase);
    }

    public static List<ClusterInsert> createClusterInserts(int count) throws IOException {
        return createClusterInserts(count, (Path) null);
    }

    public static List<ClusterInsert> createClusterInserts(int count, @Nullable Path jsStoreDirBase)
            throws IOException {
        return createClusterInserts(count, DEFAULT_CLUSTER_NAME, DEFAULT_SERVER_NAME_PREFIX, false, jsStoreDirBase);
    }

    public static List<ClusterInsert> createClusterInserts(int count, String clusterName, String serverNamePrefix)
            throws IOException {
        return createClusterInserts(count, clusterName, serverNamePrefix, false, null);
    }

    public static List<ClusterInsert> createClusterInserts(
            int count, String clusterName, String serverNamePrefix, @Nullable Path jsStoreDirBase) throws IOException {
        return createClusterInserts(count, clusterName, serverNamePrefix, false, jsStoreDirBase);
    }

    public static List<ClusterInsert> createClusterInserts(
            int count, String clusterName, String serverNamePrefix, boolean monitor) throws IOException {
        return createClusterInserts(count, clusterName, serverNamePrefix, monitor, null);
    }

    public static List<ClusterInsert> createClusterInserts(
            int count, String clusterName, String serverNamePrefix, boolean monitor, @Nullable Path jsStoreDirBase)
            throws IOException {
        return createClusterInserts(createNodes(count, clusterName, serverNamePrefix, monitor, jsStoreDirBase));
    }

    public static List<ClusterNode> createNodes(
            int count, String clusterName, String serverNamePrefix, boolean monitor, @Nullable Path jsStoreDirBase) {
        ClusterDefaults defaults = ClusterDefaults.now();
        return createNodes(
                count,
                clusterName,
                serverNamePrefix,
                jsStoreDirBase,
                defaults.host(),
                defaults.port(),
                defaults.listen(),
                monitor ? defaults.monitor() : null);
    }

    public static List<ClusterNode> createNodes(
            int count,
            String clusterName,
            String serverNamePrefix,
            @Nullable Path jsStoreDirBase,
            @Nullable String host,
            int portStart,
            int listenStart,
            @Nullable Integer monitorStart) {
        List<ClusterNode> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int port = portStart + i;
            nodes.add(new ClusterNode(
                    clusterName,
                    serverNamePrefix + i,
                    host,
                    port,
                    listenStart + i,
                    monitorStart == null ? null : monitorStart + i,
                    jsStoreDirBase == null ? null : jsStoreDirBase.resolve(Integer.toString(port))));
        }
        return nodes;
    }

    public static List<ClusterInsert> createClusterInserts(List<ClusterNode> nodes) {
        return nodes.stream()
                .map(node -> new ClusterInsert(node, inserts(node, nodes).toArray(new String[0])))
                .toList();
    }

    private static List<String> inserts(ClusterNode node, List<ClusterNode> all) {
        String host = node.host == null ? ClusterDefaults.now().host() : node.host;
        List<String> lines = new ArrayList<>();
        lines.add(PORT_PROPERTY + node.port);
        if (node.monitor != null) {
            lines.add("http: " + node.monitor);
        }
        lines.add("server_name=" + node.serverName);
        lines.add("cluster {");
        lines.add("  name: " + node.clusterName);
        lines.add("  listen: " + host + ":" + node.listen);
        lines.add("  routes: [");
        for (ClusterNode other : all) {
            if (!other.serverName.equals(node.serverName)) {
                lines.add("    nats-route://" + host + ":" + other.listen);
            }
        }
        lines.add("  ]");
        lines.add("}");
        return lines;
    }
}
