package io.dialtone.app.nats.account;

import picocli.CommandLine.Command;

/** The group of commands about the account that one logs in to. */
@Command(
        name = "account",
        aliases = "a",
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = "Look at the account that this user is of.",
        subcommands = {AccountInfo.class, AccountConnections.class, AccountStatistics.class})
public final class AccountCommand {}
