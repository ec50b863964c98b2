package io.dialtone.app.nats.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.view.Properties;
import io.dialtone.app.nats.view.Quantity;
import io.dialtone.conf.GoDuration;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One server in detail. */
@Command(
        name = "info",
        aliases = "i",
        sortOptions = false,
        description = "Show one server; without a name, the one that is connected to.")
final class ServerInfo implements Action {
    @Parameters(arity = "0..1", paramLabel = "SERVER", description = "Its name or id.")
    String server = "";

    @Option(
            names = {"-j", "--json"},
            description = "Print what it said, as JSON.")
    boolean json;

    @Mixin
    Source source = new Source();

    @Override
    public int run(Session session) throws IOException {
        Statement answer;
        try (Servers servers = source.open(session, Filter.ALL)) {
            answer = servers.askOne(server, "VARZ", Source.noOptions());
        }
        if (json) {
            session.printJson(answer.whole());
        } else {
            session.out().print(text(answer));
            session.out().flush();
        }
        return OK;
    }

    private static String text(Statement answer) {
        JsonNode varz = answer.data();
        Properties text = new Properties("Server information for " + answer.name() + " (" + answer.id() + ")");
        process(text, varz);
        text.heading("Connection Details");
        text.add("Auth Required", varz.path("auth_required").asText("false"));
        text.add("TLS Required", varz.path("tls_required").asText("false"));
        text.add("Host", varz.path("host").asText() + ":" + varz.path("port").asText());
        varz.path("connect_urls").forEach(url -> text.add("Client URL", url.asText()));
        limits(text, varz);
        statistics(text, varz);
        cluster(text, varz.path("cluster"));
        return text.render();
    }

    private static void process(Properties text, JsonNode varz) {
        text.heading("Process Details");
        text.add("Version", varz.path("version").asText());
        text.add("Git Commit", varz.path("git_commit").asText());
        text.add("Go Version", varz.path("go").asText());
        text.add("Start Time", time(varz.path("start")));
        text.add("Configuration Load Time", time(varz.path("config_load_time")));
        String digest = varz.path("config_digest").asText();
        if (!digest.isEmpty()) {
            text.add("Configuration Digest", digest);
        }
        text.add("Uptime", varz.path("uptime").asText());
    }

    private static String time(JsonNode value) {
        String text = value.asText();
        return text.length() < 19 ? text : text.substring(0, 19).replace('T', ' ');
    }

    private static void limits(Properties text, JsonNode varz) {
        text.heading("Limits");
        text.add(
                "Maximum Connections",
                Quantity.count(varz.path("max_connections").asLong()));
        text.add(
                "Maximum Subscriptions",
                Quantity.count(varz.path("max_subscriptions").asLong()));
        text.add("Maximum Payload", Quantity.bytes(varz.path("max_payload").asDouble()));
        text.add(
                "TLS Timeout",
                String.format(Locale.ROOT, "%.2fs", varz.path("tls_timeout").asDouble()));
        text.add(
                "Write Deadline",
                GoDuration.format(Duration.ofNanos(varz.path("write_deadline").asLong())));
    }

    private static void statistics(Properties text, JsonNode varz) {
        text.heading("Statistics");
        text.add(
                "CPU Cores",
                varz.path("cores").asText() + " "
                        + String.format(Locale.ROOT, "%.2f%%", varz.path("cpu").asDouble()));
        text.add("Memory", Quantity.bytes(varz.path("mem").asDouble()));
        text.add("Connections", Quantity.count(varz.path("connections").asLong()));
        text.add("Subscriptions", Quantity.count(varz.path("subscriptions").asLong()));
        text.add(
                "Messages",
                Quantity.count(varz.path("in_msgs").asLong()) + " in "
                        + Quantity.count(varz.path("out_msgs").asLong()) + " out");
        text.add(
                "Bytes",
                Quantity.bytes(varz.path("in_bytes").asDouble()) + " in "
                        + Quantity.bytes(varz.path("out_bytes").asDouble()) + " out");
        text.add("Slow Consumers", Quantity.count(varz.path("slow_consumers").asLong()));
    }

    private static void cluster(Properties text, JsonNode cluster) {
        if (cluster.path("name").asText().isEmpty()) {
            return;
        }
        text.heading("Cluster");
        text.add("Name", cluster.path("name").asText());
        text.add(
                "Host",
                cluster.path("addr").asText() + ":"
                        + cluster.path("cluster_port").asText());
        cluster.path("urls").forEach(url -> text.add("URL", url.asText()));
    }
}
