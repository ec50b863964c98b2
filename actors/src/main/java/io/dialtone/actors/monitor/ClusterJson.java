package io.dialtone.actors.monitor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The document of {@code /clusterz}, which is Dialtone's own. Any thread. */
public final class ClusterJson {
    private ClusterJson() {}

    /**
     * @param view null where the server is no member of an Akka Cluster
     */
    public static JsonBody document(ServerIdentity identity, Instant now, @Nullable ClusterView view) {
        return out -> out.object(() -> {
            out.field("server_id", identity.id());
            out.field("now", now);
            out.field("enabled", view != null);
            if (view != null) {
                view(out, view);
            }
        });
    }

    private static void view(JsonOut out, ClusterView view) {
        out.field("self", view.self());
        out.field("status", view.status());
        out.field("leader", view.leader());
        out.field("oldest", view.oldest());
        out.strings("unreachable", view.unreachable());
        out.array("members", view.members(), ClusterJson::member);
    }

    private static void member(JsonOut out, ClusterView.Member member) {
        out.object(() -> fields(out, member));
    }

    /** What is said of a node, here and in events. */
    public static void fields(JsonOut out, ClusterView.Member member) {
        out.field("address", member.address());
        out.field("status", member.status());
        out.field("reachable", member.reachable());
        out.optStrings("roles", member.roles());
        out.opt("server_id", member.serverId());
        out.opt("server_name", member.serverName());
        out.opt("route", member.route());
    }
}
