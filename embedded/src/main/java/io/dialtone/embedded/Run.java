package io.dialtone.embedded;

import io.dialtone.actors.Broker;
import io.dialtone.actors.BrokerSettings;
import io.dialtone.actors.HostProcess;
import io.dialtone.actors.spans.MessageSpans;
import io.dialtone.cluster.ClusterBridge;
import io.dialtone.conf.ReloadPlan;
import io.dialtone.streams.ServerLog;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One life of a server, from a start to the end that follows. */
final class Run {
    private final Broker broker;
    private final ServerLog log;
    private final KnownPorts ports;
    private final CompletableFuture<Void> stopped;
    private final PeerOfRun.Waiting peers = new PeerOfRun.Waiting();

    private Run(Broker broker, ServerLog log) {
        this.broker = broker;
        this.log = log;
        this.ports = KnownPorts.of(broker);
        this.stopped = broker.whenStopped().toCompletableFuture();
        stopped.whenComplete((done, failure) -> peers.end());
    }

    static Run start(
            Wanted.Usable usable,
            KnownPorts ports,
            int eventLoops,
            @Nullable Consumer<LogLine> lines,
            @Nullable MessageSpans spans) {
        ServerLog log = lines == null ? new ServerLog() : new ServerLog(new ConsumerLogger(lines));
        usable.warnings().forEach(log::warn);
        try {
            Broker broker = Broker.start(new BrokerSettings(
                    ports.in(usable.options()),
                    usable.digest(),
                    null,
                    log,
                    eventLoops,
                    HostProcess.NONE,
                    new ClusterBridge(),
                    spans));
            log.notice("Server is ready at " + broker.clientUrl());
            return new Run(broker, log);
        } catch (UncheckedIOException e) {
            throw new ServerStartException("cannot listen for clients: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException(List.of(String.valueOf(e.getMessage())));
        } catch (IllegalStateException e) {
            throw new ServerStartException(reason(e), e);
        }
    }

    /** The innermost reason: the outer ones only say that it did not start. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    Broker broker() {
        return broker;
    }

    KnownPorts ports() {
        return ports;
    }

    boolean isStopped() {
        return stopped.isDone();
    }

    CompletionStage<Void> whenStopped() {
        return stopped.minimalCompletionStage();
    }

    /** Makes a client of it; see {@link EmbeddedServer#connect(ProtocolPeer)}. */
    void connect(ProtocolPeer peer, @Nullable String trustedAccount) {
        PeerOfRun mine = peers.add(peer);
        broker.connect(mine, trustedAccount);
        peers.recheck(mine);
    }

    void stop() {
        broker.close();
        // What others see as the end may come a moment after what the broker waits for.
        stopped.join();
    }

    void reload(Wanted.Usable before, Wanted.Usable next) {
        ReloadPlan plan = ReloadPlan.between(before.options(), next.options());
        if (!plan.isAccepted()) {
            throw new InvalidConfigurationException(plan.refusals());
        }
        next.warnings().forEach(log::warn);
        try {
            broker.reload(ports.in(next.options()), next.digest())
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw new InvalidConfigurationException(List.of(reason(e)));
        }
        plan.logLines().forEach(log::notice);
        log.notice("Reloaded server configuration (" + next.digest() + ")");
    }
}
