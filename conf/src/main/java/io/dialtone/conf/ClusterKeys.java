package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.NO;
import static io.dialtone.conf.KeyTable.Reload.YES;

import java.time.Duration;

/** The cluster block. */
final class ClusterKeys {
    private static final Duration MAX_PING_INTERVAL = Duration.ofSeconds(30);

    static final KeyTable<ClusterOptions.Builder> TABLE = new KeyTable<ClusterOptions.Builder>("cluster")
            .key("name", "2.2.0", YES, "random", Kinds.name("cluster", (b, v) -> b.name(v)))
            .key(
                    "listen",
                    "0.8.1",
                    NO,
                    "-",
                    Kinds.listen("cluster", (b, host, port) -> b.host(host).port(port)))
            .key("host net", "0.6.0", NO, "0.0.0.0", Kinds.text((b, v) -> b.host(v)))
            .key("port", "0.6.0", NO, "off", Kinds.port("cluster", (b, v) -> b.port(v)))
            .key("authorization", "0.6.0", YES, "-", Kinds.of("{user, password, timeout}", ClusterKeys::authorization))
            .key("tls", "0.7.0", YES, "off", Kinds.tls(TlsKeys.Context.LINKS, (b, v) -> b.tls(v)))
            .key("routes", "0.6.0", YES, "-", Kinds.of("[] URLs", (in, v, b) -> b.routes(Urls.list(in, v, "route"))))
            .key("permissions", "1.4.0", YES, "everything", Kinds.of("{import, export}", ClusterKeys::permissions))
            .key("advertise cluster_advertise", "1.0.6", YES, "-", Kinds.text((b, v) -> b.advertise(v)))
            .key("no_advertise", "0.9.4", YES, "false", Kinds.bool((b, v) -> b.noAdvertise(v)))
            .key("connect_retries", "1.0.0", YES, "0", Kinds.int32("connect_retries", (b, v) -> b.connectRetries(v)))
            .key("connect_backoff", "2.12.0", YES, "false", Kinds.bool((b, v) -> b.connectBackoff(v)))
            .key("pool_size", "2.10.0", YES, "3, -1 off", Kinds.int32("pool_size", (b, v) -> b.poolSize(v)))
            .key("accounts", "2.10.0", YES, "-", Kinds.strings("accounts", (b, v) -> b.pinnedAccounts(v)))
            .key("compression", "2.10.0", YES, "accept", CompressionKeys.kind("s2_fast", (b, v) -> b.compression(v)))
            .key(
                    "ping_interval",
                    "2.10.10",
                    YES,
                    "that of clients, at most 30s",
                    Kinds.of("duration", ClusterKeys::pingInterval))
            .key("ping_max", "2.10.10", YES, "that of clients", Kinds.int32("ping_max", (b, v) -> b.pingMax(v)))
            .key(
                    "write_deadline",
                    "2.11.11",
                    YES,
                    "that of clients",
                    Kinds.duration("write_deadline", (b, v) -> b.writeDeadline(v)))
            .key("write_timeout", "2.11.11", YES, "default = retry", Kinds.writeTimeout((b, v) -> b.writeTimeout(v)))
            .key(
                    "akka",
                    "Dialtone",
                    NO,
                    "off",
                    Kinds.of("{} cluster.akka", (in, v, b) -> b.akka(AkkaKeys.read(in, v))));

    private ClusterKeys() {}

    static void read(Reading in, Node value, Options.Builder options) {
        options.cluster(c -> TABLE.read(in, value, "Expected map to define cluster, got %T", c));
    }

    private static void authorization(Reading in, Node value, ClusterOptions.Builder cluster) {
        AuthorizationOptions auth = AuthorizationKeys.link(in, value, "Cluster");
        cluster.user(auth.user()).password(auth.password()).authTimeout(auth.timeout());
        PermissionOptions permissions = auth.defaultPermissions();
        if (permissions != null) {
            in.warnUse(
                    value, "authorization", "setting \"permissions\" within cluster authorization block is deprecated");
            if (cluster.build().permissions() == null) {
                cluster.permissions(permissions);
            }
        }
    }

    private static void permissions(Reading in, Node value, ClusterOptions.Builder cluster) {
        PermissionOptions permissions = PermissionKeys.read(in, value);
        if (permissions.responses() != null) {
            throw Reading.failure(value, "Cluster permissions do not support dynamic responses");
        }
        cluster.permissions(permissions);
    }

    private static void pingInterval(Reading in, Node value, ClusterOptions.Builder cluster) {
        Duration interval = in.duration("ping_interval", value);
        if (interval.compareTo(MAX_PING_INTERVAL) > 0) {
            in.warn(value, "Cluster 'ping_interval' will reset to 30s which is the max for routes");
        }
        cluster.pingInterval(interval);
    }
}
