package io.dialtone.app.cli;

import io.dialtone.conf.AuthorizationOptions;
import io.dialtone.conf.ClientOptions;
import io.dialtone.conf.JetStreamOptions;
import io.dialtone.conf.LimitOptions;
import io.dialtone.conf.LoggingOptions;
import io.dialtone.conf.MonitoringOptions;
import io.dialtone.conf.Options;
import io.dialtone.conf.ProcessOptions;
import io.dialtone.conf.TlsOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The flags that change options. They are put on top of a configuration at the start and again at each reload. */
public final class Overrides {
    private final FlagValues flags;

    Overrides(FlagValues flags) {
        this.flags = flags;
    }

    /** The configuration file; empty: none. */
    public String configFile() {
        return flags.text(Flag.CONFIG);
    }

    /**
     * The options with the flags on top. An empty text and the number 0 change nothing, except for {@code --cluster} (no cluster
     * listener), {@code --routes} (no routes) and {@code --tls=false} (no TLS).
     *
     * @throws OverrideException when the flags contradict each other or the options; the message is nats-server's
     */
    public Options applyTo(Options options) throws OverrideException {
        Options.Builder b = options.toBuilder();
        text(Flag.SERVER_NAME, b::serverName);
        b.client(this::client)
                .limits(this::limits)
                .logging(this::logging)
                .monitoring(this::monitoring)
                .process(this::process)
                .authorization(this::authorization)
                .jetStream(this::jetStream);
        b.cluster(ClusterOverride.apply(flags, options.cluster()));
        TlsOptions tls = tls(options.client().tls());
        return b.client(c -> c.tls(tls)).build();
    }

    /** Keys of the configuration that these flags stand for and that have no effect in this version. */
    public List<String> inactiveKeys() {
        List<String> keys = new ArrayList<>();
        if (flags.isOn(Flag.JETSTREAM) || flags.has(Flag.STORE_DIR)) {
            keys.add("jetstream");
        }
        if (flags.has(Flag.CLUSTER_LISTEN) || flags.has(Flag.ROUTES) || flags.has(Flag.CLUSTER_NAME)) {
            keys.add("cluster");
        }
        if (flags.number(Flag.PROFILE) != 0) {
            keys.add("prof_port");
        }
        return keys;
    }

    private ClientOptions.Builder client(ClientOptions.Builder client) {
        text(Flag.ADDRESS, client::host);
        number(Flag.PORT, client::port);
        text(Flag.CLIENT_ADVERTISE, client::advertise);
        return client;
    }

    private LimitOptions.Builder limits(LimitOptions.Builder limits) {
        number(Flag.MAX_TRACED_MSG_LEN, limits::maxTracedMsgLen);
        return limits;
    }

    private LoggingOptions.Builder logging(LoggingOptions.Builder logging) {
        text(Flag.LOG_FILE, logging::logFile);
        if (flags.number(Flag.LOG_SIZE_LIMIT) != 0) {
            logging.sizeLimit(flags.number(Flag.LOG_SIZE_LIMIT));
        }
        onOrOff(Flag.SYSLOG, logging::syslog);
        text(Flag.REMOTE_SYSLOG, logging::remoteSyslog);
        onOrOff(Flag.LOGTIME, logging::logtime);
        onOrOff(Flag.LOGTIME_UTC, logging::logtimeUtc);
        onOrOff(Flag.DEBUG, logging::debug);
        onOrOff(Flag.DEBUG_TRACE, on -> logging.debug(on).trace(on));
        onOrOff(Flag.DEBUG_VERBOSE_TRACE, on -> logging.debug(on).trace(on).traceVerbose(on));
        onOrOff(Flag.TRACE, logging::trace);
        onOrOff(Flag.VERBOSE_TRACE, on -> logging.trace(on).traceVerbose(on));
        return logging;
    }

    private MonitoringOptions.Builder monitoring(MonitoringOptions.Builder monitoring) {
        number(Flag.HTTP_PORT, monitoring::httpPort);
        number(Flag.HTTPS_PORT, monitoring::httpsPort);
        return monitoring;
    }

    private ProcessOptions.Builder process(ProcessOptions.Builder process) {
        text(Flag.PID_FILE, process::pidFile);
        text(Flag.PORTS_FILE_DIR, process::portsFileDir);
        number(Flag.PROFILE, process::profPort);
        return process;
    }

    private AuthorizationOptions.Builder authorization(AuthorizationOptions.Builder authorization) {
        text(Flag.USER, authorization::user);
        text(Flag.PASSWORD, authorization::password);
        text(Flag.TOKEN, authorization::token);
        return authorization;
    }

    private JetStreamOptions.Builder jetStream(JetStreamOptions.Builder jetStream) {
        if (flags.isOn(Flag.JETSTREAM)) {
            jetStream.enabled(true);
        }
        text(Flag.STORE_DIR, jetStream::storeDir);
        return jetStream;
    }

    private @Nullable TlsOptions tls(@Nullable TlsOptions configured) throws OverrideException {
        if (flags.has(Flag.TLS) && !flags.isOn(Flag.TLS)) {
            return null;
        }
        if (!flags.has(Flag.TLS)
                && !flags.has(Flag.TLS_VERIFY)
                && !flags.has(Flag.TLS_CERT)
                && !flags.has(Flag.TLS_KEY)
                && !flags.has(Flag.TLS_CA_CERT)) {
            return configured;
        }
        TlsOptions.Builder tls = (configured == null ? TlsOptions.defaults() : configured).toBuilder();
        text(Flag.TLS_CERT, tls::certFile);
        text(Flag.TLS_KEY, tls::keyFile);
        text(Flag.TLS_CA_CERT, tls::caFile);
        onOrOff(Flag.TLS_VERIFY, tls::verify);
        TlsOptions result = tls.build();
        if (result.certFile().isEmpty()) {
            throw new OverrideException("TLS Server certificate must be present and valid");
        }
        if (result.keyFile().isEmpty()) {
            throw new OverrideException("TLS Server private key must be present and valid");
        }
        mustExist("error parsing X509 certificate/key pair: ", result.certFile());
        mustExist("error parsing X509 certificate/key pair: ", result.keyFile());
        return result;
    }

    private static void mustExist(String complaint, String file) throws OverrideException {
        if (!Files.exists(Path.of(file))) {
            throw new OverrideException(complaint + "open " + file + ": no such file or directory");
        }
    }

    private void text(Flag flag, Consumer<String> target) {
        String value = flags.text(flag);
        if (!value.isEmpty()) {
            target.accept(value);
        }
    }

    private void number(Flag flag, IntConsumer target) {
        long value = flags.number(flag);
        if (value != 0) {
            target.accept(Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
    }

    private void onOrOff(Flag flag, Consumer<Boolean> target) {
        if (flags.has(flag)) {
            target.accept(flags.isOn(flag));
        }
    }
}
