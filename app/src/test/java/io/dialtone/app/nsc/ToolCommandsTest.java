package io.dialtone.app.nsc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.Target;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages sent and received by the tool, as the users that it made. */
@Timeout(300)
class ToolCommandsTest {

    @TempDir
    Path home;

    private NscHome nsc;

    @BeforeEach
    void newHome() {
        nsc = new NscHome(home);
        nsc.ok("init", "demo");
        nsc.ok("add", "user", "narrow", "--allow-pub", "open.>");
    }

    static Stream<Target> targets() {
        return Target.all();
    }

    private NatsProcess start(Target target) {
        NatsProcess server = NatsProcess.start(target, nsc.ok("generate", "config", "--mem-resolver"));
        nsc.ok("edit", "operator", "--rm-service-url", "nats://localhost:4222", "--service-url", server.url());
        return server;
    }

    /** A command that goes on until it has had its messages. */
    private CompletableFuture<String> listening(NatsProcess server, String subject, String... command) {
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> nsc.ok(command));
        Deadline.awaitValue(
                "a subscription to " + subject,
                () -> output.isDone()
                        ? subject
                        : server.monitor("/subsz?subs=1").toString(),
                subscriptions -> subscriptions.contains(subject));
        return output;
    }

    private static String end(CompletableFuture<String> output) throws Exception {
        return output.get(Deadline.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void whatOneUserPublishesAnotherReceives(Target target) throws Exception {
        try (NatsProcess server = start(target)) {
            CompletableFuture<String> heard =
                    listening(server, "open.x", "tool", "sub", "-u", "demo", "--max-messages", "2", "open.x");
            assertThat(nsc.ok("tool", "pub", "-u", "narrow", "open.x", "say \"hello\""))
                    .isEqualTo("Published [open.x] : \"say \\\"hello\\\"\"\n");
            nsc.ok("pub", "-u", "narrow", "open.x");

            assertThat(end(heard))
                    .isEqualTo("Listening on [open.x] for 2 messages\n"
                            + "[#1] received on [open.x]: 'say \"hello\"'\n[#2] received on [open.x]: ''\n");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aRequestIsAnsweredWithATextOrWithItself(Target target) throws Exception {
        try (NatsProcess server = start(target)) {
            CompletableFuture<String> service = listening(
                    server,
                    "svc",
                    "tool",
                    "reply",
                    "-u",
                    "demo",
                    "-q",
                    "q",
                    "--max-messages",
                    "1",
                    "svc",
                    "the answer");
            assertThat(nsc.ok("tool", "req", "-u", "demo", "svc", "what"))
                    .isEqualTo("published request: [svc] : 'what'\nreceived reply: 'the answer'\n");
            assertThat(end(service)).contains("received on [svc]: 'what'");

            CompletableFuture<String> echo =
                    listening(server, "echo", "tool", "reply", "-u", "demo", "--max-messages", "1", "echo");
            assertThat(nsc.ok("req", "-u", "demo", "echo", "back")).endsWith("received reply: 'back'\n");
            end(echo);

            assertThat(nsc.refused("tool", "req", "-u", "demo", "nobody")).contains("responds");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void whatAUserMayNotDoIsToldAndTheRoundTripIsMeasured(Target target) {
        try (NatsProcess server = start(target)) {
            assertThat(nsc.refused("tool", "pub", "-u", "narrow", "closed", "x"))
                    .contains("Permissions Violation for Publish to \"closed\"");
            assertThat(nsc.ok("tool", "rtt", "-u", "narrow"))
                    .matches("round trip time to \\[nats://127\\.0\\.0\\.1:" + server.port() + "] = [0-9.]+ms\n");
            assertThat(nsc.refused("tool", "rtt", "-u", "nobody")).contains("nobody");
        }
        assertThat(nsc.refused("tool", "rtt", "-u", "narrow")).contains("Connection refused");
    }
}
