package io.dialtone.app.nats.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.wire.Client;
import io.dialtone.app.nats.wire.ClientException;
import io.dialtone.app.nats.wire.Headers;
import io.dialtone.app.nats.wire.Requests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A question about one's own account, which every server that knows the account answers. */
final class AccountQuestion {
    private static final Duration STALL = Duration.ofMillis(300);

    private AccountQuestion() {}

    static List<JsonNode> ask(Session session, String endpoint, String options) throws IOException {
        List<JsonNode> answers = new ArrayList<>();
        JsonMapper json = new JsonMapper();
        try (Client client = session.connect("dialtone account")) {
            new Requests(client)
                    .all(
                            "$SYS.REQ.ACCOUNT.PING." + endpoint,
                            Headers.NONE,
                            options.getBytes(StandardCharsets.UTF_8),
                            session.timeout(),
                            STALL,
                            answer -> {
                                try {
                                    answers.add(json.readTree(answer.message().text()));
                                } catch (JsonProcessingException e) {
                                    session.warn("a server sent an answer that cannot be read");
                                }
                                return true;
                            });
        }
        if (answers.isEmpty()) {
            throw new ClientException.TimedOut("waiting for servers");
        }
        return answers;
    }
}
