package io.dialtone.app.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.ClientProgram;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.SharedServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * One round each with nats.js, nats.go, nats.py, async-nats and libnats, and with the {@code nats} command line. Not played on
 * nats-server: with nats.py draining there it loses, more often than not, messages that were flushed before.
 */
class OtherLanguagesTest {

    private static final String[] STEPS = {"connect", "pubsub", "headers", "request", "queue", "drain"};

    /** Whether it connects and what comes back, not how long that takes: half a second would be a warning. */
    private static final String[] CHECK = {
        "server",
        "check",
        "connection",
        "--connect-warn=30s",
        "--connect-critical=60s",
        "--rtt-warn=30s",
        "--rtt-critical=60s",
        "--req-warn=30s",
        "--req-critical=60s"
    };

    @TestFactory
    Stream<DynamicContainer> everyClientDoesItsRound() {
        return SharedServer.forOurs(
                "",
                server -> Stream.of(
                        DynamicTest.dynamicTest(
                                "nats.js",
                                () -> round(ClientProgram.NODE.command(
                                        "basics", server.get().url()))),
                        DynamicTest.dynamicTest(
                                "nats.go",
                                () -> round(
                                        ClientProgram.GO.command(server.get().url()))),
                        DynamicTest.dynamicTest(
                                "nats.py",
                                () -> round(ClientProgram.PYTHON.command(
                                        server.get().url()))),
                        DynamicTest.dynamicTest(
                                "async-nats",
                                () -> round(
                                        ClientProgram.RUST.command(server.get().url()))),
                        DynamicTest.dynamicTest(
                                "libnats",
                                () -> round(ClientProgram.C.command(server.get().url())))));
    }

    private static void round(java.util.List<String> command) {
        String output = ClientProgram.start(command).succeed();
        for (String step : STEPS) {
            assertThat(output).contains("ok " + step);
        }
    }

    @TestFactory
    Stream<DynamicContainer> theCommandLineWorks() {
        return SharedServer.forAll(
                "",
                server -> Stream.of(
                        DynamicTest.dynamicTest(
                                "rtt",
                                () -> assertThat(cli(server.get(), "rtt")).contains("nats://127.0.0.1")),
                        DynamicTest.dynamicTest(
                                "server check connection",
                                () -> assertThat(cli(server.get(), CHECK)).contains("OK Connection")),
                        DynamicTest.dynamicTest(
                                "account info",
                                () -> assertThat(cli(server.get(), "account", "info"))
                                        .contains("Connected URL")),
                        DynamicTest.dynamicTest("bench", () -> bench(server.get())),
                        DynamicTest.dynamicTest("request and reply", () -> requestAndReply(server.get()))));
    }

    private static void bench(NatsProcess server) {
        ClientProgram.Run subscriber = ClientProgram.start(ClientProgram.CLI.command(
                "-s", server.url(), "bench", "sub", "bench", "--msgs=20000", "--no-progress"));
        awaitSubscription(server, "bench");
        cli(server, "bench", "pub", "bench", "--msgs=20000", "--size=128", "--no-progress");
        assertThat(subscriber.succeed()).contains("msgs/sec");
    }

    private static void requestAndReply(NatsProcess server) {
        ClientProgram.Run service = ClientProgram.start(
                ClientProgram.CLI.command("-s", server.url(), "reply", "ask", "the answer", "--count=1"));
        awaitSubscription(server, "ask");
        assertThat(cli(server, "request", "ask", "anything", "--raw")).contains("the answer");
        service.process().destroy();
    }

    private static void awaitSubscription(NatsProcess server, String subject) {
        io.dialtone.app.testkit.Deadline.awaitValue(
                "a subscription to " + subject,
                () -> server.monitor("/subsz?subs=1").toString(),
                subscriptions -> subscriptions.contains("\"subject\":\"" + subject + "\""));
    }

    private static String cli(NatsProcess server, String... arguments) {
        String[] all = Stream.concat(Stream.of("-s", server.url()), Stream.of(arguments))
                .toArray(String[]::new);
        return ClientProgram.start(ClientProgram.CLI.command(all)).succeed();
    }
}
