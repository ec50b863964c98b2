package io.dialtone.app.nats.contexts;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.context.ContextStore;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Lets no context be used unless one is named. */
@Command(name = "unselect", sortOptions = false, description = "Use no context unless one is named.")
final class UnselectContext implements Action {
    @Override
    public int run(Session session) throws IOException {
        new ContextStore(session.world()).unselect();
        return OK;
    }
}
