package io.dialtone.app.nats.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.nats.wire.Client;
import io.dialtone.app.nats.wire.ClientException;
import io.dialtone.app.nats.wire.Headers;
import io.dialtone.app.nats.wire.Requests;
import io.dialtone.app.nats.wire.Requests.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Requests in the system account, which all servers of a system answer, wherever they are. */
public final class SystemServers implements Servers {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PREFIX = "$SYS.REQ.SERVER.";
    private static final Pattern ID = Pattern.compile("N[A-Z2-7]{55}");
    private static final Duration SHORTEST_STALL = Duration.ofMillis(300);

    private final Client client;
    private final Duration patience;
    private final Filter filter;

    public SystemServers(Client client, Duration patience, Filter filter) {
        this.client = client;
        this.patience = patience;
        this.filter = filter;
    }

    @Override
    public List<Statement> ask(String endpoint, ObjectNode options) throws ClientException {
        ObjectNode filtered = options.deepCopy();
        filter.apply(filtered);
        return gather(PREFIX + "PING." + endpoint, filtered, filter.expected());
    }

    @Override
    public Statement askOne(String server, String endpoint, ObjectNode options) throws ClientException {
        String id = server.isEmpty() ? client.info().path("server_id").asText() : server;
        if (ID.matcher(id).matches()) {
            return gather(PREFIX + id + "." + endpoint, options, 1).getFirst();
        }
        ObjectNode named = options.deepCopy();
        named.put("server_name", id);
        return gather(PREFIX + "PING." + endpoint, named, 1).getFirst();
    }

    private List<Statement> gather(String subject, ObjectNode options, int expected) throws ClientException {
        List<Statement> statements = new ArrayList<>();
        byte[] body = options.toString().getBytes(StandardCharsets.UTF_8);
        try {
            new Requests(client).all(subject, Headers.NONE, body, patience, stall(), answer -> {
                statements.add(statement(answer));
                return expected == 0 || statements.size() < expected;
            });
        } catch (ClientException.NoResponders e) {
            throw new ClientException("no server answers: is this a user of the system account?", e);
        }
        if (statements.isEmpty()) {
            throw new ClientException.TimedOut("waiting for servers");
        }
        JsonNode error = statements.getFirst().whole().path("error");
        if (statements.size() == 1 && !error.isMissingNode()) {
            throw new ClientException(statements.getFirst().name() + ": "
                    + error.path("description").asText(error.toString()));
        }
        return statements;
    }

    /** Servers far away answer later than the first, but not much later than it takes to get there and back. */
    private Duration stall() {
        return patience.compareTo(SHORTEST_STALL) < 0 ? patience : SHORTEST_STALL;
    }

    private static Statement statement(Answer answer) {
        JsonNode whole;
        try {
            whole = JSON.readTree(answer.message().text());
        } catch (JsonProcessingException e) {
            whole = JSON.createObjectNode();
        }
        JsonNode data = whole.has("statsz") ? whole.path("statsz") : whole.path("data");
        return new Statement(whole.path("server"), data, whole, answer.after());
    }

    @Override
    public void close() {
        client.close();
    }
}
