package io.dialtone.app.nats.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.nats.wire.ClientException;
import io.dialtone.app.nsc.remote.AccountServerClient;
import io.dialtone.app.nsc.remote.RemoteException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The monitoring port of one server. */
public final class MonitoredServer implements Servers {
    private static final JsonMapper JSON = new JsonMapper();

    /** Options whose names in requests are not those in queries. */
    private static final Map<String, String> QUERY_NAMES =
            Map.of("subscriptions", "subs", "account", "acc", "subscriptions_detail", "subs");

    private final String base;
    private @Nullable ObjectNode identity;

    public MonitoredServer(String url) {
        String full = url.contains("://") ? url : "http://" + url;
        this.base = full.endsWith("/") ? full.substring(0, full.length() - 1) : full;
    }

    @Override
    public List<Statement> ask(String endpoint, ObjectNode options) throws ClientException {
        return List.of(askOne("", endpoint, options));
    }

    @Override
    public Statement askOne(String server, String endpoint, ObjectNode options) throws ClientException {
        String path = endpoint.equals("STATSZ") ? "varz" : endpoint.toLowerCase(Locale.ROOT);
        long start = System.nanoTime();
        JsonNode data = get("/" + path + query(options));
        Duration after = Duration.ofNanos(System.nanoTime() - start);
        ObjectNode whole = JSON.createObjectNode();
        whole.set("server", identity());
        whole.set("data", data);
        return new Statement(identity(), data, whole, after);
    }

    private ObjectNode identity() throws ClientException {
        ObjectNode known = identity;
        if (known == null) {
            JsonNode varz = get("/varz");
            known = JSON.createObjectNode();
            known.put("name", varz.path("server_name").asText());
            known.put("id", varz.path("server_id").asText());
            known.put("host", varz.path("host").asText());
            known.put("ver", varz.path("version").asText());
            String cluster = varz.path("cluster").path("name").asText();
            if (!cluster.isEmpty()) {
                known.put("cluster", cluster);
            }
            identity = known;
        }
        return known;
    }

    private static String query(ObjectNode options) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        options.properties()
                .forEach(option -> query.add(QUERY_NAMES.getOrDefault(option.getKey(), option.getKey()) + "="
                        + URLEncoder.encode(option.getValue().asText(), StandardCharsets.UTF_8)));
        return query.toString();
    }

    private JsonNode get(String path) throws ClientException {
        try {
            AccountServerClient.Answer answer = AccountServerClient.ask(base + path);
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new ClientException(base + path + " does not answer as a NATS server does", e);
        } catch (RemoteException e) {
            throw new ClientException("cannot ask " + base + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        // Each question has a connection of its own.
    }
}
