package io.dialtone.app.nats.contexts;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.context.ContextStore;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a context the one that is used when none is named. */
@Command(
        name = "select",
        aliases = {"switch", "set"},
        sortOptions = false,
        description = "Use a context whenever none is named.")
final class SelectContext implements Action {
    @Parameters(paramLabel = "NAME", description = "Name of the context.")
    String name = "";

    @Override
    public int run(Session session) throws IOException {
        ContextStore store = new ContextStore(session.world());
        store.select(name);
        new Description(session, store).print(store.load(name), false);
        return OK;
    }
}
