package io.dialtone.app.nats.contexts;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.context.ContextStore;
import io.dialtone.app.nats.wire.ClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes a context by options, or, without any, in the user's editor. */
@Command(
        name = "edit",
        aliases = "vi",
        sortOptions = false,
        description = "Change a context by the options given, or, without any, in $EDITOR.")
final class EditContext implements Action {
    @Parameters(paramLabel = "NAME", description = "Name of the context.")
    String name = "";

    @Mixin
    Kept kept = new Kept();

    @Option(
            names = {"-j", "--json"},
            description = "Print the context as JSON.")
    boolean json;

    @Override
    public int run(Session session) throws IOException, InterruptedException {
        ContextStore store = new ContextStore(session.world());
        if (kept.isEmpty(session)) {
            store.load(name);
            edit(session, store);
        } else {
            kept.save(session, store, store.load(name));
        }
        new Description(session, store).print(store.load(name), json);
        return OK;
    }

    private void edit(Session session, ContextStore store) throws IOException, InterruptedException {
        String editor = session.world().variable("EDITOR");
        if (editor.isBlank()) {
            throw new ClientException("there is no EDITOR; name the options to change, see --help");
        }
        List<String> command = new ArrayList<>(List.of(editor.strip().split("\\s+")));
        command.add(store.file(name).toString());
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new ClientException(editor + " ended with " + code);
        }
    }
}
