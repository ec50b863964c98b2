package io.dialtone.app.nats.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.MisuseException;
import io.dialtone.app.nats.command.Session;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What servers know, as they say it. */
@Command(
        name = "request",
        aliases = "req",
        sortOptions = false,
        description = "Print what servers say, a JSON document for each.",
        footer = {
            "",
            "What there is: variables (varz), connections (connz), routes (routez), gateways (gatewayz), leafnodes (leafz),",
            "subscriptions (subsz), accounts (accountz), statistics (statsz), health (healthz), jetstream (jsz), kick.",
            "",
            "  dialtone server request connections --option sort=subs --option limit=10",
            "  dialtone server request kick 17 --name n1"
        })
final class RequestCommand implements Action {
    private static final Map<String, String> ENDPOINTS = endpoints();
    private static final String KICK = "kick";

    @Parameters(index = "0", paramLabel = "WHAT", description = "What to ask for; see below.")
    String what = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "N",
            description = "How many servers to wait for; after kick, the connection.")
    int number;

    @Option(
            names = {"-o", "--option"},
            paramLabel = "KEY=VALUE",
            description =
                    "An option of what is asked for, by the name it has in requests; may be given more than once.")
    Map<String, String> options = Map.of();

    @Mixin
    Limited limited = new Limited();

    @Mixin
    Source source = new Source();

    private static Map<String, String> endpoints() {
        Map<String, String> all = new LinkedHashMap<>();
        add(all, "VARZ", "variables", "var", "varz");
        add(all, "CONNZ", "connections", "conn", "connz");
        add(all, "ROUTEZ", "routes", "route", "routez");
        add(all, "GATEWAYZ", "gateways", "gateway", "gatewayz");
        add(all, "LEAFZ", "leafnodes", "leafs", "leafz");
        add(all, "SUBSZ", "subscriptions", "sub", "subsz");
        add(all, "ACCOUNTZ", "accounts", "acct", "accountz");
        add(all, "STATSZ", "statistics", "stats", "statsz");
        add(all, "HEALTHZ", "health", "jetstream-health", "healthz");
        add(all, "JSZ", "jetstream", "js", "jsz");
        return all;
    }

    private static void add(Map<String, String> all, String endpoint, String... words) {
        for (String word : words) {
            all.put(word, endpoint);
        }
    }

    @Override
    public int run(Session session) throws IOException {
        boolean kick = what.equals(KICK);
        String endpoint = kick ? KICK : ENDPOINTS.get(what);
        if (endpoint == null) {
            throw new MisuseException(
                    "nothing is called \"" + what + "\"; there are " + new TreeSet<>(ENDPOINTS.keySet()));
        }
        ObjectNode asked = options();
        try (Servers servers = source.open(session, limited.filter(kick ? 0 : number))) {
            if (kick) {
                asked.put("cid", number);
                // Only by its id: a request to all servers is none to kick.
                String id = servers.askOne(limited.name, "STATSZ", Source.noOptions())
                        .id();
                session.print(servers.askOne(id, "KICK", asked).whole().toString());
            } else {
                servers.ask(endpoint, asked)
                        .forEach(one -> session.print(one.whole().toString()));
            }
        }
        return OK;
    }

    /** Numbers and truth values as such: servers do not take them as texts. */
    private ObjectNode options() {
        ObjectNode asked = Source.noOptions();
        options.forEach((key, value) -> {
            if (value.equals("true") || value.equals("false")) {
                asked.put(key, Boolean.parseBoolean(value));
            } else if (value.matches("-?[0-9]{1,18}")) {
                asked.put(key, Long.parseLong(value));
            } else {
                asked.put(key, value);
            }
        });
        return asked;
    }
}
