package io.dialtone.actors.monitor;

import io.dialtone.actors.monitor.ConnectionQuery.Subscriptions;
import io.dialtone.conf.PermissionOptions;
import io.dialtone.conf.SubjectRules;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /routez}. */
final class RoutesJson implements JsonBody {
    private final ServerIdentity identity;
    private final RoutePage page;

    RoutesJson(ServerIdentity identity, RoutePage page) {
        this.identity = identity;
        this.page = page;
    }

    @Override
    public void writeTo(JsonOut out) {
        out.object(() -> {
            out.field("server_id", identity.id());
            out.field("server_name", identity.name());
            out.field("now", page.now());
            permissions(out);
            out.field("num_routes", page.routes().size());
            out.array("routes", page.routes(), this::route);
        });
    }

    private void route(JsonOut out, RouteInfo route) {
        out.object(() -> {
            out.field("rid", route.rid());
            out.field("remote_id", route.remoteId());
            out.field("remote_name", route.remoteName());
            out.field("did_solicit", route.solicited());
            out.field("is_configured", route.configured());
            out.field("ip", route.peer().getAddress().getHostAddress());
            out.field("port", route.peer().getPort());
            out.field("start", route.start());
            out.field("last_activity", route.lastActivity());
            Duration rtt = route.rtt();
            if (rtt != null) {
                out.field("rtt", GoText.rtt(rtt));
            }
            out.field("uptime", GoText.uptime(Duration.between(route.start(), page.now())));
            out.field("idle", GoText.uptime(Duration.between(route.lastActivity(), page.now())));
            permissions(out);
            traffic(out, route);
            subscriptions(out, route);
            out.opt("account", route.account());
            out.opt("compression", route.compression());
        });
    }

    private static void traffic(JsonOut out, RouteInfo route) {
        out.field("pending_size", route.pendingBytes());
        out.field("in_msgs", route.traffic().inMsgs());
        out.field("out_msgs", route.traffic().outMsgs());
        out.field("in_bytes", route.traffic().inBytes());
        out.field("out_bytes", route.traffic().outBytes());
        out.field("subscriptions", route.subscriptionCount());
    }

    private void subscriptions(JsonOut out, RouteInfo route) {
        if (page.shown() == Subscriptions.SUBJECTS) {
            out.optStrings(
                    "subscriptions_list",
                    route.subscriptions().stream()
                            .map(SubscriptionDetail::subject)
                            .toList());
        } else if (page.shown() == Subscriptions.DETAIL) {
            out.optArray("subscriptions_list_detail", route.subscriptions(), SubscriptionsJson::detail);
        }
    }

    private void permissions(JsonOut out) {
        PermissionOptions permissions = page.permissions();
        if (permissions != null) {
            rules(out, "import", permissions.publish());
            rules(out, "export", permissions.subscribe());
        }
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
