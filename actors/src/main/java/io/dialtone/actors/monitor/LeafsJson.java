package io.dialtone.actors.monitor;

import java.time.Instant;

/** {@code /leafz}. */
final class LeafsJson implements JsonBody {
    private final ServerIdentity identity;
    private final Instant now;
    private final LeafQuery query;
    private final LeafStats stats;

    LeafsJson(ServerIdentity identity, Instant now, LeafQuery query, LeafStats stats) {
        this.identity = identity;
        this.now = now;
        this.query = query;
        this.stats = stats;
    }

    @Override
    public void writeTo(JsonOut out) {
        out.object(() -> {
            out.field("server_id", identity.id());
            out.field("now", now);
            out.field("leafnodes", stats.links().size());
            out.array("leafs", stats.links(), this::link);
        });
    }

    private void link(JsonOut out, LeafStats.Link link) {
        out.object(() -> {
            out.field("id", link.id());
            out.field("name", link.name());
            out.field("is_spoke", link.spoke());
            out.opt("is_isolated", link.isolated());
            out.field("account", link.account());
            out.field("ip", link.ip());
            out.field("port", link.port());
            out.opt("rtt", link.rtt().isZero() ? "" : GoText.rtt(link.rtt()));
            out.field("in_msgs", link.traffic().inMsgs());
            out.field("out_msgs", link.traffic().outMsgs());
            out.field("in_bytes", link.traffic().inBytes());
            out.field("out_bytes", link.traffic().outBytes());
            out.field("subscriptions", link.subscriptions().size());
            if (query.subscriptions()) {
                out.optStrings("subscriptions_list", link.subscriptions());
            }
            out.opt("compression", link.compression());
        });
    }
}
