package io.dialtone.actors.monitor;

import java.util.List;

/** The details of an account in {@code /accountz}, and an account's entry in {@code /accstatz}. */
final class AccountJson {

    private AccountJson() {}

    /** One account as an object. */
    static void detail(JsonOut out, AccountInfo account) {
        out.object(() -> {
            out.field("account_name", account.name());
            out.field("update_time", account.updated());
            out.opt("is_system", account.system());
            out.field("expired", account.expired());
            out.field("complete", account.complete());
            out.field("jetstream_enabled", account.jetStream());
            out.field("leafnode_connections", account.leafNodes());
            out.field("client_connections", account.clients());
            out.field("subscriptions", account.subscriptions());
            out.optMap("mappings", account.mappings(), AccountJson::destinations);
            out.optArray("exports", account.exports(), AccountJson::export);
            out.optArray("imports", account.imports(), AccountJson::imported);
            out.opt("jwt", account.jwt());
            out.opt("issuer_key", account.issuerKey());
            out.opt("name_tag", account.nameTag());
            out.optStrings("tags", account.tags());
            out.object("sublist_stats", () -> SubscriptionsJson.stats(out, account.sublist()));
        });
    }

    private static void destinations(JsonOut out, List<AccountInfo.MapDestination> destinations) {
        out.elements(
                destinations,
                (o, destination) -> o.object(() -> {
                    o.field("subject", destination.subject());
                    o.field("weight", destination.weight());
                    o.opt("cluster", destination.cluster());
                }));
    }

    private static void export(JsonOut out, AccountInfo.Export export) {
        out.object(() -> {
            out.field("subject", export.subject());
            out.field("type", export.type().text());
            out.opt("response_type", export.responseType());
            AccountInfo.Latency latency = export.latency();
            if (latency != null) {
                out.object("service_latency", () -> {
                    out.field("sampling", latency.sampling());
                    out.field("results", latency.results());
                });
            }
            out.optStrings("approved_accounts", export.approvedAccounts());
        });
    }

    private static void imported(JsonOut out, AccountInfo.Import imported) {
        out.object(() -> {
            out.field("subject", imported.subject());
            out.field("account", imported.account());
            out.opt("to", imported.to());
            out.opt("local_subject", imported.localSubject());
            out.field("type", imported.type().text());
            out.field("invalid", imported.invalid());
            out.field("share", imported.share());
            out.field("tracking", imported.tracking());
            AccountInfo.Latency latency = imported.latency();
            if (latency != null) {
                out.object("latency", () -> {
                    out.field("sampling", latency.sampling());
                    out.field("results", latency.results());
                });
            }
        });
    }

    static void stats(JsonOut out, AccountStats account) {
        out.object(() -> statsFields(out, account));
    }

    /** The fields of an object that somebody else begins and ends. */
    static void statsFields(JsonOut out, AccountStats account) {
        out.field("acc", account.account());
        out.field("name", account.name());
        out.field("conns", account.connections());
        out.field("leafnodes", account.leafNodes());
        out.field("total_conns", account.totalConnections());
        out.field("num_subscriptions", account.subscriptions());
        data(out, "sent", account.sent());
        data(out, "received", account.received());
        out.field("slow_consumers", account.slowConsumers());
    }

    private static void data(JsonOut out, String name, AccountStats.DataStats data) {
        out.object(name, () -> {
            msgBytes(out, data.total());
            out.object("gateways", () -> msgBytes(out, data.gateways()));
            out.object("routes", () -> msgBytes(out, data.routes()));
            out.object("leafs", () -> msgBytes(out, data.leafs()));
        });
    }

    private static void msgBytes(JsonOut out, AccountStats.MsgBytes value) {
        out.field("msgs", value.msgs());
        out.field("bytes", value.bytes());
    }
}
