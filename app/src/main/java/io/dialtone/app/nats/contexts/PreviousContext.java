package io.dialtone.app.nats.contexts;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.context.ContextStore;
import io.dialtone.app.nats.wire.ClientException;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Goes back to the context that was selected before. */
@Command(name = "previous", sortOptions = false, description = "Select the context that was selected before.")
final class PreviousContext implements Action {
    @Override
    public int run(Session session) throws IOException {
        ContextStore store = new ContextStore(session.world());
        String previous = store.previous();
        if (previous.isEmpty()) {
            throw new ClientException("no context was selected before");
        }
        store.select(previous);
        new Description(session, store).print(store.load(previous), false);
        return OK;
    }
}
