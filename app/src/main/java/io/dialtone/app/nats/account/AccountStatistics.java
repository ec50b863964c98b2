package io.dialtone.app.nats.account;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.view.Quantity;
import io.dialtone.app.nsc.describe.Table;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the account does on each server. */
@Command(
        name = "statistics",
        aliases = {"stats", "statsz"},
        sortOptions = false,
        description = "Show what the account does on each server.")
final class AccountStatistics implements Action {
    @Option(
            names = {"-j", "--json"},
            description = "Print what the servers said, as JSON.")
    boolean json;

    @Override
    public int run(Session session) throws IOException {
        List<JsonNode> answers = AccountQuestion.ask(session, "STATZ", "");
        if (json) {
            session.printJson(answers);
            return OK;
        }
        Table table = new Table("Statistics of the account")
                .columns(
                        "Server",
                        "Cluster",
                        "Connections",
                        "Leafnodes",
                        "Subs",
                        "In Msgs",
                        "Out Msgs",
                        "In Bytes",
                        "Out Bytes",
                        "Slow");
        for (JsonNode answer : answers) {
            for (JsonNode one : answer.path("data").path("account_statz")) {
                table.row(
                        answer.path("server").path("name").asText(),
                        answer.path("server").path("cluster").asText(),
                        one.path("conns").asText(),
                        one.path("leafnodes").asText(),
                        one.path("num_subscriptions").asText(),
                        Quantity.count(one.path("received").path("msgs").asLong()),
                        Quantity.count(one.path("sent").path("msgs").asLong()),
                        Quantity.bytes(one.path("received").path("bytes").asDouble()),
                        Quantity.bytes(one.path("sent").path("bytes").asDouble()),
                        one.path("slow_consumers").asText());
            }
        }
        session.out().print(table.render());
        session.out().flush();
        return OK;
    }
}
