package io.dialtone.app.nats.bench;

import picocli.CommandLine.Command;

/** The group of commands that measure. */
@Command(
        name = "bench",
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = "Measure what a server takes and delivers, and how long it takes.",
        footer = {
            "",
            "  dialtone bench pubsub test --pubs 1 --subs 4 --msgs 1000000 --size 128",
            "  dialtone bench serve svc &  dialtone bench request svc --clients 16",
        },
        subcommands = {
            BenchPub.class,
            BenchSub.class,
            BenchPubSub.class,
            BenchRequest.class,
            BenchServe.class,
            BenchService.class
        })
public final class BenchCommand {}
