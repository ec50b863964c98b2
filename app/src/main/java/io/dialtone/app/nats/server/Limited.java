package io.dialtone.app.nats.server;

import java.util.List;
import picocli.CommandLine.Option;

/** Options that say which servers are meant. */
final class Limited {
    @Option(
            names = {"--name", "--host"},
            paramLabel = "NAME",
            description = "Ask the server of this name alone.")
    String name = "";

    @Option(names = "--cluster", paramLabel = "NAME", description = "Ask the servers of this cluster alone.")
    String cluster = "";

    @Option(
            names = "--tags",
            paramLabel = "TAG",
            description = "Ask servers with this tag alone; may be given more than once.")
    List<String> tags = List.of();

    Filter filter(int expected) {
        return new Filter(name, "", cluster, tags, expected);
    }
}
