package io.dialtone.actors.monitor;

import io.dialtone.conf.LimitOptions;
import io.dialtone.conf.MonitoringOptions;
import io.dialtone.conf.Options;
import io.dialtone.conf.TlsOptions;
import io.dialtone.conf.WriteTimeoutPolicy;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of {@link ServerStats} that follow from the configuration alone. */
public final class ConfiguredStats {

    private static final Duration DEFAULT_TLS_TIMEOUT = Duration.ofSeconds(2);

    private ConfiguredStats() {}

    /** Limits and times. */
    public static ServerStats.Limits limits(Options options) {
        LimitOptions limits = options.limits();
        TlsOptions tls = options.client().tls();
        return new ServerStats.Limits(
                limits.maxConnections(),
                limits.maxSubscriptions(),
                limits.pingInterval(),
                limits.pingMax(),
                seconds(options.authTimeout()),
                limits.maxControlLine(),
                limits.maxPayload(),
                limits.maxPending(),
                seconds(tls == null ? DEFAULT_TLS_TIMEOUT : tls.timeout()),
                limits.writeDeadline(),
                writeTimeout(limits.writeTimeout()));
    }

    /** The monitoring listener, with no requests counted yet. */
    public static ServerStats.Http http(Options options) {
        MonitoringOptions monitoring = options.monitoring();
        String host = monitoring.host().isEmpty() ? options.client().host() : monitoring.host();
        String base = monitoring.basePath().equals(MonitoringOptions.DEFAULT_BASE_PATH) ? "" : monitoring.basePath();
        return new ServerStats.Http(host, monitoring.httpPort(), base, monitoring.httpsPort(), Map.of());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static @Nullable String writeTimeout(WriteTimeoutPolicy policy) {
        return policy == WriteTimeoutPolicy.DEFAULT ? null : policy.name().toLowerCase(Locale.ROOT);
    }
}
