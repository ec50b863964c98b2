package io.dialtone.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.SharedServer;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The sequence in which a server says goodbye. */
class LameDuckTest {

    /** Long enough for what happens before the first client is closed, on a busy machine as well. */
    private static final String SHORT = "lame_duck_duration: 30s\nlame_duck_grace_period: 6s";

    private static final String LONG = "lame_duck_duration: 90s\nlame_duck_grace_period: 60s";

    @TestFactory
    Stream<DynamicTest> clientsAreToldServedAndClosedOneByOne() {
        return SharedServer.ownServer(SHORT, server -> {
            try (RawClient told = connected(server, 1);
                    RawClient old = connected(server, 0);
                    RawClient young = RawClient.connect(server.port())) {
                young.send("CONNECT {\"verbose\":false,\"protocol\":1}\r\nSUB foo 1\r\n");
                old.send("SUB foo 1\r\n").flush();
                server.signal("USR2");
                JsonNode info = told.readInfo();
                assertThat(info.path("ldm").asBoolean()).isTrue();
                assertThat(info.has("connect_urls")).isFalse();
                assertNewConnectionsAreRefused(server);
                told.send("PUB foo 2\r\nok\r\n").flush();
                old.expect("MSG foo 1 2\r\nok\r\n");
                old.expectEof();
                told.expectEof();
                assertThat(young.readToEof()).doesNotContain("-ERR").doesNotContain("INFO");
                assertThat(server.awaitExit()).isZero();
                assertThat(server.log())
                        .containsSubsequence(
                                "Trapped \"user defined signal 2\" signal",
                                "Entering lame duck mode, stop accepting new clients",
                                "Closing existing clients",
                                "Initiating Shutdown...",
                                "Server Exiting..");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> withoutClientsTheServerEndsAtOnce() {
        return SharedServer.ownServer(LONG, server -> {
            server.signal("USR2");
            assertThat(server.awaitExit()).isZero();
        });
    }

    @TestFactory
    Stream<DynamicTest> terminateIsIgnoredMeanwhileAndInterruptIsNot() {
        return SharedServer.ownServer(LONG, server -> {
            try (RawClient client = connected(server, 1)) {
                server.signal("USR2");
                assertThat(client.readInfo().path("ldm").asBoolean()).isTrue();
                server.signal("TERM");
                server.awaitLog("Trapped \"terminated\" signal");
                client.flush();
                assertThat(server.monitor("/healthz").path("status").asText()).isEqualTo("error");
                server.signal("INT");
                client.expectEof();
                assertThat(server.awaitExit()).isZero();
            }
        });
    }

    private static RawClient connected(NatsProcess server, int protocol) {
        RawClient client = RawClient.connect(server.port());
        client.send("CONNECT {\"verbose\":false,\"protocol\":" + protocol + "}\r\nPING\r\n")
                .expect("PONG\r\n");
        if (protocol > 0) {
            client.readInfo();
        }
        return client;
    }

    private static void assertNewConnectionsAreRefused(NatsProcess server) {
        Deadline.await("the listener is closed", () -> {
            try {
                RawClient.open(server.port()).close();
                return false;
            } catch (UncheckedIOException refused) {
                return true;
            }
        });
        assertThatThrownBy(() -> RawClient.open(server.port()).close()).isInstanceOf(UncheckedIOException.class);
    }
}
