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

/** Who else is connected to the account. */
@Command(
        name = "connections",
        aliases = {"conns", "connz"},
        sortOptions = false,
        description = "List the connections of the account.")
final class AccountConnections implements Action {
    @Option(
            names = {"-j", "--json"},
            description = "Print what the servers said, as JSON.")
    boolean json;

    @Override
    public int run(Session session) throws IOException {
        List<JsonNode> answers = AccountQuestion.ask(session, "CONNZ", "{\"auth\":true}");
        if (json) {
            session.printJson(answers);
            return OK;
        }
        Table table = new Table("Connections of the account")
                .columns("CID", "Name", "Server", "IP", "User", "Uptime", "In Msgs", "Out Msgs", "Subs");
        for (JsonNode answer : answers) {
            for (JsonNode one : answer.path("data").path("connections")) {
                table.row(
                        one.path("cid").asText(),
                        one.path("name").asText(),
                        answer.path("server").path("name").asText(),
                        one.path("ip").asText() + ":" + one.path("port").asText(),
                        one.path("authorized_user").asText(),
                        one.path("uptime").asText(),
                        Quantity.count(one.path("in_msgs").asLong()),
                        Quantity.count(one.path("out_msgs").asLong()),
                        Quantity.count(one.path("subscriptions").asLong()));
            }
        }
        session.out().print(table.render());
        session.out().flush();
        return OK;
    }
}
