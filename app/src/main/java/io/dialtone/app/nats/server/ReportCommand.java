package io.dialtone.app.nats.server;

import picocli.CommandLine.Command;

/** The group of reports. */
@Command(
        name = "report",
        aliases = "rep",
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = "Tables of what all servers say together.",
        subcommands = {
            ConnectionsReport.class,
            AccountsReport.class,
            HealthReport.class,
            RoutesReport.class,
            GatewaysReport.class,
            LeafnodesReport.class,
            UsageReport.Cpu.class,
            UsageReport.Mem.class
        })
final class ReportCommand {}
