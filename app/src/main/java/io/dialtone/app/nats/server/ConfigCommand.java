package io.dialtone.app.nats.server;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What is done to a server from afar. */
@Command(
        name = "config",
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = "Have a server read its configuration.",
        subcommands = ConfigCommand.Reload.class)
final class ConfigCommand {

    /** Reads the configuration again. */
    @Command(name = "reload", sortOptions = false, description = "Have a server read its configuration again.")
    static final class Reload implements Action {
        @Parameters(paramLabel = "SERVER", description = "Its name or id.")
        String server = "";

        @Override
        public int run(Session session) throws IOException {
            try (Servers servers =
                    new SystemServers(session.connect("dialtone server"), session.timeout(), Filter.ALL)) {
                // Only by its id: a request to all servers is none to reload.
                Statement found = servers.askOne(server, "STATSZ", Source.noOptions());
                servers.askOne(found.id(), "RELOAD", Source.noOptions());
                session.print("Reloaded " + found.name());
            }
            return OK;
        }
    }
}
