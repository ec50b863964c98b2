package io.dialtone.app.simulate.world;

import io.dialtone.actors.Broker;
import io.dialtone.actors.BrokerSettings;
import io.dialtone.actors.HostProcess;
import io.dialtone.app.monitor.MonitorAccess;
import io.dialtone.app.monitor.MonitorOptions;
import io.dialtone.app.monitor.MonitorServer;
import io.dialtone.app.simulate.ServerPlan;
import io.dialtone.cluster.ClusterBridge;
import io.dialtone.conf.ConfigurationException;
import io.dialtone.conf.Options;
import io.dialtone.conf.OptionsFile;
import io.dialtone.streams.ServerLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A broker of this JVM with its monitoring. It shares nothing with the others but the processors. */
final class ServerInJvm implements SimulatedServer {

    private static final long STOP_LIMIT_MS = 5_000;

    private final ServerPlan plan;
    private @Nullable Broker broker;
    private @Nullable MonitorServer monitor;

    ServerInJvm(ServerPlan plan) {
        this.plan = plan;
    }

    @Override
    public void start() throws IOException {
        ServerLog log = new ServerLog();
        try {
            Options options = OptionsFile.parse(plan.text()).options();
            Broker started =
                    Broker.start(new BrokerSettings(options, "", null, log, 1, HostProcess.NONE, new ClusterBridge()));
            broker = started;
            monitor = MonitorServer.start(
                            started.monitor(), MonitorOptions.of(options, null, "dialtone", MonitorAccess.open()), log)
                    .toCompletableFuture()
                    .join();
        } catch (ConfigurationException | CompletionException | IllegalStateException | IllegalArgumentException e) {
            kill();
            throw new IOException(plan.name() + " cannot be started: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new IOException(plan.name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean isRunning() {
        return broker != null && !broker.whenStopped().toCompletableFuture().isDone();
    }

    @Override
    public void kill() {
        MonitorServer watched = monitor;
        monitor = null;
        if (watched != null) {
            watched.stop()
                    .toCompletableFuture()
                    .completeOnTimeout(null, STOP_LIMIT_MS, TimeUnit.MILLISECONDS)
                    .join();
        }
        Broker running = broker;
        broker = null;
        if (running != null) {
            running.shutdown()
                    .toCompletableFuture()
                    .completeOnTimeout(null, STOP_LIMIT_MS, TimeUnit.MILLISECONDS)
                    .join();
        }
    }
}
