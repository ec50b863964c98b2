package io.dialtone.app.nats.account;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.MisuseException;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.wire.Client;
import io.dialtone.app.nats.wire.ClientException;
import io.dialtone.app.nats.wire.ConnectOptions;
import io.dialtone.app.nats.wire.ServerUrl;
import io.dialtone.conf.GoDuration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How long it takes to each of the servers and back. It ends with 1 when one of them cannot be reached. */
@Command(name = "rtt", sortOptions = false, description = "Measure the time to each server and back.")
public final class RoundTrip implements Action {
    @Parameters(arity = "0..1", paramLabel = "N", description = "How often; 5 times if not given.")
    int iterations = 5;

    @Option(
            names = {"-j", "--json"},
            description = "Print the times as JSON, in nanoseconds.")
    boolean json;

    @Override
    public int run(Session session) throws IOException {
        if (iterations < 1) {
            throw new MisuseException("once at least");
        }
        ConnectOptions options = session.options("dialtone rtt").once();
        ArrayNode all = new JsonMapper().createArrayNode();
        int code = OK;
        for (ServerUrl url : options.servers()) {
            try (Client client = Client.connect(options.to(url), session.warnings())) {
                all.add(measure(session, client));
            } catch (ClientException e) {
                session.warn(String.valueOf(e.getMessage()));
                code = FAILED;
            }
        }
        if (json) {
            session.printJson(all);
        }
        return code;
    }

    private ObjectNode measure(Session session, Client client) throws ClientException {
        ObjectNode result = new JsonMapper().createObjectNode();
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < iterations; i++) {
            times.add(client.roundTrip());
        }
        long average =
                (long) times.stream().mapToLong(Duration::toNanos).average().orElse(0);
        String address = String.valueOf(client.socket().getRemoteSocketAddress());
        result.put("url", client.url().toString());
        result.put("address", address.substring(address.indexOf('/') + 1)).put("rtt", average);
        times.forEach(time -> result.withArray("times").add(time.toNanos()));
        if (!json) {
            session.print(client.url() + ":\n\n   " + result.path("address").asText() + ": "
                    + GoDuration.format(Duration.ofNanos(average)) + "\n");
        }
        return result;
    }
}
