package io.dialtone.app.nats.server;

import io.dialtone.app.nats.view.Quantity;
import io.dialtone.app.nsc.describe.Table;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** What servers take of their machines. */
final class UsageReport {
    private UsageReport() {}

    /** The processor. */
    @Command(name = "cpu", sortOptions = false, description = "Processor use of the servers.")
    static final class Cpu extends StatementReport {
        Cpu() {
            super("STATSZ");
        }

        @Override
        Table table(List<Statement> all) {
            Table table = new Table("CPU Usage").columns("Server", "Cluster", "Cores", "CPU %");
            all.forEach(one -> table.row(
                    one.name(),
                    one.cluster(),
                    one.data().path("cores").asText(),
                    String.format(Locale.ROOT, "%.1f", one.data().path("cpu").asDouble())));
            return table;
        }
    }

    /** The memory. */
    @Command(name = "mem", sortOptions = false, description = "Memory use of the servers.")
    static final class Mem extends StatementReport {
        Mem() {
            super("STATSZ");
        }

        @Override
        Table table(List<Statement> all) {
            Table table = new Table("Memory Usage").columns("Server", "Cluster", "Memory");
            all.forEach(one -> table.row(
                    one.name(),
                    one.cluster(),
                    Quantity.bytes(one.data().path("mem").asDouble())));
            return table;
        }
    }
}
