package io.dialtone.app.nats.contexts;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.context.ContextStore;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whether contexts can be used. It ends with 1 when one cannot. */
@Command(name = "validate", sortOptions = false, description = "See whether a context, or each of them, can be used.")
final class ValidateContexts implements Action {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Name of the context; without, all.")
    String name = "";

    @Option(names = "--connect", description = "See whether a server lets it in.")
    boolean connect;

    @Override
    public int run(Session session) throws IOException {
        List<String> names = name.isEmpty() ? new ContextStore(session.world()).names() : List.of(name);
        int code = OK;
        for (String each : names) {
            try {
                validate(session, each);
                session.print(each + ": OK");
            } catch (IOException e) {
                session.print(each + ": " + e.getMessage());
                code = FAILED;
            }
        }
        return code;
    }

    private void validate(Session session, String each) throws IOException {
        if (connect) {
            session.connectWith(each).close();
        } else {
            session.optionsOf(each);
        }
    }
}
