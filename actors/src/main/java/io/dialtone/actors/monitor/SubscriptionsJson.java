package io.dialtone.actors.monitor;

/** {@code /subsz}. */
final class SubscriptionsJson implements JsonBody {

    private final ServerIdentity identity;
    private final SubscriptionPage page;

    SubscriptionsJson(ServerIdentity identity, SubscriptionPage page) {
        this.identity = identity;
        this.page = page;
    }

    @Override
    public void writeTo(JsonOut out) {
        out.object(() -> {
            out.field("server_id", identity.id());
            out.field("now", page.now());
            stats(out, page.stats());
            out.field("total", page.total());
            out.field("offset", page.query().offset());
            out.field("limit", page.query().limit());
            out.optArray("subscriptions_list", page.subscriptions(), SubscriptionsJson::detail);
        });
    }

    static void stats(JsonOut out, SublistStats stats) {
        out.field("num_subscriptions", stats.subscriptions());
        out.field("num_cache", stats.cached());
        out.field("num_inserts", stats.inserts());
        out.field("num_removes", stats.removes());
        out.field("num_matches", stats.matches());
        out.field("cache_hit_rate", stats.cacheHitRate());
        out.field("max_fanout", stats.maxFanout());
        out.field("avg_fanout", stats.avgFanout());
    }

    static void detail(JsonOut out, SubscriptionDetail subscription) {
        out.object(() -> {
            out.opt("account", subscription.account());
            out.opt("account_tag", subscription.accountTag());
            out.field("subject", subscription.subject());
            out.opt("qgroup", subscription.queue());
            out.field("sid", subscription.sid());
            out.field("msgs", subscription.msgs());
            out.opt("max", subscription.max());
            out.field("cid", subscription.cid());
        });
    }
}
