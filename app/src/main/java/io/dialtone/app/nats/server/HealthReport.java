package io.dialtone.app.nats.server;

import io.dialtone.app.nsc.describe.Table;
import java.util.List;
import picocli.CommandLine.Command;

/** Which servers say that they are well. It ends with 1 when one does not. */
@Command(name = "health", sortOptions = false, description = "Health of the servers; ends with 1 when one is not well.")
final class HealthReport extends StatementReport {
    HealthReport() {
        super("HEALTHZ");
    }

    private static boolean isWell(Statement one) {
        return one.data().path("status").asText().equals("ok");
    }

    @Override
    Table table(List<Statement> all) {
        Table table = new Table("Health Report").columns("Server", "Cluster", "Status", "Error");
        all.forEach(one -> table.row(
                one.name(),
                one.cluster(),
                one.data().path("status").asText() + " ("
                        + one.data().path("status_code").asInt(isWell(one) ? 200 : 503) + ")",
                one.data().path("error").asText()));
        long well = all.stream().filter(HealthReport::isWell).count();
        return table.separator()
                .row(Integer.toString(all.size()), "", "ok: " + well + " / err: " + (all.size() - well), "");
    }

    @Override
    int code(List<Statement> all) {
        return all.stream().allMatch(HealthReport::isWell) ? OK : FAILED;
    }
}
