package io.dialtone.app.nats.contexts;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.context.ContextStore;
import io.dialtone.app.nats.wire.Client;
import io.dialtone.app.nats.wire.ClientException;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a context says. */
@Command(
        name = "show",
        aliases = {"info", "view", "v"},
        sortOptions = false,
        description = "Show a context; the selected one without a name.")
final class ShowContext implements Action {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Name of the context.")
    String name = "";

    @Option(
            names = {"-j", "--json"},
            description = "Print it as JSON, with all it holds.")
    boolean json;

    @Option(names = "--connect", description = "See whether a server lets it in.")
    boolean connect;

    @Override
    public int run(Session session) throws IOException {
        ContextStore store = new ContextStore(session.world());
        String chosen = name.isEmpty() ? store.selected() : name;
        if (chosen.isEmpty()) {
            throw new ClientException("no context is selected: name one");
        }
        new Description(session, store).print(store.load(chosen), json);
        if (connect) {
            try (Client client = session.connectWith(chosen)) {
                session.note("connected to " + client.url());
            }
        }
        return OK;
    }
}
