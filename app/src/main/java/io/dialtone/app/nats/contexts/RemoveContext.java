package io.dialtone.app.nats.contexts;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.context.ContextStore;
import io.dialtone.app.nats.wire.ClientException;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes a context. */
@Command(name = "rm", aliases = "remove", sortOptions = false, description = "Remove a context.")
final class RemoveContext implements Action {
    @Parameters(paramLabel = "NAME", description = "Name of the context.")
    String name = "";

    @Option(
            names = {"-f", "--force"},
            description = "Also when it is selected.")
    boolean force;

    @Override
    public int run(Session session) throws IOException {
        ContextStore store = new ContextStore(session.world());
        store.load(name);
        if (!force && store.selected().equals(name)) {
            throw new ClientException("context \"" + name + "\" is selected; remove it with --force");
        }
        store.delete(name);
        return OK;
    }
}
