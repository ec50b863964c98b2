package io.dialtone.app.nats.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.server.Connections.One;
import io.dialtone.app.nats.view.Quantity;
import io.dialtone.app.nsc.describe.Table;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Connections of all servers. */
@Command(
        name = "connections",
        aliases = {"conn", "connz", "conns"},
        sortOptions = false,
        description = "Connections, those first that have most.")
final class ConnectionsReport implements Action {
    @Parameters(arity = "0..1", paramLabel = "LIMIT", description = "How many servers to wait for.")
    int limit;

    @Option(
            names = "--sort",
            paramLabel = "KEY",
            description = "in-bytes, out-bytes, in-msgs, out-msgs, pending, uptime, cid, subs; subs if not given.")
    String sort = "subs";

    @Option(names = "--top", paramLabel = "N", description = "Show so many; 1000 if not given.")
    int top = 1000;

    @Option(
            names = {"-R", "--reverse"},
            description = "The other way round.")
    boolean reverse;

    @Option(
            names = {"-j", "--json"},
            description = "Print the connections as JSON.")
    boolean json;

    @Mixin
    Connections connections = new Connections();

    @Mixin
    Limited limited = new Limited();

    @Mixin
    Source source = new Source();

    @Override
    public int run(Session session) throws IOException {
        ToDoubleFunction<One> figure = Connections.figure(sort);
        Comparator<One> order = Comparator.comparingDouble(figure).reversed();
        List<One> all;
        try (Servers servers = source.open(session, limited.filter(limit))) {
            all = connections.all(servers);
        }
        List<One> shown = all.stream()
                .sorted(reverse ? order.reversed() : order)
                .limit(top)
                .toList();
        if (json) {
            session.printJson(shown.stream().map(ConnectionsReport::json).toList());
        } else {
            session.out().print(table(shown, all.size()));
            session.out().print('\n' + servers(all));
            session.out().flush();
        }
        return OK;
    }

    private static ObjectNode json(One one) {
        ObjectNode json = Source.noOptions();
        json.set("server", one.server().server());
        json.set("connection", one.json());
        return json;
    }

    private String table(List<One> shown, int of) {
        boolean closed = !connections.state.equals("open");
        Table table = new Table("Top " + shown.size() + " Connections out of " + Quantity.count(of) + " by " + sort);
        String[] columns = {
            "CID",
            "Name",
            "Server",
            "Cluster",
            "IP",
            "Account",
            closed ? "Reason" : "Uptime",
            "In Msgs",
            "Out Msgs",
            "In Bytes",
            "Out Bytes",
            "Subs"
        };
        table.columns(columns);
        shown.forEach(one -> table.row(
                Long.toString(one.number("cid")),
                one.text("name"),
                one.server().name(),
                one.server().cluster(),
                one.text("ip") + ":" + one.text("port"),
                one.text("account"),
                closed ? one.text("reason") : one.text("uptime"),
                Quantity.count(one.number("in_msgs")),
                Quantity.count(one.number("out_msgs")),
                Quantity.bytes(one.number("in_bytes")),
                Quantity.bytes(one.number("out_bytes")),
                Quantity.count(one.number("subscriptions"))));
        return table.render();
    }

    private static String servers(List<One> all) {
        Map<String, long[]> counts = new TreeMap<>();
        Map<String, String> clusters = new TreeMap<>();
        for (One one : all) {
            counts.computeIfAbsent(one.server().name(), any -> new long[1])[0]++;
            clusters.put(one.server().name(), one.server().cluster());
        }
        Table table = new Table("Connections per server").columns("Server", "Cluster", "Connections");
        counts.forEach((name, count) -> table.row(name, clusters.getOrDefault(name, ""), Quantity.count(count[0])));
        return table.render();
    }
}
