package io.dialtone.app.nats.contexts;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.context.ContextStore;
import io.dialtone.app.nats.context.NatsContext;
import io.dialtone.app.nats.wire.ClientException;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a context like another one. */
@Command(name = "copy", aliases = "cp", sortOptions = false, description = "Make a context like another one.")
final class CopyContext implements Action {
    @Parameters(index = "0", paramLabel = "SOURCE", description = "Name of the one that is there.")
    String source = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "Name of the new one.")
    String name = "";

    @Mixin
    Kept kept = new Kept();

    @Override
    public int run(Session session) throws IOException {
        ContextStore store = new ContextStore(session.world());
        if (store.has(name)) {
            throw new ClientException("context \"" + name + "\" already exists");
        }
        kept.save(session, store, new NatsContext(name, store.load(source).json()));
        new Description(session, store).print(store.load(name), false);
        return OK;
    }
}
