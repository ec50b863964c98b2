package io.dialtone.actors.monitor;

import io.dialtone.conf.ClusterOptions;
import io.dialtone.conf.TlsOptions;
import io.dialtone.conf.WriteTimeoutPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The cluster of a server, as {@code /varz} shows it.
 *
 * @param port that others connect to
 * @param urls of the configuration, {@code host:port}
 * @param writeDeadline zero: that of clients
 * @param writeTimeout when the deadline passes; null: as usual
 */
public record ClusterStats(
        String name,
        String host,
        int port,
        double authTimeoutSeconds,
        List<String> urls,
        double tlsTimeoutSeconds,
        boolean tlsRequired,
        int poolSize,
        Duration writeDeadline,
        @Nullable String writeTimeout) {
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(2);

    /** Copies the list. */
    public ClusterStats {
        urls = List.copyOf(urls);
    }

    /**
     * @param name agreed upon
     * @param port bound
     */
    public static ClusterStats of(ClusterOptions cluster, String name, int port) {
        TlsOptions tls = cluster.tls();
        Duration tlsTimeout = tls == null ? USUAL_TIMEOUT : tls.timeout();
        Duration auth = cluster.authTimeout();
        if (auth.isZero()) {
            auth = tls == null ? USUAL_TIMEOUT : tlsTimeout.plusSeconds(1);
        }
        return new ClusterStats(
                name,
                cluster.host(),
                port,
                auth.toMillis() / 1000.0,
                cluster.routes().stream().map(ClusterStats::address).toList(),
                tlsTimeout.toMillis() / 1000.0,
                tls != null,
                cluster.poolSize(),
                cluster.writeDeadline(),
                cluster.writeTimeout() == WriteTimeoutPolicy.DEFAULT
                        ? null
                        : cluster.writeTimeout().name().toLowerCase(Locale.ROOT));
    }

    static String address(String url) {
        String rest = url.substring(url.indexOf("://") < 0 ? 0 : url.indexOf("://") + 3);
        String authority = rest.split("[/?#]", 2)[0];
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    void writeTo(JsonOut out) {
        out.field("name", name);
        out.field("addr", host);
        out.field("cluster_port", port);
        out.field("auth_timeout", authTimeoutSeconds);
        out.optStrings("urls", urls);
        out.field("tls_timeout", tlsTimeoutSeconds);
        out.opt("tls_required", tlsRequired);
        out.opt("tls_verify", tlsRequired);
        out.opt("pool_size", poolSize);
        out.opt("write_deadline", writeDeadline.toNanos());
        out.opt("write_timeout", writeTimeout);
    }
}
