package io.dialtone.app.process;

import io.dialtone.actors.Broker;
import io.dialtone.app.logging.ServerLogging;
import io.dialtone.streams.ServerLog;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Controls a running server: takes signals and the end of the broker from one queue, one after the other, until the end. Everything here
 * happens in the thread that calls {@link #run}.
 */
final class Control {
    /** A broker that takes longer to close its connections is left behind with the process. */
    private static final long STOP_LIMIT_SECONDS = 5;

    private final BlockingQueue<Event> events;
    private final Broker broker;
    private final Listeners listeners;
    private final Reload reload;
    private final ServerLogging logging;
    private final ServerLog log;

    private boolean lameDuck;
    private boolean stopping;

    Control(
            BlockingQueue<Event> events,
            Broker broker,
            Listeners listeners,
            Reload reload,
            ServerLogging logging,
            ServerLog log) {
        this.events = events;
        this.broker = broker;
        this.listeners = listeners;
        this.reload = reload;
        this.logging = logging;
        this.log = log;
    }

    /** @return the exit code: 0 after an end that was asked for */
    int run() {
        boolean over = false;
        while (!over) {
            over = switch (next()) {
                case Event.Signalled(Signals signal) -> {
                    log.notice("Trapped \"" + signal.description() + "\" signal");
                    act(signal);
                    yield false;
                }
                case Event.ReloadAsked(CompletableFuture<Void> done) -> {
                    answer(done);
                    yield false;
                }
                case Event.FilesChanged() -> {
                    if (!stopping) {
                        log.notice("The configuration has changed on disk");
                        reload.run();
                    }
                    yield false;
                }
                case Event.BrokerStopped() -> true;
                case null -> true;
            };
        }
        listeners.close(log);
        return stopping || lameDuck ? 0 : 1;
    }

    /** The next event; null when the broker does not come to its end. */
    private @Nullable Event next() {
        try {
            return stopping ? events.poll(STOP_LIMIT_SECONDS, TimeUnit.SECONDS) : events.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private void act(Signals signal) {
        if (stopping) {
            return;
        }
        switch (signal) {
            case INTERRUPT -> stop();
            case TERMINATE -> {
                if (!lameDuck) {
                    stop();
                }
            }
            case HANGUP -> reload.run();
            case USER_1 -> reopenLog();
            case USER_2 -> {
                lameDuck = true;
                broker.lameDuck();
            }
        }
    }

    private void answer(CompletableFuture<Void> asked) {
        String refusal = stopping ? "server is shutting down" : reload.run();
        if (refusal == null) {
            asked.complete(null);
        } else {
            asked.completeExceptionally(new IllegalStateException(refusal));
        }
    }

    private void stop() {
        stopping = true;
        broker.shutdown();
    }

    private void reopenLog() {
        try {
            log.notice(logging.reopen() ? "File log re-opened" : "File log re-open ignored, not a file logger");
        } catch (IOException e) {
            log.error("Unable to re-open the log: " + e.getMessage());
        }
    }
}
