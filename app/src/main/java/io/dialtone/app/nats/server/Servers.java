package io.dialtone.app.nats.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** A way to ask servers how they are. */
public sealed interface Servers extends AutoCloseable permits SystemServers, MonitoredServer {
    /**
     * Asks all servers that this way leads to.
     *
     * @param endpoint such as {@code VARZ}, or {@code STATSZ} for the briefest
     * @param options of it
     * @return one statement at least
     */
    List<Statement> ask(String endpoint, ObjectNode options) throws IOException;

    /** The same of one server, by its name or id; the one that is connected to for an empty one. */
    Statement askOne(String server, String endpoint, ObjectNode options) throws IOException;

    @Override
    void close();
}
