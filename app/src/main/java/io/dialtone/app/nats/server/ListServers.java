package io.dialtone.app.nats.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.MisuseException;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.view.Quantity;
import io.dialtone.app.nsc.describe.Table;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** All servers at a glance. */
@Command(name = "ls", aliases = "list", sortOptions = false, description = "List the servers.")
final class ListServers implements Action {
    @Parameters(arity = "0..1", paramLabel = "EXPECT", description = "How many servers to wait for.")
    int expect;

    @Option(
            names = "--sort",
            paramLabel = "KEY",
            description = "name, cluster, conns, subs, routes, gws, mem, cpu, slow, uptime, rtt; rtt if not given.")
    String sort = "rtt";

    @Option(
            names = {"-R", "--reverse"},
            description = "The other way round.")
    boolean reverse;

    @Option(
            names = {"-j", "--json"},
            description = "Print what the servers said, as JSON.")
    boolean json;

    @Mixin
    Source source = new Source();

    @Override
    public int run(Session session) throws IOException {
        Comparator<Statement> order = order();
        List<Statement> all;
        try (Servers servers = source.open(session, new Filter("", "", "", List.of(), expect))) {
            all = servers.ask("STATSZ", Source.noOptions()).stream()
                    .sorted(reverse ? order.reversed() : order)
                    .toList();
        }
        if (json) {
            session.printJson(all.stream().map(Statement::whole).toList());
        } else {
            session.out().print(table(all));
            session.out().flush();
        }
        if (expect > all.size()) {
            session.warn("only " + all.size() + " of " + expect + " servers answered");
            return FAILED;
        }
        return OK;
    }

    private Comparator<Statement> order() throws MisuseException {
        return switch (sort) {
            case "name" -> Comparator.comparing(Statement::name);
            case "cluster" -> Comparator.comparing(Statement::cluster);
            case "conns", "conn" -> most(data -> data.path("connections").asDouble());
            case "subs", "sub" -> most(data -> data.path("subscriptions").asDouble());
            case "routes", "route" -> most(data -> size(data.path("routes")));
            case "gws", "gw" -> most(data -> size(data.path("gateways")));
            case "mem" -> most(data -> data.path("mem").asDouble());
            case "cpu" -> most(data -> data.path("cpu").asDouble());
            case "slow" -> most(data -> data.path("slow_consumers").asDouble());
            case "uptime" -> most(data -> uptime(data).toMillis());
            case "rtt" -> Comparator.comparing(Statement::after);
            default -> throw new MisuseException("unknown sort key \"" + sort + "\"");
        };
    }

    private static Comparator<Statement> most(ToDoubleFunction<JsonNode> figure) {
        return Comparator.comparingDouble((Statement one) -> figure.applyAsDouble(one.data()))
                .reversed();
    }

    /** A list of links in one kind of answer, their number in another. */
    private static int size(JsonNode node) {
        return node.isContainerNode() ? node.size() : node.asInt();
    }

    static Duration uptime(JsonNode data) {
        try {
            return Duration.between(Instant.parse(data.path("start").asText()), Instant.now());
        } catch (DateTimeParseException e) {
            return Duration.ZERO;
        }
    }

    private static String table(List<Statement> all) {
        Table table = new Table("Server Overview")
                .columns(
                        "Name", "Cluster", "Host", "Version", "JS", "Conns", "Subs", "Routes", "GWs", "Mem", "CPU %",
                        "Cores", "Slow", "Uptime", "RTT");
        for (Statement one : all) {
            JsonNode data = one.data();
            table.row(
                    one.name(),
                    one.cluster(),
                    one.server().path("host").asText(),
                    one.server().path("ver").asText(),
                    one.server().path("jetstream").asBoolean() ? "yes" : "no",
                    Quantity.count(data.path("connections").asLong()),
                    Quantity.count(data.path("subscriptions").asLong()),
                    Integer.toString(size(data.path("routes"))),
                    Integer.toString(size(data.path("gateways"))),
                    Quantity.bytes(data.path("mem").asDouble()),
                    Long.toString(Math.round(data.path("cpu").asDouble())),
                    data.path("cores").asText(),
                    Quantity.count(data.path("slow_consumers").asLong()),
                    Quantity.uptime(uptime(data)),
                    Quantity.time(one.after().toNanos()));
        }
        return table.separator().row(sums(all)).render();
    }

    private static String[] sums(List<Statement> all) {
        long clusters = all.stream()
                .map(Statement::cluster)
                .filter(name -> !name.isEmpty())
                .distinct()
                .count();
        Function<String, String> sum = key -> Quantity.count(
                all.stream().mapToLong(one -> one.data().path(key).asLong()).sum());
        double memory = all.stream()
                .mapToDouble(one -> one.data().path("mem").asDouble())
                .sum();
        return new String[] {
            "",
            Long.toString(clusters),
            Integer.toString(all.size()),
            "",
            "",
            sum.apply("connections"),
            sum.apply("subscriptions"),
            "",
            "",
            Quantity.bytes(memory),
            "",
            "",
            sum.apply("slow_consumers"),
            "",
            ""
        };
    }
}
