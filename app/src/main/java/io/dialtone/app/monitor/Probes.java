package io.dialtone.app.monitor;

import io.dialtone.actors.monitor.HealthQuery;
import io.dialtone.actors.monitor.JsonBody;
import io.dialtone.actors.monitor.MonitorSource;
import io.dialtone.actors.monitor.Readiness;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Three questions of an orchestrator, each with a path of its own so that no argument can be got wrong: has it started, is
 * it alive (restart it if not), should it be sent connections. 200 means yes, 503 no.
 */
final class Probes {

    private final MonitorSource source;
    private final Duration patience;

    /**
     * Probes of one server.
     *
     * @param patience how long a server that is alive may take to answer
     */
    Probes(MonitorSource source, Duration patience) {
        this.source = source;
        this.patience = patience;
    }

    void addTo(Endpoints endpoints) {
        endpoints
                .addForAll(
                        "/healthz/started",
                        query -> Endpoints.done(reply(source.readiness().isStarted(), "starting")))
                .addForAll("/healthz/live", query -> live())
                .addForAll(
                        "/healthz/ready",
                        query -> Endpoints.done(reply(source.readiness().isReady(), waitsFor())));
    }

    /** Whatever the health is, a server that tells it is alive. */
    private CompletionStage<Reply> live() {
        return source.health(HealthQuery.DEFAULT)
                .toCompletableFuture()
                .copy()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .handle((report, failure) -> reply(failure == null, "no answer within " + patience.toMillis() + "ms"));
    }

    private String waitsFor() {
        Readiness readiness = source.readiness();
        return switch (readiness) {
            case STARTING -> "starting";
            case READY -> "";
            case LAME_DUCK -> "lame duck";
            case STOPPING -> "stopping";
        };
    }

    private static Reply reply(boolean yes, String why) {
        JsonBody body = out -> out.object(() -> {
            out.field("status", yes ? "ok" : "unavailable");
            if (!yes) {
                out.field("error", why);
            }
        });
        return Reply.json(yes ? 200 : 503, body.compact());
    }
}
