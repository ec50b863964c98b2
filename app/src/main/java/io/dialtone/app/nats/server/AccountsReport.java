package io.dialtone.app.nats.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.MisuseException;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.server.Connections.One;
import io.dialtone.app.nats.view.Quantity;
import io.dialtone.app.nsc.describe.Table;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the connections of each account do together. */
@Command(
        name = "accounts",
        aliases = "acct",
        sortOptions = false,
        description = "Accounts with open connections, those first that have most.")
final class AccountsReport implements Action {
    @Parameters(arity = "0..1", paramLabel = "ACCOUNT", description = "This one alone.")
    String account = "";

    @Option(
            names = "--sort",
            paramLabel = "KEY",
            description = "in-bytes, out-bytes, in-msgs, out-msgs, conns, subs; subs if not given.")
    String sort = "subs";

    @Option(names = "--top", paramLabel = "N", description = "Show so many; 1000 if not given.")
    int top = 1000;

    @Option(
            names = {"-R", "--reverse"},
            description = "The other way round.")
    boolean reverse;

    @Option(
            names = {"-j", "--json"},
            description = "Print the accounts as JSON.")
    boolean json;

    @Mixin
    Limited limited = new Limited();

    @Mixin
    Source source = new Source();

    /** The sums of one account. */
    private static final class Sums {
        private final String account;
        private long connections;
        private long inMsgs;
        private long outMsgs;
        private long inBytes;
        private long outBytes;
        private long subscriptions;

        Sums(String account) {
            this.account = account;
        }

        void add(One one) {
            connections++;
            inMsgs += one.number("in_msgs");
            outMsgs += one.number("out_msgs");
            inBytes += one.number("in_bytes");
            outBytes += one.number("out_bytes");
            subscriptions += one.number("subscriptions");
        }

        ObjectNode json() {
            return Source.noOptions()
                    .put("account", account)
                    .put("connections", connections)
                    .put("in_msgs", inMsgs)
                    .put("out_msgs", outMsgs)
                    .put("in_bytes", inBytes)
                    .put("out_bytes", outBytes)
                    .put("subscriptions", subscriptions);
        }
    }

    @Override
    public int run(Session session) throws IOException {
        Comparator<Sums> order = Comparator.comparingLong(figure()).reversed();
        Connections connections = new Connections();
        connections.account = account;
        Map<String, Sums> accounts = new TreeMap<>();
        try (Servers servers = source.open(session, limited.filter(0))) {
            for (One one : connections.all(servers)) {
                String name = one.text("account");
                accounts.computeIfAbsent(name.isEmpty() ? "$G" : name, Sums::new)
                        .add(one);
            }
        }
        List<Sums> shown = accounts.values().stream()
                .sorted(reverse ? order.reversed() : order)
                .limit(top)
                .toList();
        if (json) {
            session.printJson(shown.stream().map(Sums::json).toList());
        } else {
            session.out().print(table(shown));
            session.out().flush();
        }
        return OK;
    }

    private ToLongFunction<Sums> figure() throws MisuseException {
        return switch (sort) {
            case "in-bytes" -> sums -> sums.inBytes;
            case "out-bytes" -> sums -> sums.outBytes;
            case "in-msgs" -> sums -> sums.inMsgs;
            case "out-msgs" -> sums -> sums.outMsgs;
            case "conns" -> sums -> sums.connections;
            case "subs" -> sums -> sums.subscriptions;
            default -> throw new MisuseException("unknown sort key \"" + sort + "\"");
        };
    }

    private static String table(List<Sums> shown) {
        Table table = new Table(shown.size() + " Accounts Overview")
                .columns("Account", "Connections", "In Msgs", "Out Msgs", "In Bytes", "Out Bytes", "Subs");
        shown.forEach(sums -> table.row(
                sums.account,
                Quantity.count(sums.connections),
                Quantity.count(sums.inMsgs),
                Quantity.count(sums.outMsgs),
                Quantity.bytes(sums.inBytes),
                Quantity.bytes(sums.outBytes),
                Quantity.count(sums.subscriptions)));
        return table.render();
    }
}
