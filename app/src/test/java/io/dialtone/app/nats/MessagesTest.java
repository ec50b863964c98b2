package io.dialtone.app.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.FreePort;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.SharedServer;
import io.dialtone.app.testkit.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages sent and received from the command line. */
@Timeout(300)
class MessagesTest {
    private static final String CONFIG = """
            authorization {
              timeout: 30
              users = [
                { user: all, password: pw }
                { user: narrow, password: pw, permissions { publish: "open.>", subscribe: [ "open.>", "_INBOX.>" ] } }
              ]
            }
            no_auth_user: all
            """;

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicContainer> messages() {
        return SharedServer.forAll(
                CONFIG,
                server -> Stream.of(
                        test("what is published arrives with its headers", server, this::arrives),
                        test("templates are filled for each message", server, this::templates),
                        test("standard input is a message, or each line of it", server, this::input),
                        test("messages as JSON, raw, or by parts", server, this::forms),
                        test("a queue group shares messages", server, this::queue),
                        test("messages are dumped to files", server, this::dump),
                        test("subjects are counted", server, this::report),
                        test("requests find their answers", server, this::requests),
                        test("several answers are waited for", server, this::manyAnswers),
                        test("a program answers", server, this::programs),
                        test("nobody answers", server, this::nobody),
                        test("what is not allowed is told", server, this::refused),
                        test("waiting without traffic ends", server, this::idle)));
    }

    private DynamicTest test(String name, SharedServer server, BiConsumer<ToolHome, NatsProcess> body) {
        return DynamicTest.dynamicTest(
                name,
                () -> body.accept(
                        new ToolHome(Files.createTempDirectory(directory, "home")).at(server.get()), server.get()));
    }

    private void arrives(ToolHome home, NatsProcess server) {
        var heard = home.listening(server, "arrives.*", "sub", "arrives.*", "--count", "2");
        home.ok("pub", "arrives.x", "say \"hello\"", "-H", "Color:green", "--header=Size: 7", "--reply", "back");
        home.ok("publish", "arrives.y", "");
        assertThat(heard.ok()).isEqualTo("""
                [#1] Received on "arrives.x" with reply "back"
                Color: green
                Size: 7

                say "hello"

                [#2] Received on "arrives.y"


                """);
    }

    private void templates(ToolHome home, NatsProcess server) {
        var heard = home.listening(server, "templates", "sub", "templates", "--count=4", "--raw");
        home.ok("pub", "templates", "no {{Count}} of {{.Count}} {{ Random 3 3 }} {{Other}}", "--count", "2");
        home.ok("pub", "templates", "as it {{Count}} is", "--no-templates");
        home.ok("pub", "templates", "{{ID}}", "-H", "N:{{Count}}");
        String[] lines = heard.ok().split("\n");
        assertThat(lines[0]).matches("no 1 of 1 [0-9A-Za-z]{3} \\{\\{Other}}");
        assertThat(lines[1]).matches("no 2 of 2 [0-9A-Za-z]{3} \\{\\{Other}}");
        assertThat(lines[2]).isEqualTo("as it {{Count}} is");
        assertThat(lines[3]).matches("[0-9A-Za-z]{22}");
    }

    private void input(ToolHome home, NatsProcess server) {
        var heard = home.listening(server, "input", "sub", "input", "--count", "3", "--json");
        home.typing("one\ntwo\n").ok("pub", "input");
        home.typing("three\r\nfour").ok("pub", "input", "--send-on", "newline");
        assertThat(heard.ok()).isEqualTo("""
                {"subject":"input","data":"one\\ntwo\\n"}
                {"subject":"input","data":"three"}
                {"subject":"input","data":"four"}
                """);
        assertThat(home.misused("pub", "input", "--send-on", "never")).contains("eof or newline");
    }

    private void forms(ToolHome home, NatsProcess server) {
        var json = home.listening(server, "forms", "sub", "forms", "--count", "1", "-j");
        var raw = home.start("sub", "forms", "--count", "1", "-r");
        var headers = home.start("sub", "forms", "--count", "1", "--headers-only");
        var subjects = home.start("sub", "forms", "--count", "1", "--subjects-only");
        var translated = home.start("sub", "forms", "--count", "1", "--raw", "--translate", "tr a-z A-Z");
        Deadline.awaitValue(
                "five subscriptions",
                () -> server.monitor("/subsz?subs=1").toString().split("\"forms\"", -1).length - 1,
                count -> count == 5);
        home.ok("pub", "forms", "body", "-H", "A:b", "-H", "A:c");
        assertThat(json.ok())
                .isEqualTo("{\"subject\":\"forms\",\"headers\":{\"A\":[\"b\",\"c\"]},\"data\":\"body\"}\n");
        assertThat(raw.ok()).isEqualTo("body\n");
        assertThat(headers.ok()).isEqualTo("[#1] Received on \"forms\"\nA: b\nA: c\n");
        assertThat(subjects.ok()).isEqualTo("[#1] Received on \"forms\"\n");
        assertThat(translated.ok()).isEqualTo("BODY\n");
    }

    private void queue(ToolHome home, NatsProcess server) {
        // Long enough for the first to be there still when the second one has come.
        var one = home.listening(server, "shared", "sub", "shared", "--queue", "g", "--wait", "10s", "--raw");
        var other = home.start("sub", "shared", "--queue", "g", "--wait", "10s", "--raw");
        Deadline.awaitValue(
                "two subscriptions",
                () -> server.monitor("/subsz?subs=1").toString().split("\"shared\"", -1).length - 1,
                count -> count == 2);
        home.ok("pub", "shared", "m", "--count", "50");
        assertThat((one.ok() + other.ok()).lines()).hasSize(50);
    }

    private void dump(ToolHome home, NatsProcess server) {
        Path target = directory.resolve("dump-" + server.port());
        var heard = home.listening(server, "dump", "sub", "dump", "--count", "1", "--dump", target.toString());
        var zeros = home.start("sub", "dump", "--count", "1", "--dump", "-");
        Deadline.awaitValue(
                "two subscriptions",
                () -> server.monitor("/subsz?subs=1").toString().split("\"dump\"", -1).length - 1,
                count -> count == 2);
        home.ok("pub", "dump", "body", "-H", "A:b");
        heard.ok();
        assertThat(target.resolve("1.json"))
                .hasContent(
                        "{\"Subject\":\"dump\",\"Reply\":\"\",\"Header\":{\"A\":[\"b\"]},\"Data\":\"Ym9keQ==\",\"Sub\":null}");
        assertThat(zeros.ok()).isEqualTo("body\0");
    }

    private void report(ToolHome home, NatsProcess server) {
        var heard = home.listening(
                server, "report.>", "sub", "report.>", "--report-subjects", "--report-top=1", "--count=3");
        home.ok("pub", "report.a", "x");
        home.ok("pub", "report.b", "xx", "--count", "2");
        assertThat(heard.ok())
                .contains("Top 1 of 2 Subjects", "report.b", "│ 2 ", "4 B")
                .doesNotContain("report.a");
    }

    private void requests(ToolHome home, NatsProcess server) {
        var echo = home.listening(server, "echo", "reply", "echo", "--echo", "--count", "1");
        assertThat(home.ok("req", "echo", "back", "-H", "K:v")).isEqualTo("K: v\nNATS-Reply-Counter: 0\n\nback\n");
        assertThat(echo.ok()).isEqualTo("\nback\n");

        var text = home.listening(
                server, "text", "reply", "text", "{{Request}} is {{Count}}", "--count", "2", "-H", "A:b");
        assertThat(home.ok("request", "text", "no", "--raw")).isEqualTo("no is 0\n");
        assertThat(home.json("req", "text", "no", "--json").path("headers").toString())
                .isEqualTo("{\"A\":[\"b\"]}");
        text.ok();
    }

    private void manyAnswers(ToolHome home, NatsProcess server) {
        var one = home.listening(server, "many", "reply", "many", "1", "--queue", "a", "--count", "3");
        var two = home.start("reply", "many", "2", "--queue", "b", "--count", "3");
        Deadline.awaitValue(
                "two subscriptions",
                () -> server.monitor("/subsz?subs=1").toString().split("\"many\"", -1).length - 1,
                count -> count == 2);
        assertThat(home.ok("req", "many", "", "--raw", "--replies", "2", "--reply-timeout", "30s")
                        .lines())
                .containsExactlyInAnyOrder("1", "2");
        assertThat(home.ok("req", "many", "", "--raw", "--replies", "0", "--timeout", "5s")
                        .lines())
                .containsExactlyInAnyOrder("1", "2");
        assertThat(home.ok("req", "many", "", "--raw").lines()).hasSize(1);
        one.ok();
        two.ok();
    }

    private void programs(ToolHome home, NatsProcess server) {
        var upper = home.listening(
                server,
                "run.>",
                "reply",
                "run.>",
                "--count",
                "2",
                "--command",
                "sh -c 'echo \"$1\" $NATS_REQUEST_SUBJECT; tr a-z A-Z' x {{1}}");
        assertThat(home.ok("req", "run.a", "body", "--raw")).isEqualTo("a run.a\nBODY\n");
        assertThat(home.ok("req", "run.$(id)", "body", "--raw")).isEqualTo("$(id) run.$(id)\nBODY\n");
        upper.ok();
    }

    private void nobody(ToolHome home, NatsProcess server) {
        assertThat(home.fails("req", "nobody", "x"))
                .endsWith("dialtone req: no responders are available for a request to \"nobody\"\n");
        var silent = home.listening(server, "silent", "sub", "silent", "--count", "1");
        // It has to connect in this time, too, or the one that listens waits for ever.
        assertThat(home.fails("req", "silent", "x", "--timeout", "3s")).contains("timeout");
        silent.ok();
    }

    private void refused(ToolHome home, NatsProcess server) {
        assertThat(home.fails("pub", "closed", "x", "--user", "narrow", "--password", "pw"))
                .contains("dialtone pub: Permissions Violation for Publish to \"closed\"");
        assertThat(home.fails("sub", "closed", "--user", "narrow", "--password", "pw"))
                .contains("dialtone sub: Permissions Violation for Subscription to \"closed\"");
        assertThat(home.fails("pub", "x", "x", "--user", "narrow", "--password", "no"))
                .contains("Authorization Violation");
        assertThat(home.fails("pub", "x y", "x")).contains("invalid subject");
        assertThat(home.misused("pub")).contains("SUBJECT", "dialtone pub --help");
        assertThat(home.fails("pub", "x", "x", "-s", "nats://127.0.0.1:1")).contains("connection refused");
        assertThat(server.isAlive()).isTrue();
    }

    private void idle(ToolHome home, NatsProcess server) {
        assertThat(home.ok("sub", "idle", "--wait", "100ms")).isEmpty();
        assertThat(server.isAlive()).isTrue();
    }

    @TestFactory
    Stream<DynamicTest> aListenerComesBackWithItsServer() {
        return Target.all().map(target -> DynamicTest.dynamicTest(target.name(), () -> comesBack(target)));
    }

    private void comesBack(Target target) {
        // A port of the system's choice may have been given to somebody else when the server comes back.
        try (NatsProcess server = NatsProcess.start(target, "", "-p", Integer.toString(FreePort.next()))) {
            ToolHome home = new ToolHome(directory).at(server);
            var heard = home.listening(server, "again", "sub", "again", "--count", "2", "--raw");
            home.ok("pub", "again", "before");
            heard.awaitOutput("before");
            server.close();
            try (NatsProcess second = server.startAgain()) {
                Deadline.awaitValue(
                        "the subscription is there again",
                        () -> second.monitor("/subsz?subs=1").toString(),
                        subscriptions -> subscriptions.contains("\"again\""));
                home.ok("pub", "again", "after");
                ToolHome.Result result = heard.end();
                assertThat(result.out()).isEqualTo("before\nafter\n");
                assertThat(result.err()).contains("disconnected", "connected again to nats://");
            }
        }
    }
}
