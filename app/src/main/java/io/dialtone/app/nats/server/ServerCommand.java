package io.dialtone.app.nats.server;

import picocli.CommandLine.Command;

/** The group of commands that look at servers. */
@Command(
        name = "server",
        aliases = "srv",
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Look at servers: as a user of the system account at all of them, or with --http at the monitoring port of one.",
        subcommands = {
            ListServers.class,
            ServerInfo.class,
            PingServers.class,
            ReportCommand.class,
            RequestCommand.class,
            CheckCommand.class,
            ConfigCommand.class
        })
public final class ServerCommand {}
