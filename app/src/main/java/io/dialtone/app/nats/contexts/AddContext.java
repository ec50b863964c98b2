package io.dialtone.app.nats.contexts;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.context.ContextStore;
import io.dialtone.app.nats.context.NatsContext;
import io.dialtone.app.nats.context.Setting;
import io.dialtone.app.nats.wire.ServerUrl;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a context of the options, or changes one. */
@Command(
        name = "add",
        aliases = {"create", "save"},
        sortOptions = false,
        description = "Make a context of the options given, or change one.",
        footer = {
            "",
            "  dialtone context add prod --server nats://n1:4222,nats://n2:4222 --creds ~/prod.creds --select",
            "  dialtone context add dev --server nats://127.0.0.1:4222 --user dev --password secret"
        })
final class AddContext implements Action {
    @Parameters(paramLabel = "NAME", description = "Name of the context.")
    String name = "";

    @Mixin
    Kept kept = new Kept();

    @Option(
            names = {"-j", "--json"},
            description = "Print the context as JSON.")
    boolean json;

    @Override
    public int run(Session session) throws IOException {
        ContextStore store = new ContextStore(session.world());
        NatsContext context = store.has(name) ? store.load(name) : NatsContext.empty(name);
        if (context.text(Setting.URL).isEmpty()) {
            context.set(Setting.URL, ServerUrl.DEFAULT);
        }
        kept.save(session, store, context);
        new Description(session, store).print(store.load(name), json);
        return OK;
    }
}
