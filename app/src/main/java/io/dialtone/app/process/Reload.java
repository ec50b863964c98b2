package io.dialtone.app.process;

import io.dialtone.actors.Broker;
import io.dialtone.app.cli.Overrides;
import io.dialtone.app.logging.ServerLogging;
import io.dialtone.app.process.Configuration.UnusableException;
import io.dialtone.conf.Options;
import io.dialtone.conf.ReloadPlan;
import io.dialtone.streams.ServerLog;
import io.dialtone.streams.tls.TlsConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration again and lets it hold while connections stay open. What cannot be changed that way refuses the whole: then
 * nothing has changed, and the log says why. Belongs to the controlling thread.
 */
final class Reload {
    private final Program program;
    private final Overrides overrides;
    private final ServerLogging logging;
    private final ServerLog log;
    private final Broker broker;
    private final Listeners listeners;
    private final ConfigurationWatch watch;
    private Configuration current;

    Reload(
            Program program,
            Overrides overrides,
            Configuration current,
            ServerLogging logging,
            ServerLog log,
            Broker broker,
            Listeners listeners,
            ConfigurationWatch watch) {
        this.program = program;
        this.overrides = overrides;
        this.current = current;
        this.logging = logging;
        this.log = log;
        this.broker = broker;
        this.listeners = listeners;
        this.watch = watch;
        watch.follow(current);
    }

    /** Returns why nothing has changed; null when it has. */
    @Nullable
    String run() {
        try {
            if (overrides.configFile().isEmpty()) {
                throw new Refused("can only reload config when a file is provided using -c or --config");
            }
            Configuration next = Configuration.load(overrides);
            Configuration.mustHaveUsableTls(next.options());
            ReloadPlan plan = ReloadPlan.between(current.options(), next.options());
            if (!plan.isAccepted()) {
                throw new Refused(plan.refusals().get(0));
            }
            apply(next);
            current = next;
            watch.follow(next);
            plan.logLines().forEach(log::notice);
            log.notice("Reloaded server configuration (" + next.digest() + ")");
            return null;
        } catch (UnusableException | Refused e) {
            log.error("Failed to reload server configuration: " + e.getMessage());
            return e.getMessage();
        }
    }

    private void apply(Configuration configuration) throws Refused {
        Options next = configuration.options();
        Options before = current.options();
        try {
            logging.apply(next.logging());
            String pidFile = next.process().pidFile();
            if (!pidFile.isEmpty() && !pidFile.equals(before.process().pidFile())) {
                PidFile.write(Path.of(pidFile), program.pid());
            }
        } catch (IOException e) {
            throw new Refused(String.valueOf(e.getMessage()));
        }
        String portsFileDir = next.process().portsFileDir();
        if (!portsFileDir.equals(before.process().portsFileDir())) {
            listeners.writePortsFile(portsFileDir, program, log);
        }
        try {
            listeners.reload(next);
            broker.reload(next, configuration.digest()).toCompletableFuture().join();
        } catch (TlsConfigurationException e) {
            throw new Refused(String.valueOf(e.getMessage()));
        } catch (CompletionException e) {
            throw new Refused(String.valueOf(e.getCause()));
        }
    }

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
