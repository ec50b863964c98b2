package io.dialtone.app.nats.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.nats.view.Quantity;
import io.dialtone.app.nsc.describe.Table;
import java.util.List;
import picocli.CommandLine.Command;

/** Connections of leaf nodes. */
@Command(
        name = "leafnodes",
        aliases = {"leaf", "leafz"},
        sortOptions = false,
        description = "Connections of leaf nodes.")
final class LeafnodesReport extends StatementReport {
    LeafnodesReport() {
        super("LEAFZ");
    }

    @Override
    Table table(List<Statement> all) {
        Table table = new Table("Leafnode Report")
                .columns(
                        "Server",
                        "Name",
                        "Account",
                        "Address",
                        "RTT",
                        "Msgs In",
                        "Msgs Out",
                        "Bytes In",
                        "Bytes Out",
                        "Subs");
        for (Statement one : all) {
            for (JsonNode leaf : one.data().path("leafs")) {
                table.row(
                        one.name(),
                        leaf.path("name").asText(),
                        leaf.path("account").asText(),
                        leaf.path("ip").asText() + ":" + leaf.path("port").asText(),
                        leaf.path("rtt").asText(),
                        Quantity.count(leaf.path("in_msgs").asLong()),
                        Quantity.count(leaf.path("out_msgs").asLong()),
                        Quantity.bytes(leaf.path("in_bytes").asDouble()),
                        Quantity.bytes(leaf.path("out_bytes").asDouble()),
                        Quantity.count(leaf.path("subscriptions").asLong()));
            }
        }
        return table;
    }
}
