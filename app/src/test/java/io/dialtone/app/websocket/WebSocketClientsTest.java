package io.dialtone.app.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.ClientProgram;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.Target;
import io.dialtone.app.testkit.TestCertificates;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real clients over WebSockets. */
@SuppressWarnings("try") // The client's close may be interrupted; a test that is has ended anyway.
@Timeout(300)
class WebSocketClientsTest {
    private static final String PLAIN = "websocket { listen: \"127.0.0.1:-1\", no_tls: true, compression: true }";

    @TempDir
    private Path directory;

    static Stream<Target> targets() {
        return Target.all();
    }

    private static String url(String scheme, NatsProcess server) {
        return scheme + "://127.0.0.1:" + FrameClient.port(server);
    }

    private static Options.Builder to(String url) {
        return Options.builder().server(url).connectionTimeout(Deadline.LIMIT);
    }

    private static void talk(Connection over, Connection other) throws Exception {
        byte[] large = new byte[700_000];
        new Random(3).nextBytes(large);
        Subscription there = other.subscribe("there");
        Subscription here = over.subscribe("here");
        over.flush(Deadline.LIMIT);
        other.flush(Deadline.LIMIT);
        for (int i = 0; i < 2000; i++) {
            over.publish("there", Integer.toString(i).getBytes(StandardCharsets.UTF_8));
            other.publish("here", Integer.toString(i).getBytes(StandardCharsets.UTF_8));
        }
        over.publish("there", large);
        other.publish("here", large);
        for (Subscription side : new Subscription[] {there, here}) {
            for (int i = 0; i < 2000; i++) {
                Message message = side.nextMessage(Deadline.LIMIT);
                assertThat(new String(message.getData(), StandardCharsets.UTF_8))
                        .isEqualTo(Integer.toString(i));
            }
            assertThat(side.nextMessage(Deadline.LIMIT).getData()).isEqualTo(large);
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void jnatsTalksWithAClientOfTheClientPort(Target target) throws Exception {
        try (NatsProcess server = NatsProcess.start(target, PLAIN);
                Connection over = Nats.connect(to(url("ws", server)).build());
                Connection other = Nats.connect(to(server.url()).build())) {
            talk(over, other);
            assertThat(over.getServerInfo().getPort()).isEqualTo(FrameClient.port(server));
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void jnatsTalksInsideTls(Target target) throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        String config = "websocket { listen: \"127.0.0.1:-1\", " + certificates.tlsBlock("") + " }";
        try (NatsProcess server = NatsProcess.start(target, config);
                Connection other = Nats.connect(to(server.url()).build());
                Connection over = Nats.connect(to(url("wss", server))
                        .sslContext(certificates.anonymousClient())
                        .build())) {
            talk(over, other);
            assertThat(over.getServerInfo().isTLSRequired()).isTrue();
            assertThat(server.monitor("/connz?sort=cid").toString()).contains("\"tls_version\":\"1.3\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compression: true", "compression: false"})
    void theNpmClientDoesItsRound(String compression) {
        try (NatsProcess server = NatsProcess.start(
                Target.DIALTONE, "websocket { listen: \"127.0.0.1:-1\", no_tls: true, " + compression + " }")) {
            String output = ClientProgram.start(ClientProgram.NODE.command("basics", url("ws", server)))
                    .succeed();

            assertThat(output).contains("ok pubsub", "ok headers", "ok request", "ok queue", "ok drain");
        }
    }

    @Test
    void theGoClientDoesItsRound() {
        try (NatsProcess server = NatsProcess.start(Target.DIALTONE, PLAIN)) {
            String output = ClientProgram.start(ClientProgram.GO.command(url("ws", server)))
                    .succeed();

            assertThat(output).contains("ok pubsub", "ok request", "ok drain");
        }
    }
}
