package io.dialtone.app.nats.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.nats.view.Quantity;
import io.dialtone.app.nsc.describe.Table;
import java.util.List;
import picocli.CommandLine.Command;

/** Connections between clusters. */
@Command(
        name = "gateways",
        aliases = {"gateway", "super"},
        sortOptions = false,
        description = "Gateways between clusters.")
final class GatewaysReport extends StatementReport {
    GatewaysReport() {
        super("GATEWAYZ");
    }

    @Override
    Table table(List<Statement> all) {
        Table table = new Table("Super Cluster Report")
                .columns("Server", "Cluster", "Direction", "Remote", "Name", "Address", "RTT", "Uptime", "In", "Out");
        for (Statement one : all) {
            one.data()
                    .path("outbound_gateways")
                    .properties()
                    .forEach(gateway -> row(
                            table,
                            one,
                            "Outbound",
                            gateway.getKey(),
                            gateway.getValue().path("connection")));
            one.data()
                    .path("inbound_gateways")
                    .properties()
                    .forEach(gateway -> gateway.getValue()
                            .forEach(inbound ->
                                    row(table, one, "Inbound", gateway.getKey(), inbound.path("connection"))));
        }
        return table;
    }

    private static void row(Table table, Statement one, String direction, String remote, JsonNode connection) {
        table.row(
                one.name(),
                one.data().path("name").asText(one.cluster()),
                direction,
                remote,
                connection.path("name").asText(),
                connection.path("ip").asText() + ":" + connection.path("port").asText(),
                connection.path("rtt").asText(),
                connection.path("uptime").asText(),
                Quantity.bytes(connection.path("in_bytes").asDouble()),
                Quantity.bytes(connection.path("out_bytes").asDouble()));
    }
}
