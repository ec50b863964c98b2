package io.dialtone.actors.monitor;

import io.dialtone.actors.monitor.ServerStats.KindCounts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** {@code /varz}. */
final class ServerStatsJson implements JsonBody {

    /** Parts of a server that are not there, each an empty block: readers look for the names. */
    private static final List<String> ABSENT = List.of("jetstream");

    private final ServerStats stats;

    ServerStatsJson(ServerStats stats) {
        this.stats = stats;
    }

    @Override
    public void writeTo(JsonOut out) {
        out.object(() -> {
            endpoint(out);
            limits(out);
            ClusterStats cluster = stats.cluster();
            out.object("cluster", () -> {
                if (cluster != null) {
                    cluster.writeTo(out);
                }
            });
            GatewayBlock gateway = stats.gateway();
            out.object("gateway", () -> {
                if (gateway != null) {
                    gateway.writeTo(out);
                }
            });
            JsonBody leaf = stats.leaf();
            if (leaf == null) {
                out.object("leaf", () -> {});
            } else {
                out.named("leaf", leaf::writeTo);
            }
            out.object("mqtt", () -> {});
            WebSocketBlock webSocket = stats.webSocket();
            out.object("websocket", () -> {
                if (webSocket != null) {
                    webSocket.writeTo(out);
                }
            });
            ABSENT.forEach(name -> out.object(name, () -> {}));
            out.field("tls_timeout", stats.limits().tlsTimeoutSeconds());
            out.field("write_deadline", stats.limits().writeDeadline().toNanos());
            out.opt("write_timeout", stats.limits().writeTimeout());
            process(out);
            counts(out);
            traffic(out);
            trouble(out);
            out.field("subscriptions", stats.counts().subscriptions());
            out.map("http_req_stats", stats.http().requests(), JsonOut::number);
            configuration(out);
            byKind(out, "slow_consumer_stats", stats.trouble().slowConsumers());
            byKind(out, "stale_connection_stats", stats.trouble().staleConnections());
            diskWaits(out);
            out.opt("tls_cert_not_after", stats.configuration().certificateNotAfter());
        });
    }

    private void endpoint(JsonOut out) {
        ServerStats.Endpoint endpoint = stats.endpoint();
        out.field("server_id", stats.identity().id());
        out.field("server_name", stats.identity().name());
        out.field("version", stats.identity().version());
        out.field("proto", endpoint.proto());
        out.opt("git_commit", endpoint.gitCommit());
        out.field("go", endpoint.runtime());
        out.field("host", endpoint.host());
        out.field("port", endpoint.port());
        out.opt("auth_required", endpoint.authRequired());
        out.opt("tls_required", endpoint.tlsRequired());
        out.opt("tls_verify", endpoint.tlsVerify());
        out.opt("ip", endpoint.ip());
        out.optStrings("connect_urls", endpoint.connectUrls());
        out.optStrings("ws_connect_urls", endpoint.webSocketConnectUrls());
    }

    private void limits(JsonOut out) {
        ServerStats.Limits limits = stats.limits();
        out.field("max_connections", limits.maxConnections());
        out.opt("max_subscriptions", limits.maxSubscriptions());
        out.field("ping_interval", limits.pingInterval().toNanos());
        out.field("ping_max", limits.maxPingsOut());
        out.field("http_host", stats.http().host());
        out.field("http_port", stats.http().port());
        out.field("http_base_path", stats.http().basePath());
        out.field("https_port", stats.http().httpsPort());
        out.field("auth_timeout", limits.authTimeoutSeconds());
        out.field("max_control_line", limits.maxControlLine());
        out.field("max_payload", limits.maxPayload());
        out.field("max_pending", limits.maxPendingBytes());
    }

    private void process(JsonOut out) {
        ProcessStats process = stats.process();
        out.field("start", stats.start());
        out.field("now", stats.now());
        out.field("uptime", GoText.uptime(Duration.between(stats.start(), stats.now())));
        out.field("mem", process.residentBytes());
        out.field("cores", process.cores());
        out.field("gomaxprocs", process.maxProcs());
        out.field("cpu", process.cpuPercent());
    }

    private void counts(JsonOut out) {
        ServerStats.Counts counts = stats.counts();
        out.field("connections", counts.connections());
        out.field("total_connections", counts.totalConnections());
        out.field("routes", counts.routes());
        out.field("remotes", counts.remotes());
        out.field("leafnodes", counts.leafNodes());
    }

    private void traffic(JsonOut out) {
        Traffic all = stats.all();
        Traffic clients = stats.clients();
        out.field("in_msgs", all.inMsgs());
        out.field("in_bytes", all.inBytes());
        out.field("in_client_msgs", clients.inMsgs());
        out.field("in_client_bytes", clients.inBytes());
        out.field("out_msgs", all.outMsgs());
        out.field("out_bytes", all.outBytes());
        out.field("out_client_msgs", clients.outMsgs());
        out.field("out_client_bytes", clients.outBytes());
    }

    private void trouble(JsonOut out) {
        ServerStats.Trouble trouble = stats.trouble();
        out.field("slow_consumers", trouble.slowConsumers().total());
        out.field("stale_connections", trouble.staleConnections().total());
        out.field("stalled_clients", trouble.stalledClients());
        trouble.pauses().writeTo(out);
    }

    private void configuration(JsonOut out) {
        ServerStats.Configuration configuration = stats.configuration();
        out.field("config_load_time", configuration.loadTime());
        out.field("config_digest", configuration.digest());
        out.optStrings("tags", configuration.tags());
        out.optMap("metadata", configuration.metadata(), JsonOut::string);
        out.optMap("feature_flags", configuration.featureFlags(), JsonOut::bool);
        out.optStrings("trusted_operators_jwt", configuration.operatorTokens());
        out.optArray("trusted_operators_claim", configuration.operatorTokens(), ServerStatsJson::claims);
        out.opt("system_account", configuration.systemAccount());
        out.opt("pinned_account_fails", configuration.pinnedAccountFailures());
    }

    /** The middle of a token, which is JSON. */
    private static void claims(JsonOut out, String token) {
        String[] parts = token.split("\\.", -1);
        out.copy(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    }

    private static void byKind(JsonOut out, String name, KindCounts counts) {
        out.object(name, () -> {
            out.field("clients", counts.clients());
            out.field("routes", counts.routes());
            out.field("gateways", counts.gateways());
            out.field("leafs", counts.leafs());
        });
    }

    /** Nothing of ours waits for a disk; the block is there because dashboards read it. */
    private static void diskWaits(JsonOut out) {
        out.object(
                "disk_io_wait_stats",
                () -> List.of("waiters", "waits", "wait_time", "max_wait_time").forEach(name -> out.field(name, 0L)));
    }
}
