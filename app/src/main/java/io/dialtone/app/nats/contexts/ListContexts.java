package io.dialtone.app.nats.contexts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.context.ContextStore;
import io.dialtone.app.nats.context.NatsContext;
import io.dialtone.app.nats.context.Setting;
import io.dialtone.app.nsc.describe.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which contexts there are. */
@Command(
        name = "ls",
        aliases = {"list", "l"},
        sortOptions = false,
        description = "List the contexts; a star stands beside the selected one.")
final class ListContexts implements Action {
    @Option(
            names = {"-j", "--json"},
            description = "Print all of them as JSON.")
    boolean json;

    @Option(names = "--names", description = "Print their names alone.")
    boolean names;

    @Override
    public int run(Session session) throws IOException {
        ContextStore store = new ContextStore(session.world());
        List<String> all = store.names();
        if (names) {
            all.forEach(session::print);
            return OK;
        }
        if (json) {
            List<ObjectNode> contexts = new ArrayList<>();
            for (String name : all) {
                contexts.add(Description.json(store.load(name)));
            }
            session.printJson(contexts);
            return OK;
        }
        if (all.isEmpty()) {
            session.print("No known contexts");
            return OK;
        }
        String selected = store.selected();
        Table table = new Table("Known Contexts").columns("Name", "Description");
        for (String name : all) {
            NatsContext context = store.load(name);
            table.row(name.equals(selected) ? name + "*" : name, context.text(Setting.DESCRIPTION));
        }
        session.out().print(table.render());
        session.out().flush();
        return OK;
    }
}
