package io.dialtone.app.nats.contexts;

import picocli.CommandLine.Command;

/** The group of commands that keep contexts. */
@Command(
        name = "context",
        aliases = "ctx",
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = "Keep settings of connections under names. They stand in the files of the nats command line.",
        subcommands = {
            AddContext.class,
            EditContext.class,
            CopyContext.class,
            ListContexts.class,
            ShowContext.class,
            SelectContext.class,
            UnselectContext.class,
            PreviousContext.class,
            RemoveContext.class,
            ValidateContexts.class
        })
public final class ContextCommand {}
