package io.dialtone.app.process;

import io.dialtone.actors.Broker;
import io.dialtone.app.monitor.MonitorAccess;
import io.dialtone.app.monitor.MonitorException;
import io.dialtone.app.monitor.MonitorOptions;
import io.dialtone.app.monitor.MonitorServer;
import io.dialtone.app.process.PortsFile.Listening;
import io.dialtone.conf.Options;
import io.dialtone.conf.TlsOptions;
import io.dialtone.streams.ServerLog;
import io.dialtone.streams.tls.TlsConfigurationException;
import io.dialtone.streams.tls.TlsContexts;
import io.dialtone.streams.tls.TlsServerContext;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** The monitoring port of a server process, when it has one. Belongs to the controlling thread. */
final class Monitoring {
    private static final long STOP_LIMIT_MS = 500;

    private final MonitorServer server;
    private final Certificates certificates;
    private final MonitorAccess access;

    private Monitoring(MonitorServer server, Certificates certificates, MonitorAccess access) {
        this.server = server;
        this.certificates = certificates;
        this.access = access;
    }

    /** What HTTPS shows to those who connect; a reload may replace it. */
    private static final class Certificates {
        private volatile @Nullable TlsServerContext context;
        private volatile boolean verify;

        void load(Options options) throws TlsConfigurationException {
            TlsOptions tls = options.client().tls();
            verify = options.monitoring().verify();
            context = tls != null && options.monitoring().httpsPort() != 0 ? TlsContexts.server(tls) : null;
        }

        SSLEngine engine() {
            return Objects.requireNonNull(context, "HTTPS without TLS").newMonitoringEngine(verify);
        }
    }

    /** Binds the port that the options want; null when they want none. */
    static @Nullable Monitoring start(Broker broker, Options options, Program program, ServerLog log)
            throws StartFailure {
        if (!MonitorOptions.isWanted(options)) {
            return null;
        }
        try {
            Certificates certificates = new Certificates();
            certificates.load(options);
            Supplier<SSLEngine> tls = options.client().tls() == null ? null : certificates::engine;
            MonitorAccess access = new MonitorAccess(options.monitoring());
            MonitorOptions wanted = MonitorOptions.of(options, tls, program.name(), access);
            MonitorServer server = MonitorServer.start(broker.monitor(), wanted, log)
                    .toCompletableFuture()
                    .join();
            return new Monitoring(server, certificates, access);
        } catch (MonitorException e) {
            throw new StartFailure(e.logLine(), e);
        } catch (CompletionException e) {
            String line =
                    e.getCause() instanceof MonitorException known ? known.logLine() : String.valueOf(e.getCause());
            throw new StartFailure(line, e);
        } catch (TlsConfigurationException e) {
            throw new StartFailure("Can't start monitoring: " + e.getMessage(), e);
        }
    }

    Listening listening() {
        return new Listening(server.scheme(), server.address());
    }

    /** Lets new certificates and passwords hold. */
    void reload(Options options) throws TlsConfigurationException {
        certificates.load(options);
        access.set(options.monitoring());
    }

    void close() {
        // The process ends soon after, with or without the last of these threads.
        server.stop()
                .toCompletableFuture()
                .completeOnTimeout(null, STOP_LIMIT_MS, TimeUnit.MILLISECONDS)
                .join();
    }
}
