package io.dialtone.app.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.ClientProgram;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.FreePort;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.Target;
import io.dialtone.app.testkit.Tool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tools with which others watch a nats-server see as much of this one. A tool that is not on this machine is skipped. */
@Timeout(240)
class MonitoringToolsTest {
    private static final String CONFIG = """
            server_name: watched
            accounts {
              A { users: [ { user: a, password: p } ] }
              SYS { users: [ { user: s, password: p } ] }
            }
            system_account: SYS
            """;

    private static final Pattern IS_CERTAIN = Pattern.compile(
            "\\{account=\"A\"|gnatsd_connz_|gnatsd_healthz_|gnatsd_varz_(in|out)_|nats_core_connection_count");
    private static final Pattern SERVER_ID = Pattern.compile("server_id=\"[^\"]*\"");
    private static final Pattern NAME_ENDS = Pattern.compile("[{ ]");

    private static String monitoring(NatsProcess server) {
        return server.ports().path("monitoring").path(0).asText();
    }

    private static RawClient busyClient(NatsProcess server) {
        RawClient client = RawClient.connect(server.port(), "\"user\":\"a\",\"pass\":\"p\",\"name\":\"busy\"");
        client.send("SUB x 1\r\nPUB x 5\r\nhello\r\n").expect("MSG x 1 5\r\nhello\r\n");
        return client;
    }

    @ParameterizedTest
    @MethodSource("io.dialtone.app.testkit.Target#all")
    void natsTopPrintsTheServerAndItsConnections(Target target) {
        String top = Tool.optional("nats-top").toString();
        try (NatsProcess server = NatsProcess.start(target, CONFIG);
                RawClient client = busyClient(server)) {
            client.flush();
            String port = Integer.toString(URI.create(monitoring(server)).getPort());
            List<String> once = List.of(top, "-s", "127.0.0.1", "-m", port, "-o", "-");
            assertThat(ClientProgram.start(once).succeed())
                    .contains(
                            "NATS server version",
                            "Server: watched",
                            "In:   Msgs: 1  Bytes: 5",
                            "Connections Polled: 1")
                    .containsPattern("127\\.0\\.0\\.1:\\d+ +\\d+ +busy +1 +0 +1 +1 +5 +5 ");
            List<String> commas = List.of(top, "-s", "127.0.0.1", "-m", port, "-o", "-", "-l", ",");
            assertThat(ClientProgram.start(commas).succeed()).contains("In:,Msgs:,1,Bytes:,5,");
        }
    }

    @Test
    void theExporterForPrometheusFindsTheSameMetrics() throws Exception {
        Set<String> here = exported(Target.DIALTONE);
        assertThat(here)
                .contains("gnatsd_varz_in_msgs{} 1", "gnatsd_connz_num_connections{} 1", "gnatsd_varz_mem")
                .isEqualTo(exported(Target.NATS_SERVER));
    }

    private static Set<String> exported(Target target) throws Exception {
        String exporter = Tool.optional("prometheus-nats-exporter").toString();
        int port = FreePort.next();
        try (NatsProcess server = NatsProcess.start(target, CONFIG);
                RawClient client = busyClient(server)) {
            client.flush();
            List<String> command = List.of(
                    exporter,
                    "-a",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(port),
                    "-varz",
                    "-connz",
                    "-routez",
                    "-subz",
                    "-gatewayz",
                    "-leafz",
                    "-accstatz",
                    "-healthz",
                    monitoring(server));
            return metrics(command, port, "gnatsd_varz_in_msgs{");
        }
    }

    @Test
    void surveyorFindsTheSameMetrics() throws Exception {
        Set<String> here = surveyed(Target.DIALTONE);
        assertThat(here)
                .anyMatch(line -> line.startsWith("nats_core_account_msgs_recv{account=\"A\"") && line.endsWith(" 1"))
                .isEqualTo(surveyed(Target.NATS_SERVER));
    }

    private static Set<String> surveyed(Target target) throws Exception {
        String surveyor = Tool.optional("nats-surveyor").toString();
        int port = FreePort.next();
        try (NatsProcess server = NatsProcess.start(target, CONFIG);
                RawClient client = busyClient(server)) {
            client.flush();
            List<String> command = List.of(
                    surveyor,
                    "-s",
                    server.url(),
                    "--user",
                    "s",
                    "--password",
                    "p",
                    "-a",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(port),
                    "--count",
                    "1",
                    "--accounts",
                    "--gatewayz");
            return metrics(command, port, "nats_core_account_msgs_recv{");
        }
    }

    /** The names of what a tool tells of NATS, and the values of what the client did, once it tells of this. */
    private static Set<String> metrics(List<String> command, int port, String expected) throws Exception {
        ClientProgram.Run run = ClientProgram.start(command);
        try (HttpClient http = HttpClient.newHttpClient()) {
            Deadline.awaitValue(
                    "metrics of " + command.getFirst(), () -> scrape(http, port, run), all -> all.contains(expected));
            return scrape(http, port, run)
                    .lines()
                    .filter(line -> line.startsWith("gnatsd_") || line.startsWith("nats_"))
                    .map(line -> IS_CERTAIN.matcher(line).find()
                            ? SERVER_ID.matcher(line).replaceAll("")
                            : NAME_ENDS.split(line, 2)[0])
                    .collect(Collectors.toCollection(TreeSet::new));
        } finally {
            run.process().destroy();
            run.process().waitFor();
        }
    }

    private static String scrape(HttpClient http, int port, ClientProgram.Run run) {
        if (!run.process().isAlive()) {
            throw new AssertionError("it ended: " + run.output());
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(Deadline.LIMIT)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException notYetOrNotWell) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
