package io.dialtone.actors.monitor;

import java.time.Instant;
import java.util.List;

/** {@code /gatewayz}. */
final class GatewaysJson implements JsonBody {
    /** Refusals of one account after which nats-server asks for all its interest; shown with each account. */
    private static final long INTEREST_ONLY_THRESHOLD = 1000;

    private final ServerIdentity identity;
    private final Instant now;
    private final GatewayQuery query;
    private final GatewayStats stats;

    GatewaysJson(ServerIdentity identity, Instant now, GatewayQuery query, GatewayStats stats) {
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
            out.opt("name", stats.name());
            out.opt("host", stats.host());
            out.opt("port", stats.port());
            out.object(
                    "outbound_gateways",
                    () -> stats.outbound().forEach((name, remote) -> out.named(name, o -> remote(o, remote))));
            out.object(
                    "inbound_gateways",
                    () -> stats.inbound().forEach((name, remotes) -> out.array(name, remotes, this::remote)));
        });
    }

    private void remote(JsonOut out, GatewayStats.Remote remote) {
        out.object(() -> {
            out.field("configured", remote.configured());
            out.named("connection", o -> connection(o, remote.connection()));
            List<GatewayStats.Account> accounts = remote.accounts();
            if (accounts != null) {
                out.optArray("accounts", accounts, this::account);
            }
        });
    }

    private void connection(JsonOut out, ConnectionInfo connection) {
        out.object(() -> {
            ConnectionsJson.life(out, connection, now);
            ConnectionsJson.traffic(out, connection);
            out.opt("name", connection.client().name());
            ConnectionInfo.Tls tls = connection.tls();
            if (tls != null) {
                out.opt("tls_version", tls.version());
                out.opt("tls_cipher_suite", tls.cipherSuite());
            }
        });
    }

    private void account(JsonOut out, GatewayStats.Account account) {
        out.object(() -> {
            out.field("name", account.name());
            out.field("interest_mode", account.mode());
            out.opt("no_interest_count", account.refused());
            out.field("interest_only_threshold", INTEREST_ONLY_THRESHOLD);
            out.opt("num_subs", account.subscriptions());
            out.opt("num_queue_subs", account.queues());
            switch (query.subscriptions()) {
                case SUBJECTS ->
                    out.optStrings(
                            "subscriptions_list",
                            account.list().stream()
                                    .map(SubscriptionDetail::subject)
                                    .toList());
                case DETAIL -> out.optArray("subscriptions_list_detail", account.list(), SubscriptionsJson::detail);
                case NONE -> {}
            }
        });
    }
}
