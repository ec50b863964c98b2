package io.dialtone.app.nats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.SharedServer;
import io.dialtone.app.testkit.Target;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Looks at servers from the command line: in the system account, and at the monitoring port. */
@Timeout(300)
class ServersTest {
    private static final String CONFIG = """
            server_name: alpha
            accounts {
              SYS { users: [ { user: sys, password: pw } ] }
              ORDERS { users: [ { user: app, password: pw, permissions { publish: [ "a.>", "$SYS.REQ.USER.INFO" ], subscribe: ">" } } ] }
            }
            system_account: SYS
            no_auth_user: app
            authorization { timeout: 30 }
            """;

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicContainer> looks() {
        return SharedServer.forAll(
                CONFIG,
                server -> Stream.of(
                        test("servers are listed", server, this::list),
                        test("one server in detail", server, this::info),
                        test("servers answer pings", server, this::ping),
                        test("connections and accounts are reported", server, this::reports),
                        test("what servers know is printed as they say it", server, this::requests),
                        test("a connection is ended from afar", server, this::kick),
                        test("checks end with their verdict", server, this::checks),
                        test("users see their account", server, this::account),
                        test("round trips are measured", server, this::roundTrips),
                        test("connections are shown live", server, this::top),
                        test("the monitoring port of one server", server, this::monitoringPort),
                        test("other users are told that they may not", server, this::strangers)));
    }

    private DynamicTest test(String name, SharedServer server, BiConsumer<ToolHome, NatsProcess> body) {
        return DynamicTest.dynamicTest(
                name,
                () -> body.accept(
                        new ToolHome(directory)
                                .at(server.get())
                                .with("NATS_USER", "sys")
                                .with("NATS_PASSWORD", "pw"),
                        server.get()));
    }

    private static ToolHome app(ToolHome home) {
        return home.with("NATS_USER", "app");
    }

    private static String monitoring(NatsProcess server) {
        return server.ports().path("monitoring").path(0).asText();
    }

    private void list(ToolHome home, NatsProcess server) {
        assertThat(home.ok("server", "ls")).contains("Server Overview", "│ alpha │", "│ 2.1");
        JsonNode json = home.json("server", "ls", "1", "--json", "--sort", "name");
        assertThat(json.path(0).path("server").path("name").asText()).isEqualTo("alpha");
        assertThat(json.path(0).path("statsz").path("connections").asInt()).isPositive();
        assertThat(home.fails("server", "ls", "2", "--timeout", "5s")).contains("only 1 of 2 servers answered");
        assertThat(home.misused("server", "ls", "--sort", "beauty")).contains("unknown sort key");
        assertThat(server.isAlive()).isTrue();
    }

    private void info(ToolHome home, NatsProcess server) {
        String text = home.ok("server", "info");
        assertThat(text)
                .contains(
                        "Server information for alpha (N",
                        "Host: 127.0.0.1:" + server.port(),
                        "Maximum Payload: 1.0 MiB");
        assertThat(home.ok("server", "info", "alpha").lines().findFirst())
                .isEqualTo(text.lines().findFirst());
        assertThat(home.json("server", "info", "--json")
                        .path("data")
                        .path("server_name")
                        .asText())
                .isEqualTo("alpha");
        assertThat(home.fails("server", "info", "beta", "--timeout", "300ms")).contains("timeout");
    }

    private void ping(ToolHome home, NatsProcess server) {
        assertThat(home.ok("server", "ping"))
                .containsPattern("alpha +rtt=[0-9.]+ms")
                .contains("1 replies max: ");
        assertThat(home.json("server", "ping", "--json").path(0).path("rtt").asLong())
                .isPositive();
        assertThat(server.isAlive()).isTrue();
    }

    private void reports(ToolHome home, NatsProcess server) {
        var listener = app(new ToolHome(directory).at(server).with("NATS_PASSWORD", "pw"))
                .listening(
                        server, "a.reports", "sub", "a.reports", "--count", "1", "--connection-name", "the listener");
        String connections = home.ok("server", "report", "connections", "--account", "ORDERS");
        assertThat(connections)
                .contains("the listener", "│ ORDERS ", "Connections per server")
                .doesNotContain("dialtone server");
        assertThat(home.ok(
                        "server",
                        "report",
                        "conns",
                        "--account",
                        "ORDERS",
                        "--subject",
                        "a.reports",
                        "--sort",
                        "in-msgs"))
                .contains("the listener");
        JsonNode json = home.json("server", "report", "connections", "--username", "app", "--json");
        assertThat(json.findValuesAsText("account")).containsOnly("ORDERS");
        assertThat(home.json("server", "report", "accounts", "--json").findValuesAsText("account"))
                .contains("SYS", "ORDERS");
        assertThat(home.ok("server", "report", "accounts", "ORDERS", "--sort", "conns"))
                .contains("1 Accounts Overview");
        assertThat(home.ok("server", "report", "health")).contains("ok (200)", "ok: 1 / err: 0");
        for (String kind : new String[] {"routes", "gateways", "leafnodes", "cpu", "mem"}) {
            assertThat(home.ok("server", "report", kind)).contains("Server");
        }
        app(new ToolHome(directory).at(server).with("NATS_PASSWORD", "pw")).ok("pub", "a.reports", "x");
        listener.ok();
    }

    private void requests(ToolHome home, NatsProcess server) {
        assertThat(home.json("server", "request", "variables")
                        .path("data")
                        .path("port")
                        .asInt())
                .isEqualTo(server.port());
        assertThat(home.json("server", "req", "connz", "-o", "sort=subs", "-o", "limit=1")
                        .path("data")
                        .path("limit")
                        .asInt())
                .isEqualTo(1);
        for (String kind :
                new String[] {"routez", "gatewayz", "leafz", "subsz", "accountz", "statsz", "healthz", "jsz"}) {
            assertThat(home.json("server", "request", kind)
                            .path("server")
                            .path("name")
                            .asText())
                    .isEqualTo("alpha");
        }
        assertThat(home.misused("server", "report", "connections", "--subject", "a"))
                .contains("--account");
        assertThat(home.misused("server", "request", "weather")).contains("weather");
    }

    private void kick(ToolHome home, NatsProcess server) {
        var listener = app(new ToolHome(directory).at(server).with("NATS_PASSWORD", "pw"))
                .listening(server, "a.kicked", "sub", "a.kicked", "--count", "1", "--connection-name", "kicked");
        String cid = home.json(
                        "server", "report", "connections", "--account", "ORDERS", "--subject", "a.kicked", "--json")
                .path(0)
                .path("connection")
                .path("cid")
                .asText();
        home.ok("server", "request", "kick", cid, "--name", "alpha");
        Deadline.awaitValue(
                "another connection in its place",
                () -> home.json(
                        "server", "report", "connections", "--account", "ORDERS", "--subject", "a.kicked", "--json"),
                json -> json.size() == 1
                        && !json.path(0).path("connection").path("cid").asText().equals(cid));
        app(new ToolHome(directory).at(server).with("NATS_PASSWORD", "pw")).ok("pub", "a.kicked", "x");
        assertThat(listener.end().err()).contains("connected again");
    }

    private void checks(ToolHome home, NatsProcess server) {
        String[] patient = {
            "--connect-critical", "30s", "--connect-warn", "29s", "--rtt-warn", "29s", "--rtt-critical", "30s"
        };
        assertThat(home.ok(
                        with(patient, "server", "check", "connection", "--req-warn", "29s", "--req-critical", "30s")))
                .startsWith("Connection OK OK:connected to nats://127.0.0.1:" + server.port())
                .contains("| connect_time=", " rtt=", " request_time=");
        assertThat(home.call("server", "check", "connection", "-s", "nats://127.0.0.1:1", "--format", "json")
                        .code())
                .isEqualTo(2);
        assertThat(home.ok("server", "check", "server", "--name", "alpha")).startsWith("alpha OK | uptime=");
        ToolHome.Result warning = home.call("server", "check", "server", "--conn-warn", "1", "--format", "text");
        assertThat(warning.code()).isEqualTo(1);
        assertThat(warning.out()).startsWith("Server: WARNING\n  warning: connections ");
        ToolHome.Result inverted =
                home.call("server", "check", "server", "--conn-warn", "10000", "--conn-critical", "9999");
        assertThat(inverted.code()).isEqualTo(2);
        assertThat(home.ok("server", "check", "server", "--format", "prometheus"))
                .contains("nats_server_check_server_status_code{item=\"Server\",status=\"OK\"} 0");
        assertThat(home.call("server", "check", "request", "--subject", "nobody")
                        .code())
                .isEqualTo(2);
        assertThat(home.call("server", "check", "credential", "--credential", "no-such-file")
                        .code())
                .isEqualTo(2);
    }

    private static String[] with(String[] more, String... words) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    private void account(ToolHome home, NatsProcess server) {
        assertThat(app(home).ok("account", "info"))
                .contains("User: app", "Account: ORDERS", "Expires: never", "Publish allow: ", "TLS Connection: no")
                .contains("Connected URL: nats://127.0.0.1:" + server.port());
        assertThat(home.json("account", "info", "--json")
                        .path("user")
                        .path("account")
                        .asText())
                .isEqualTo("ORDERS");
    }

    private void roundTrips(ToolHome home, NatsProcess server) {
        assertThat(home.ok("rtt")).contains("nats://127.0.0.1:" + server.port() + ":\n\n   127.0.0.1:");
        assertThat(home.json("rtt", "3", "--json").path(0).path("times")).hasSize(3);
        ToolHome.Result half = home.call("rtt", "-s", "nats://127.0.0.1:1," + server.url());
        assertThat(half.code()).isEqualTo(1);
        assertThat(half.out()).contains(server.url());
        assertThat(half.err()).contains("connection refused");
    }

    private void top(ToolHome home, NatsProcess server) {
        assertThat(home.ok("top", "-r", "2", "-d", "0.1"))
                .contains("NATS server version", "Connections Polled: ", "dialtone server", "Msgs/Sec: ");
        assertThat(home.ok("top", "alpha", "-o", "-", "--delimiter", ",", "--sort", "subs"))
                .startsWith("cid,name,ip,port,")
                .contains(",dialtone server,127.0.0.1,");
        assertThat(home.json("top", "--http", monitoring(server), "-r", "1", "--json")
                        .path("varz")
                        .path("port")
                        .asInt())
                .isEqualTo(server.port());
        assertThat(home.misused("top", "--sort", "beauty")).contains("unknown sort key \"beauty\"");
        assertThat(home.misused("top", "-d", "0")).contains("-d");
    }

    private void monitoringPort(ToolHome home, NatsProcess server) {
        ToolHome without = new ToolHome(directory).with("NATS_URL", "nats://127.0.0.1:1");
        String http = monitoring(server);
        assertThat(without.ok("server", "ls", "--http", http)).contains("│ alpha │");
        assertThat(without.ok("server", "info", "--http", http)).contains("Server information for alpha (N");
        assertThat(without.ok("server", "report", "health", "--http", http)).contains("ok (200)");
        assertThat(without.json("server", "report", "connections", "--http", http, "--json")
                        .isArray())
                .isTrue();
        assertThat(without.json("server", "request", "varz", "--http", http)
                        .path("data")
                        .path("port")
                        .asInt())
                .isEqualTo(server.port());
        assertThat(without.fails("server", "ls", "--http", "127.0.0.1:1")).contains("cannot ask http://127.0.0.1:1");
        assertThat(home).isNotNull();
    }

    private void strangers(ToolHome home, NatsProcess server) {
        assertThat(app(home).fails("server", "ls", "--timeout", "1s")).isNotEmpty();
        assertThat(server.isAlive()).isTrue();
    }

    @TestFactory
    Stream<DynamicTest> aServerReadsItsConfigurationAgainWhenToldFromAfar() {
        return Target.all()
                .map(target -> DynamicTest.dynamicTest(target.name(), () -> {
                    try (NatsProcess server = NatsProcess.start(target, CONFIG)) {
                        ToolHome home = new ToolHome(directory)
                                .at(server)
                                .with("NATS_USER", "sys")
                                .with("NATS_PASSWORD", "pw");
                        assertThat(home.ok("server", "config", "reload", "alpha"))
                                .isEqualTo("Reloaded alpha\n");
                        server.awaitLog("Reloaded server configuration");
                    }
                }));
    }
}
