package io.dialtone.actors.monitor;

import io.dialtone.conf.GatewayOptions;
import io.dialtone.conf.TlsOptions;
import io.dialtone.conf.WriteTimeoutPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The gateway block of the configuration, as {@code /varz} shows it.
 *
 * @param port that others connect to
 */
public record GatewayBlock(GatewayOptions options, int port) {
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(2);

    void writeTo(JsonOut out) {
        TlsOptions tls = options.tls();
        Duration tlsTimeout = tls == null ? USUAL_TIMEOUT : tls.timeout();
        Duration auth = options.authTimeout();
        if (auth.isZero()) {
            auth = tls == null ? USUAL_TIMEOUT : tlsTimeout.plusSeconds(1);
        }
        out.field("name", options.name());
        out.field("host", options.host());
        out.field("port", port);
        out.field("auth_timeout", seconds(auth));
        out.field("tls_timeout", seconds(tlsTimeout));
        out.opt("tls_required", tls != null);
        out.opt("tls_verify", tls != null);
        out.opt("advertise", options.advertise());
        out.opt("connect_retries", options.connectRetries());
        out.optArray(
                "gateways",
                options.remotes(),
                (o, remote) -> o.object(() -> {
                    o.field("name", remote.name());
                    TlsOptions its = remote.tls();
                    if (its != null) {
                        o.field("tls_timeout", seconds(its.timeout()));
                    }
                    o.optStrings("urls", addresses(remote.urls()));
                }));
        out.opt("reject_unknown", options.rejectUnknown());
        out.opt("write_deadline", options.writeDeadline().toNanos());
        out.opt(
                "write_timeout",
                options.writeTimeout() == WriteTimeoutPolicy.DEFAULT
                        ? ""
                        : options.writeTimeout().name().toLowerCase(Locale.ROOT));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static List<String> addresses(List<String> urls) {
        return urls.stream().map(ClusterStats::address).toList();
    }
}
