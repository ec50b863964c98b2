package io.dialtone.actors.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The details of an account in {@code /accountz}, and an account's entry in {@code /accstatz}. */
final class AccountJson {

    /** A service among kinds of imports, as a number. */
    private static final long SERVICE = 2;

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
            AccountInfo.Decoded decoded = account.decoded();
            if (decoded != null) {
                decoded(out, decoded);
            }
            out.object("sublist_stats", () -> SubscriptionsJson.stats(out, account.sublist()));
            if (!account.responses().isEmpty()) {
                out.object(
                        "responses",
                        () -> new TreeMap<>(account.responses())
                                .forEach((key, response) -> out.object(key, () -> response(out, key, response))));
            }
        });
    }

    private static void decoded(JsonOut out, AccountInfo.Decoded decoded) {
        String json = decoded.json();
        if (json != null) {
            out.named("decoded_jwt", o -> o.copy(json));
        }
        out.optArray(
                "validation_result_jwt",
                decoded.issues(),
                (o, issue) -> o.object(() -> {
                    o.field("description", issue.description());
                    o.field("blocking", issue.blocking());
                    o.field("time_check", issue.timeCheck());
                }));
        times(out, "revoked_user", decoded.revokedUsers());
    }

    private static void times(JsonOut out, String name, Map<String, Instant> times) {
        out.optMap(name, new TreeMap<>(times), (o, time) -> o.string(GoText.time(time)));
    }

    private static void response(JsonOut out, String key, AccountInfo.Response response) {
        out.field("subject", response.subject());
        out.field("account", response.account());
        out.field("to", key);
        out.field("local_subject", key);
        // Not by its name, as everywhere else: nats-server writes it so here.
        out.field("type", SERVICE);
        out.field("invalid", false);
        out.field("share", response.share());
        out.field("tracking", response.latency() != null);
        latency(out, "latency", response.latency());
    }

    private static void latency(JsonOut out, String name, AccountInfo.@Nullable Latency latency) {
        if (latency != null) {
            out.object(name, () -> {
                out.field("sampling", latency.sampling());
                out.field("results", latency.results());
            });
        }
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
            out.opt("token_req", export.tokenRequired());
            out.opt("response_type", export.responseType());
            latency(out, "service_latency", export.latency());
            out.optStrings("approved_accounts", export.approvedAccounts());
            times(out, "revoked_activations", export.revokedActivations());
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
            latency(out, "latency", imported.latency());
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
        account.pauses().writeTo(out);
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
