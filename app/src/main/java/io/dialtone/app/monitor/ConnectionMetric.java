package io.dialtone.app.monitor;

import io.dialtone.actors.monitor.ConnectionInfo;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What is measured of a connection. */
enum ConnectionMetric {
    PENDING_BYTES("pending_bytes", true),
    SUBSCRIPTIONS("subscriptions", true),
    IN_BYTES("in_bytes", true),
    OUT_BYTES("out_bytes", true),
    IN_MSGS("in_msgs", true),
    OUT_MSGS("out_msgs", true),
    START("epoch time at which the connection was started", false),
    LAST_ACTIVITY("epoch time of the last activity", false),
    RTT("round trip time in microseconds", false),
    UPTIME("uptime in milliseconds", false),
    IDLE("idle time in milliseconds", false);

    private static final String[] LABELS = {
        "cid",
        "kind",
        "type",
        "ip",
        "port",
        "name",
        "name_tag",
        "account",
        "account_id",
        "lang",
        "version",
        "tls_version",
        "tls_cipher_suite"
    };

    private final String help;
    private final boolean summed;

    ConnectionMetric(String help, boolean summed) {
        this.help = help;
        this.summed = summed;
    }

    String fullName() {
        return "gnatsd_connz_" + name().toLowerCase(Locale.ROOT);
    }

    String help() {
        return help;
    }

    /** Whether the sum over all connections is a metric, too. */
    boolean isSummed() {
        return summed;
    }

    /** The value of one connection. */
    double of(ConnectionInfo connection, Instant now) {
        return switch (this) {
            case PENDING_BYTES -> connection.pendingBytes();
            case SUBSCRIPTIONS -> connection.subscriptionCount();
            case IN_BYTES -> connection.traffic().inBytes();
            case OUT_BYTES -> connection.traffic().outBytes();
            case IN_MSGS -> connection.traffic().inMsgs();
            case OUT_MSGS -> connection.traffic().outMsgs();
            case START -> connection.start().toEpochMilli();
            case LAST_ACTIVITY -> connection.lastActivity().toEpochMilli();
            case RTT -> TimeUnit.NANOSECONDS.toMicros(connection.rtt().toNanos());
            case UPTIME -> connection.uptime(now).toSeconds() * 1000;
            case IDLE -> Math.max(0, connection.idle(now).toSeconds()) * 1000;
        };
    }

    /** The labels that tell one connection from another. */
    static Labels labels(ConnectionInfo connection) {
        ConnectionInfo.Type type = connection.type();
        ConnectionInfo.Tls tls = connection.tls();
        ConnectionInfo.Auth auth = connection.auth();
        String account = auth.account().equals("$G") ? "" : auth.account();
        String[] values = {
            Long.toString(connection.cid()),
            connection.kind().text(),
            type == null ? "" : type.text(),
            connection.ip(),
            Integer.toString(connection.port()),
            connection.client().name(),
            auth.accountTag(),
            account,
            account,
            connection.client().lang(),
            connection.client().version(),
            tls == null ? "" : tls.version(),
            tls == null ? "" : tls.cipherSuite()
        };
        return Labels.of(LABELS, values);
    }
}
