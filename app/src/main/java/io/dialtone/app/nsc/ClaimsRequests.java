package io.dialtone.app.nsc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dialtone.app.nsc.remote.NatsConnection;
import io.dialtone.app.nsc.remote.RemoteException;
import java.time.Duration;
import java.util.function.BiConsumer;

/** Requests that every server with a resolver answers for itself. */
final class ClaimsRequests {
    static final String UPDATE = "$SYS.REQ.CLAIMS.UPDATE";
    static final String LIST = "$SYS.REQ.CLAIMS.LIST";
    static final String DELETE = "$SYS.REQ.CLAIMS.DELETE";
    static final String PACK = "$SYS.REQ.CLAIMS.PACK";

    /** After the first answer of a server others follow within this, or not at all. */
    private static final Duration FURTHER = Duration.ofMillis(300);

    private static final JsonMapper JSON = new JsonMapper();

    private final NatsConnection connection;
    private final Duration patience;
    private final Report report;
    /** How many answered the first request; as soon as that many answer a later one, nobody else will. */
    private int servers = Integer.MAX_VALUE;

    ClaimsRequests(NatsConnection connection, Duration patience, Report report) {
        this.connection = connection;
        this.patience = patience;
        this.report = report;
    }

    /**
     * Asks all servers; how many did it.
     *
     * @param answered the server's name and its data
     */
    int ask(String what, String subject, String payload, BiConsumer<String, JsonNode> answered) {
        int good = 0;
        int all = 0;
        try {
            connection.request(subject, payload);
            String answer = connection.next(patience);
            while (answer != null) {
                all++;
                good += read(answer, answered) ? 1 : 0;
                answer = all < servers ? connection.next(FURTHER) : null;
            }
            servers = all == 0 ? servers : all;
            if (all == 0) {
                report.error("failed to get response to " + what + ": no server answered in time");
            }
        } catch (RemoteException e) {
            report.error("failed to " + what + ": " + e.getMessage());
        }
        return good;
    }

    private boolean read(String answer, BiConsumer<String, JsonNode> answered) {
        JsonNode json;
        try {
            json = JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            report.error("failed to parse response: " + answer);
            return false;
        }
        String server = json.path("server").path("name").asText();
        JsonNode error = json.path("error");
        if (!error.isMissingNode() && !error.isNull()) {
            report.error("server " + server + " responded with error: "
                    + error.path("description").asText());
            return false;
        }
        answered.accept(server, json.path("data"));
        return true;
    }
}
