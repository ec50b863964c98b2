package io.dialtone.actors.monitor;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The documents of the monitoring endpoints, field by field as nats-server has them. */
public final class MonitorJson {

    private MonitorJson() {}

    /** {@code /varz}. */
    public static JsonBody server(ServerStats stats) {
        return new ServerStatsJson(stats);
    }

    /** {@code /connz}. */
    public static JsonBody connections(ServerIdentity identity, ConnectionPage page) {
        return new ConnectionsJson(identity, page);
    }

    /** {@code /subsz}. */
    public static JsonBody subscriptions(ServerIdentity identity, SubscriptionPage page) {
        return new SubscriptionsJson(identity, page);
    }

    /** {@code /accountz}. */
    public static JsonBody accounts(
            ServerIdentity identity, Instant now, @Nullable String systemAccount, List<String> names) {
        return out -> out.object(() -> {
            head(out, identity, now);
            out.opt("system_account", systemAccount);
            out.optStrings("accounts", names);
        });
    }

    /** {@code /accountz?acc=}. */
    public static JsonBody account(
            ServerIdentity identity, Instant now, @Nullable String systemAccount, AccountInfo account) {
        return out -> out.object(() -> {
            head(out, identity, now);
            out.opt("system_account", systemAccount);
            out.named("account_detail", o -> AccountJson.detail(o, account));
        });
    }

    /** One account by itself. */
    public static JsonBody account(AccountInfo account) {
        return out -> AccountJson.detail(out, account);
    }

    /** The figures of an account, as fields of an object that somebody else begins and ends. */
    public static void accountFields(JsonOut out, AccountStats account) {
        AccountJson.statsFields(out, account);
    }

    /** {@code /accstatz}. */
    public static JsonBody accountStats(ServerIdentity identity, Instant now, List<AccountStats> accounts) {
        return out -> out.object(() -> {
            head(out, identity, now);
            out.array("account_statz", accounts, AccountJson::stats);
        });
    }

    /** {@code /routez}. */
    public static JsonBody routes(ServerIdentity identity, RoutePage page) {
        return new RoutesJson(identity, page);
    }

    /** {@code /gatewayz}. */
    public static JsonBody gateways(ServerIdentity identity, Instant now, GatewayQuery query, GatewayStats stats) {
        return new GatewaysJson(identity, now, query, stats);
    }

    /** {@code /leafz}. */
    public static JsonBody leafNodes(ServerIdentity identity, Instant now, LeafQuery query, LeafStats stats) {
        return new LeafsJson(identity, now, query, stats);
    }

    /** {@code /jsz} of a server without JetStream. */
    public static JsonBody noJetStream(ServerIdentity identity, Instant now) {
        return out -> out.object(() -> {
            zeros(out, "memory", "storage", "reserved_memory", "reserved_storage", "accounts", "ha_assets");
            out.object("api", () -> zeros(out, "level", "total", "errors"));
            head(out, identity, now);
            out.field("disabled", true);
            out.object("config", () -> zeros(out, "max_memory", "max_storage"));
            zeros(out, "streams", "consumers", "messages", "bytes", "total");
        });
    }

    /**
     * {@code /healthz}.
     *
     * @param details whether errors are listed with their kind
     */
    public static JsonBody health(HealthReport report, boolean details) {
        return health(report, details, false);
    }

    /** The same where no status of HTTP goes with it. */
    public static JsonBody healthWithCode(HealthReport report, boolean details) {
        return health(report, details, true);
    }

    private static JsonBody health(HealthReport report, boolean details, boolean withCode) {
        return out -> out.object(() -> {
            out.field("status", report.status());
            if (withCode) {
                out.field("status_code", report.code());
            }
            HealthReport.Problem problem = report.problem();
            if (problem == null) {
                return;
            }
            if (!details) {
                out.field("error", problem.error());
                return;
            }
            out.array(
                    "errors",
                    List.of(problem),
                    (o, p) -> o.object(() -> {
                        o.field("type", p.type());
                        o.field("error", p.error());
                    }));
        });
    }

    private static void head(JsonOut out, ServerIdentity identity, Instant now) {
        out.field("server_id", identity.id());
        out.field("now", now);
    }

    private static void zeros(JsonOut out, String... names) {
        for (String name : names) {
            out.field(name, 0L);
        }
    }
}
