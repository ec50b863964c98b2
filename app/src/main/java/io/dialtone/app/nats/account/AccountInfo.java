package io.dialtone.app.nats.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.view.Properties;
import io.dialtone.app.nats.view.Quantity;
import io.dialtone.app.nats.wire.Client;
import io.dialtone.app.nats.wire.ClientException;
import io.dialtone.app.nats.wire.Headers;
import io.dialtone.app.nats.wire.Requests;
import io.dialtone.conf.GoDuration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Who one is, and where. */
@Command(
        name = "info",
        sortOptions = false,
        description = "Show who this user is, what he may do, and which server he is connected to.")
final class AccountInfo implements Action {
    private static final String USER_INFO = "$SYS.REQ.USER.INFO";

    @Option(
            names = {"-j", "--json"},
            description = "Print it as JSON.")
    boolean json;

    @Override
    public int run(Session session) throws IOException {
        try (Client client = session.connect("dialtone account")) {
            JsonNode user = user(session, client);
            Duration rtt = client.roundTrip();
            if (json) {
                ObjectNode all = new JsonMapper().createObjectNode();
                all.set("user", user);
                all.put("rtt", rtt.toNanos()).set("server", client.info());
                session.printJson(all);
            } else {
                session.out().print(text(client, user, rtt));
                session.out().flush();
            }
        }
        return OK;
    }

    /** Servers before 2.9 do not say, and users may be forbidden to ask. */
    private static JsonNode user(Session session, Client client) throws IOException {
        try {
            String answer = new Requests(client)
                    .one(USER_INFO, Headers.NONE, new byte[0], session.timeout())
                    .message()
                    .text();
            return new JsonMapper().readTree(answer).path("data");
        } catch (JsonProcessingException | ClientException.NoResponders | ClientException.TimedOut e) {
            return new JsonMapper().createObjectNode();
        }
    }

    private static String text(Client client, JsonNode user, Duration rtt) {
        JsonNode info = client.info();
        Properties text = new Properties("Account Information");
        text.add("User", user.path("user").asText());
        text.add("Account", user.path("account").asText());
        long expires = user.path("expires").asLong();
        text.add("Expires", expires == 0 ? "never" : "in " + Quantity.uptime(Duration.ofNanos(expires)));
        text.add("Client ID", info.path("client_id").asText());
        text.add("Client IP", info.path("client_ip").asText());
        text.add("RTT", GoDuration.format(rtt));
        text.add("Headers Supported", info.path("headers").asText("false"));
        text.add("Maximum Payload", Quantity.bytes(info.path("max_payload").asDouble()));
        if (!info.path("cluster").asText().isEmpty()) {
            text.add("Connected Cluster", info.path("cluster").asText());
        }
        text.add("Connected URL", client.url().toString());
        String address = String.valueOf(client.socket().getRemoteSocketAddress());
        text.add("Connected Address", address.substring(address.indexOf('/') + 1));
        text.add("Connected Server ID", info.path("server_id").asText());
        text.add("Connected Server Version", info.path("version").asText());
        text.add("Connected Server Name", info.path("server_name").asText());
        text.add("TLS Connection", tls(client));
        rights(text, user.path("permissions"));
        return text.render();
    }

    private static String tls(Client client) {
        return client.socket() instanceof SSLSocket socket
                ? socket.getSession().getProtocol() + " using "
                        + socket.getSession().getCipherSuite()
                : "no";
    }

    private static void rights(Properties text, JsonNode permissions) {
        if (permissions.isEmpty()) {
            return;
        }
        text.heading("Permissions");
        rights(text, "Publish", permissions.path("publish"));
        rights(text, "Subscribe", permissions.path("subscribe"));
        JsonNode responses = permissions.path("responses");
        if (!responses.isMissingNode()) {
            text.add(
                    "Responses",
                    responses.path("max").asText("any") + " within "
                            + GoDuration.format(
                                    Duration.ofNanos(responses.path("ttl").asLong())));
        }
    }

    private static void rights(Properties text, String what, JsonNode rights) {
        for (String kind : List.of("allow", "deny")) {
            List<String> subjects = new ArrayList<>();
            rights.path(kind).forEach(subject -> subjects.add(subject.asText()));
            if (!subjects.isEmpty()) {
                text.add(what + " " + kind, String.join(", ", subjects));
            }
        }
    }
}
