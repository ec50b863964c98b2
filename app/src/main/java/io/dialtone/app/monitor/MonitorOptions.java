package io.dialtone.app.monitor;

import io.dialtone.conf.MonitoringOptions;
import io.dialtone.conf.Options;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * What the monitoring server is told.
 *
 * @param host address to bind
 * @param port port to bind, 0 for a free one
 * @param basePath path in front of every endpoint, empty or {@code /} for none
 * @param tls makes an engine for each connection, so that certificates can be renewed; null for plain HTTP
 * @param program what the process is called at {@code /debug/vars}
 * @param access who may look
 */
public record MonitorOptions(
        String host,
        int port,
        String basePath,
        @Nullable Supplier<SSLEngine> tls,
        String program,
        MonitorAccess access) {

    /** Whether a configuration asks for monitoring at all; false without touching anything else of this package. */
    public static boolean isWanted(Options options) {
        return options.monitoring().httpPort() != 0 || options.monitoring().httpsPort() != 0;
    }

    /**
     * What a configuration says.
     *
     * @param tls the TLS of the client listener, null when it has none
     * @throws MonitorException when both ports are given, or HTTPS without TLS
     */
    public static MonitorOptions of(
            Options options, @Nullable Supplier<SSLEngine> tls, String program, MonitorAccess access) {
        MonitoringOptions monitoring = options.monitoring();
        boolean secure = monitoring.httpsPort() != 0;
        if (secure && monitoring.httpPort() != 0) {
            throw new MonitorException("can't specify both HTTP (" + monitoring.httpPort() + ") and HTTPs ("
                    + monitoring.httpsPort() + ") ports");
        }
        if (secure && tls == null) {
            throw new MonitorException("TLS cert and key required for HTTPS");
        }
        String host = monitoring.host().isEmpty() ? options.client().host() : monitoring.host();
        int port = Math.max(0, secure ? monitoring.httpsPort() : monitoring.httpPort());
        return new MonitorOptions(host, port, monitoring.basePath(), secure ? tls : null, program, access);
    }
}
