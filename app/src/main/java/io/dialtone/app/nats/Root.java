package io.dialtone.app.nats;

import io.dialtone.app.nats.command.Globals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Above all commands: nothing but the options that each has. */
@Command(
        name = "dialtone",
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = "Messages, measurements and looks into servers that speak NATS.")
final class Root {
    @Mixin
    Globals globals = new Globals();
}
