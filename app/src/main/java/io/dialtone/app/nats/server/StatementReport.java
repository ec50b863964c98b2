package io.dialtone.app.nats.server;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nsc.describe.Table;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A report that is one question and a table of the answers. */
abstract class StatementReport implements Action {
    @Parameters(arity = "0..1", paramLabel = "LIMIT", description = "How many servers to wait for.")
    int limit;

    @Option(
            names = {"-j", "--json"},
            description = "Print what the servers said, as JSON.")
    boolean json;

    @Mixin
    Limited limited = new Limited();

    @Mixin
    Source source = new Source();

    private final String endpoint;

    StatementReport(String endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public final int run(Session session) throws IOException {
        List<Statement> all;
        try (Servers servers = source.open(session, limited.filter(limit))) {
            all = servers.ask(endpoint, Source.noOptions()).stream()
                    .sorted(Comparator.comparing(Statement::cluster).thenComparing(Statement::name))
                    .toList();
        }
        if (json) {
            session.printJson(all.stream().map(Statement::whole).toList());
        } else {
            session.out().print(table(all).render());
            session.out().flush();
        }
        return code(all);
    }

    abstract Table table(List<Statement> all);

    int code(List<Statement> all) {
        return OK;
    }
}
