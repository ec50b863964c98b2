package io.dialtone.actors.system;

import io.dialtone.actors.monitor.AccountStats;
import io.dialtone.actors.monitor.ClientInfo;
import io.dialtone.actors.monitor.ClientInfoJson;
import io.dialtone.actors.monitor.ClusterJson;
import io.dialtone.actors.monitor.ClusterView;
import io.dialtone.actors.monitor.ConnectionInfo;
import io.dialtone.actors.monitor.GatewayStats;
import io.dialtone.actors.monitor.JsonBody;
import io.dialtone.actors.monitor.JsonOut;
import io.dialtone.actors.monitor.MonitorJson;
import io.dialtone.actors.monitor.RouteInfo;
import io.dialtone.actors.monitor.ServerStats;
import io.dialtone.actors.monitor.Traffic;
import io.dialtone.conf.PermissionOptions;
import io.dialtone.conf.ResponseRule;
import io.dialtone.conf.SubjectRules;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The documents of the system account, field by field as nats-server has them. Any thread. */
final class SystemJson {
    private static final String ADVISORY = "io.nats.server.advisory.v1.";

    private final SystemHost host;
    private final EventIds ids = new EventIds();

    SystemJson(SystemHost host) {
        this.host = host;
    }

    private synchronized String id() {
        return ids.next();
    }

    // ---- the server

    /** The server by itself. */
    byte[] server() {
        JsonBody body = this::serverObject;
        return body.compact();
    }

    private void serverObject(JsonOut out) {
        ServerDescription server = host.description();
        out.object(() -> {
            out.field("name", server.name());
            out.field("host", server.host());
            out.field("id", server.id());
            out.opt("cluster", server.cluster());
            out.opt("domain", server.domain());
            out.field("ver", server.version());
            out.optStrings("tags", server.tags());
            out.optMap("metadata", server.metadata(), JsonOut::string);
            out.optMap("feature_flags", server.featureFlags(), JsonOut::bool);
            out.field("jetstream", false);
            out.field("flags", 0L);
            out.field("seq", host.nextSequence());
            out.field("time", Instant.now());
        });
    }

    private void serverField(JsonOut out) {
        out.named("server", this::serverObject);
    }

    /** What the server is called and no more. */
    byte[] identity() {
        ServerDescription server = host.description();
        JsonBody body = out -> out.object(() -> {
            out.field("name", server.name());
            out.field("host", server.host());
            out.field("id", server.id());
        });
        return body.compact();
    }

    /** A change of the cluster's membership. */
    byte[] cluster(String event, ClusterView.Member member) {
        return envelope(out -> {
            out.field("event", event.toLowerCase(Locale.ROOT));
            out.object("member", () -> ClusterJson.fields(out, member));
        });
    }

    /** What other servers are asked about an account. */
    byte[] question(String account) {
        return envelope(out -> out.field("acc", account));
    }

    // ---- answers

    /** An answer with what was asked for. */
    byte[] answer(JsonBody data) {
        return envelope(out -> out.named("data", data::writeTo));
    }

    /** The answer of something that is done. */
    byte[] done() {
        return envelope(out -> {});
    }

    /**
     * The answer of something that could not be.
     *
     * @param nullData whether what was asked for is there, as null
     */
    byte[] failure(int code, String description, boolean nullData) {
        return envelope(out -> {
            if (nullData) {
                out.nullField("data");
            }
            out.object("error", () -> {
                out.field("code", code);
                out.field("description", description);
            });
        });
    }

    private byte[] envelope(JsonBody rest) {
        JsonBody body = out -> out.object(() -> {
            serverField(out);
            rest.writeTo(out);
        });
        return body.compact();
    }

    // ---- events

    /** Somebody has come. */
    byte[] leafConnected(String account) {
        JsonBody body = out -> out.object(() -> {
            out.named("server", this::serverObject);
            out.field("acc", account);
        });
        return body.compact();
    }

    byte[] connected(ClientInfo client) {
        return event("client_connect", Instant.now(), out -> client(out, client));
    }

    /** Somebody is gone, or was not let in. */
    byte[] disconnected(ClientInfo client, Traffic traffic, String reason) {
        Instant stop = client.stop();
        return event("client_disconnect", stop == null ? Instant.now() : stop, out -> {
            client(out, client);
            // What the client sent, and what it received: the other way round than in the figures of accounts.
            out.object("sent", () -> amounts(out, traffic.inMsgs(), traffic.inBytes()));
            out.object("received", () -> amounts(out, traffic.outMsgs(), traffic.outBytes()));
            out.field("reason", reason);
        });
    }

    private static void client(JsonOut out, ClientInfo client) {
        out.object("client", () -> ClientInfoJson.fields(out, client));
    }

    /** One event under two subjects: the same but for the number of the message. */
    List<byte[]> connections(AccountStats stats, int copies) {
        String id = id();
        Instant now = Instant.now();
        JsonBody rest = out -> MonitorJson.accountFields(out, stats);
        return IntStream.range(0, copies)
                .mapToObj(i -> event("account_connections", id, now, rest))
                .toList();
    }

    private byte[] event(String type, Instant at, JsonBody rest) {
        return event(type, id(), at, rest);
    }

    private byte[] event(String type, String id, Instant at, JsonBody rest) {
        JsonBody body = out -> out.object(() -> {
            out.field("type", ADVISORY + type);
            out.field("id", id);
            out.field("timestamp", at);
            serverField(out);
            rest.writeTo(out);
        });
        return body.compact();
    }

    // ---- figures of the server

    byte[] statistics(ServerStats stats, int activeAccounts, List<RouteInfo> routes, GatewayStats gateways) {
        return envelope(out -> out.object("statsz", () -> {
            out.field("start", stats.start());
            out.field("mem", stats.process().residentBytes());
            out.field("cores", stats.process().cores());
            out.field("cpu", stats.process().cpuPercent());
            out.field("connections", stats.counts().connections());
            out.field("total_connections", stats.counts().totalConnections());
            out.field("active_accounts", activeAccounts);
            out.field("subscriptions", stats.counts().subscriptions());
            Traffic all = stats.all();
            Traffic clients = stats.clients();
            out.object("sent", () -> amounts(out, all.outMsgs(), all.outBytes()));
            out.object("sent_to_clients", () -> amounts(out, clients.outMsgs(), clients.outBytes()));
            out.object("received", () -> amounts(out, all.inMsgs(), all.inBytes()));
            out.object("received_from_clients", () -> amounts(out, clients.inMsgs(), clients.inBytes()));
            trouble(out, stats.trouble());
            out.optArray("routes", routes, SystemJson::route);
            out.optArray(
                    "gateways", List.copyOf(gateways.outbound().entrySet()), (o, one) -> gateway(o, one, gateways));
            out.field("active_servers", 1L + host.otherServers());
            out.opt("gomaxprocs", stats.process().maxProcs());
        }));
    }

    private static void route(JsonOut out, RouteInfo route) {
        Traffic traffic = route.traffic();
        out.object(() -> {
            out.field("rid", route.rid());
            out.opt("name", route.remoteName());
            out.object("sent", () -> amounts(out, traffic.outMsgs(), traffic.outBytes()));
            out.object("received", () -> amounts(out, traffic.inMsgs(), traffic.inBytes()));
            out.field("pending", route.pendingBytes());
        });
    }

    private static void gateway(JsonOut out, Map.Entry<String, GatewayStats.Remote> outbound, GatewayStats all) {
        ConnectionInfo connection = outbound.getValue().connection();
        List<GatewayStats.Remote> inbound = all.inbound().getOrDefault(outbound.getKey(), List.of());
        Traffic received =
                inbound.stream().map(one -> one.connection().traffic()).reduce(Traffic.NONE, Traffic::plus);
        out.object(() -> {
            out.field("gwid", connection.cid());
            out.field("name", outbound.getKey());
            out.object(
                    "sent",
                    () -> amounts(
                            out,
                            connection.traffic().outMsgs(),
                            connection.traffic().outBytes()));
            out.object("received", () -> amounts(out, received.inMsgs(), received.inBytes()));
            out.field("inbound_connections", inbound.size());
        });
    }

    private static void trouble(JsonOut out, ServerStats.Trouble trouble) {
        out.field("slow_consumers", trouble.slowConsumers().total());
        kinds(out, "slow_consumer_stats", trouble.slowConsumers());
        out.opt("stale_connections", trouble.staleConnections().total());
        kinds(out, "stale_connection_stats", trouble.staleConnections());
        out.opt("stalled_clients", trouble.stalledClients());
    }

    private static void kinds(JsonOut out, String name, ServerStats.KindCounts counts) {
        if (counts.total() > 0) {
            out.object(name, () -> {
                out.field("clients", counts.clients());
                out.field("routes", counts.routes());
                out.field("gateways", counts.gateways());
                out.field("leafs", counts.leafs());
            });
        }
    }

    private static void amounts(JsonOut out, long messages, long bytes) {
        out.field("msgs", messages);
        out.field("bytes", bytes);
    }

    // ---- users

    static JsonBody user(UserDescription user) {
        return out -> out.object(() -> {
            out.field("user", user.user());
            out.field("account", user.account());
            out.opt("account_name", user.accountName());
            out.opt("user_name", user.userName());
            PermissionOptions permissions = user.permissions();
            if (permissions != null) {
                permissions(out, permissions);
            }
            out.opt("expires", user.expires().toNanos());
        });
    }

    private static void permissions(JsonOut out, PermissionOptions permissions) {
        out.object("permissions", () -> {
            rules(out, "publish", permissions.publish());
            rules(out, "subscribe", permissions.subscribe());
            ResponseRule responses = permissions.responses();
            if (responses != null) {
                out.object("responses", () -> {
                    out.field("max", responses.maxMessages());
                    out.field("ttl", responses.expires().toNanos());
                });
            }
        });
    }

    private static void rules(JsonOut out, String name, @Nullable SubjectRules rules) {
        if (rules != null) {
            out.object(name, () -> {
                List<String> allow = rules.allow();
                out.optStrings("allow", allow == null ? List.of() : allow);
                out.optStrings("deny", rules.deny());
            });
        }
    }
}
