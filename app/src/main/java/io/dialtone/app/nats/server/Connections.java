package io.dialtone.app.nats.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.nats.command.MisuseException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Option;

/** Connections of all servers, asked for page by page. */
final class Connections {
    private static final int PAGE = 1024;

    @Option(names = "--account", paramLabel = "NAME", description = "Those of this account alone.")
    String account = "";

    @Option(names = "--username", paramLabel = "USER", description = "Those of this user alone.")
    String user = "";

    @Option(
            names = "--subject",
            paramLabel = "SUBJECT",
            description = "Those of the account that listen to this subject alone.")
    String subject = "";

    @Option(names = "--state", paramLabel = "STATE", description = "open, closed or all; open if not given.")
    String state = "open";

    /** A connection, and the server that it is of. */
    record One(Statement server, JsonNode json) {
        long number(String key) {
            return json.path(key).asLong();
        }

        String text(String key) {
            return json.path(key).asText();
        }
    }

    List<One> all(Servers servers) throws IOException {
        List<One> all = new ArrayList<>();
        for (Statement first : servers.ask("CONNZ", page(0))) {
            long total = first.data().path("total").asLong();
            Statement page = first;
            long seen = 0;
            while (true) {
                JsonNode connections = page.data().path("connections");
                for (JsonNode connection : connections) {
                    all.add(new One(first, connection));
                }
                seen += connections.size();
                if (connections.isEmpty() || seen >= total) {
                    break;
                }
                page = servers.askOne(first.id(), "CONNZ", page(seen));
            }
        }
        return all;
    }

    private ObjectNode page(long offset) throws MisuseException {
        ObjectNode options = Source.noOptions();
        options.put("auth", true).put("limit", PAGE).put("offset", offset);
        if (!account.isEmpty()) {
            options.put("acc", account);
        }
        if (!user.isEmpty()) {
            options.put("user", user);
        }
        if (!subject.isEmpty()) {
            if (account.isEmpty()) {
                throw new MisuseException("--subject needs --account: a subject means something within an account");
            }
            options.put("filter_subject", subject).put("subscriptions", true);
        }
        switch (state) {
            case "open" -> {}
            case "closed" -> options.put("state", 1);
            case "all" -> options.put("state", 2);
            default -> throw new MisuseException("--state is open, closed or all");
        }
        return options;
    }

    static ToDoubleFunction<One> figure(String sort) throws MisuseException {
        return switch (sort) {
            case "in-bytes" -> one -> one.number("in_bytes");
            case "out-bytes" -> one -> one.number("out_bytes");
            case "in-msgs" -> one -> one.number("in_msgs");
            case "out-msgs" -> one -> one.number("out_msgs");
            case "pending" -> one -> one.number("pending_bytes");
            case "uptime" -> one -> ListServers.uptime(one.json()).toMillis();
            case "cid" -> one -> -one.number("cid");
            case "subs" -> one -> one.number("subscriptions");
            default -> throw new MisuseException("unknown sort key \"" + sort + "\"");
        };
    }
}
