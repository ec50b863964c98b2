package io.dialtone.actors.monitor;

import io.dialtone.actors.monitor.ConnectionQuery.Subscriptions;
import java.time.Instant;
import java.util.List;

/** {@code /connz}. */
final class ConnectionsJson implements JsonBody {

    /** The account of those who have none of their own, which is not shown. */
    private static final String GLOBAL_ACCOUNT = "$G";

    private final ServerIdentity identity;
    private final ConnectionPage page;

    ConnectionsJson(ServerIdentity identity, ConnectionPage page) {
        this.identity = identity;
        this.page = page;
    }

    @Override
    public void writeTo(JsonOut out) {
        List<ConnectionInfo> connections = page.connections();
        out.object(() -> {
            out.field("server_id", page.knownAccount() ? identity.id() : "");
            out.field("now", page.now());
            out.field("num_connections", connections.size());
            out.field("total", page.total());
            out.field("offset", page.query().offset());
            out.field("limit", page.query().limit());
            if (page.knownAccount()) {
                out.array("connections", connections, this::connection);
            } else {
                out.nullField("connections");
            }
        });
    }

    private void connection(JsonOut out, ConnectionInfo connection) {
        out.object(() -> {
            life(out, connection, page.now());
            traffic(out, connection);
            out.opt("name", connection.client().name());
            out.opt("lang", connection.client().lang());
            out.opt("version", connection.client().version());
            tls(out, connection);
            if (page.query().auth()) {
                out.opt("authorized_user", connection.auth().user());
                out.opt("account", shownAccount(connection));
            }
            subscriptions(out, connection);
            if (page.query().auth()) {
                out.opt("jwt", connection.auth().jwt());
                out.opt("issuer_key", connection.auth().issuerKey());
                out.opt("name_tag", connection.auth().accountTag());
                out.optStrings("tags", connection.auth().tags());
            }
            out.opt("mqtt_client", connection.mqttClient());
            String proxyKey = connection.proxyKey();
            if (proxyKey != null) {
                out.object("proxy", () -> out.field("key", proxyKey));
            }
        });
    }

    /** When it began and when it last did something. */
    static void life(JsonOut out, ConnectionInfo connection, Instant now) {
        out.field("cid", connection.cid());
        out.field("kind", connection.kind().text());
        ConnectionInfo.Type type = connection.type();
        out.opt("type", type == null ? "" : type.text());
        out.field("ip", connection.ip());
        out.field("port", connection.port());
        out.field("start", connection.start());
        out.field("last_activity", connection.lastActivity());
        ConnectionInfo.Closed closed = connection.closed();
        if (closed != null) {
            out.field("stop", closed.stop());
            out.opt("reason", closed.reason());
        }
        out.field("rtt", GoText.rtt(connection.rtt()));
        out.field("uptime", GoText.uptime(connection.uptime(now)));
        out.field("idle", GoText.uptime(connection.idle(now)));
    }

    /** What went through it. */
    static void traffic(JsonOut out, ConnectionInfo connection) {
        out.field("pending_bytes", connection.pendingBytes());
        out.field("in_msgs", connection.traffic().inMsgs());
        out.field("out_msgs", connection.traffic().outMsgs());
        out.field("in_bytes", connection.traffic().inBytes());
        out.field("out_bytes", connection.traffic().outBytes());
        out.opt("stalls", connection.stalls());
        connection.pauses().writeTo(out);
        out.field("subscriptions", connection.subscriptionCount());
    }

    /** Certificates are shown only to those who asked for authentication details. */
    private void tls(JsonOut out, ConnectionInfo connection) {
        ConnectionInfo.Tls tls = connection.tls();
        if (tls == null) {
            return;
        }
        out.opt("tls_version", tls.version());
        out.opt("tls_cipher_suite", tls.cipherSuite());
        if (page.query().auth()) {
            out.optArray("tls_peer_certs", tls.peerCertificates(), ConnectionsJson::certificate);
        }
        out.opt("tls_first", tls.first());
    }

    private static void certificate(JsonOut out, ConnectionInfo.PeerCertificate certificate) {
        out.object(() -> {
            out.opt("subject", certificate.subject());
            out.opt("spki_sha256", certificate.spkiSha256());
            out.opt("cert_sha256", certificate.certSha256());
        });
    }

    private void subscriptions(JsonOut out, ConnectionInfo connection) {
        Subscriptions wanted = page.query().subscriptions();
        List<SubscriptionDetail> subscriptions = connection.subscriptions();
        if (wanted == Subscriptions.SUBJECTS) {
            out.optStrings(
                    "subscriptions_list",
                    subscriptions.stream().map(SubscriptionDetail::subject).toList());
        } else if (wanted == Subscriptions.DETAIL) {
            out.optArray("subscriptions_list_detail", shownSubscriptions(connection), SubscriptionsJson::detail);
        }
    }

    /** An open connection says its account itself; the limit of a subscription ends with its connection. */
    private static List<SubscriptionDetail> shownSubscriptions(ConnectionInfo connection) {
        return connection.subscriptions().stream()
                .map(s -> connection.isOpen()
                        ? new SubscriptionDetail("", "", s.subject(), s.queue(), s.sid(), s.msgs(), s.max(), s.cid())
                        : new SubscriptionDetail(
                                s.account(), s.accountTag(), s.subject(), s.queue(), s.sid(), s.msgs(), 0, s.cid()))
                .toList();
    }

    private static String shownAccount(ConnectionInfo connection) {
        String account = connection.auth().account();
        return account.equals(GLOBAL_ACCOUNT) ? "" : account;
    }
}
