package io.dialtone.app.nats.server;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.nats.command.Session;
import java.io.IOException;
import picocli.CommandLine.Option;

/** Where servers are asked. */
public final class Source {
    @Option(
            names = "--http",
            paramLabel = "URL",
            description =
                    "Ask the monitoring port of one server, as in http://127.0.0.1:8222, and not in the system account.")
    String http = "";

    public Servers open(Session session, Filter filter) throws IOException {
        return http.isEmpty()
                ? new SystemServers(session.connect("dialtone server"), session.timeout(), filter)
                : new MonitoredServer(http);
    }

    boolean isMonitoringPort() {
        return !http.isEmpty();
    }

    /** Options of a question that has none. */
    public static ObjectNode noOptions() {
        return new JsonMapper().createObjectNode();
    }
}
