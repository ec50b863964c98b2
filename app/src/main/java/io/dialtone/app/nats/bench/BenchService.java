package io.dialtone.app.nats.bench;

import picocli.CommandLine.Command;

/** The words that the {@code nats} command line has for requests and answers. */
@Command(
        name = "service",
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = "The same as bench request and bench serve.",
        subcommands = {BenchRequest.class, BenchServe.class})
final class BenchService {}
