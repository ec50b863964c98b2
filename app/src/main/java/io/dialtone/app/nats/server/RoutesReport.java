package io.dialtone.app.nats.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.nats.view.Quantity;
import io.dialtone.app.nsc.describe.Table;
import java.util.List;
import picocli.CommandLine.Command;

/** Connections between servers of a cluster. */
@Command(
        name = "routes",
        aliases = "route",
        sortOptions = false,
        description = "Routes between the servers of clusters.")
final class RoutesReport extends StatementReport {
    RoutesReport() {
        super("ROUTEZ");
    }

    @Override
    Table table(List<Statement> all) {
        Table table = new Table("Routes Report")
                .columns("Server", "Cluster", "Name", "Account", "Address", "ID", "RTT", "Uptime", "Subs", "In", "Out");
        for (Statement one : all) {
            for (JsonNode route : one.data().path("routes")) {
                table.row(
                        one.name(),
                        one.cluster(),
                        route.path("remote_name").asText(route.path("remote_id").asText()),
                        route.path("account").asText(),
                        route.path("ip").asText() + ":" + route.path("port").asText(),
                        "rid:" + route.path("rid").asText(),
                        route.path("rtt").asText(),
                        route.path("uptime").asText(),
                        Quantity.count(route.path("subscriptions").asLong()),
                        Quantity.bytes(route.path("in_bytes").asDouble()),
                        Quantity.bytes(route.path("out_bytes").asDouble()));
            }
        }
        return table;
    }
}
