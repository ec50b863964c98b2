package io.dialtone.app.nats.server;

import picocli.CommandLine.Command;

/** The group of checks for who watches servers. */
@Command(
        name = "check",
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Checks for monitoring systems: exit code 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN, as Nagios has it.",
        subcommands = {CheckConnection.class, CheckServer.class, CheckRequest.class, CheckCredential.class})
final class CheckCommand {}
