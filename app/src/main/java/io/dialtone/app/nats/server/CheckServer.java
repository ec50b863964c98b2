package io.dialtone.app.nats.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.nats.command.Session;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether a server is within limits. */
@Command(
        name = "server",
        sortOptions = false,
        description = "Whether a server is within limits. A warning above the critical value means that less is worse.")
final class CheckServer extends Check {
    @Option(names = "--name", paramLabel = "NAME", description = "Its name; the one that is connected to if not given.")
    String server = "";

    @Option(names = "--cpu-warn", paramLabel = "PERCENT", description = "Warn at so much of the processor.")
    double cpuWarn = -1;

    @Option(names = "--cpu-critical", paramLabel = "PERCENT", description = "Critical at so much.")
    double cpuCritical = -1;

    @Option(names = "--mem-warn", paramLabel = "BYTES", description = "Warn at so much memory.")
    double memWarn = -1;

    @Option(names = "--mem-critical", paramLabel = "BYTES", description = "Critical at so much.")
    double memCritical = -1;

    @Option(names = "--conn-warn", paramLabel = "N", description = "Warn at so many connections.")
    double connWarn = -1;

    @Option(names = "--conn-critical", paramLabel = "N", description = "Critical at so many.")
    double connCritical = -1;

    @Option(names = "--subs-warn", paramLabel = "N", description = "Warn at so many subscriptions.")
    double subsWarn = -1;

    @Option(names = "--subs-critical", paramLabel = "N", description = "Critical at so many.")
    double subsCritical = -1;

    @Option(names = "--uptime-warn", paramLabel = "TIME", description = "Warn when it was started less long ago.")
    Duration uptimeWarn = Duration.ZERO;

    @Option(names = "--uptime-critical", paramLabel = "TIME", description = "Critical when less long ago.")
    Duration uptimeCritical = Duration.ZERO;

    @Option(names = "--auth-required", description = "Critical when anybody may connect.")
    boolean authRequired;

    @Option(names = "--tls-required", description = "Critical when clients need no TLS.")
    boolean tlsRequired;

    @Mixin
    Source source = new Source();

    CheckServer() {
        super("server");
    }

    @Override
    String name() {
        return server.isEmpty() ? "Server" : server;
    }

    @Override
    void check(Session session, Verdict verdict) throws IOException {
        JsonNode varz;
        try (Servers servers = source.open(session, Filter.ALL)) {
            varz = servers.askOne(server, "VARZ", Source.noOptions()).data();
        }
        uptime(verdict, ListServers.uptime(varz));
        verdict.limit("cpu", varz.path("cpu").asDouble(), cpuWarn, cpuCritical, "%");
        verdict.limit("mem", varz.path("mem").asDouble(), memWarn, memCritical, "");
        verdict.limit("connections", varz.path("connections").asDouble(), connWarn, connCritical, "");
        verdict.limit("subscriptions", varz.path("subscriptions").asDouble(), subsWarn, subsCritical, "");
        if (authRequired && !varz.path("auth_required").asBoolean()) {
            verdict.critical("authentication is not required");
        }
        if (tlsRequired && !varz.path("tls_required").asBoolean()) {
            verdict.critical("TLS is not required");
        }
    }

    private void uptime(Verdict verdict, Duration uptime) {
        verdict.figure("uptime", uptime.toMillis() / 1e3, "s");
        if (uptime.compareTo(uptimeCritical) < 0) {
            verdict.critical("up for " + uptime.toSeconds() + "s");
        } else if (uptime.compareTo(uptimeWarn) < 0) {
            verdict.warning("up for " + uptime.toSeconds() + "s");
        }
    }
}
