package io.dialtone.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.SharedServer;
import io.dialtone.app.testkit.Target;
import io.dialtone.app.testkit.TestCertificates;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a new configuration does to connections that are open. */
class ReloadTest {

    @TempDir
    Path directory;

    static Stream<Target> targets() {
        return Target.all();
    }

    private static String users(String... users) {
        return "authorization { timeout: 60, users: [ " + String.join("\n", users) + " ] }\n";
    }

    private static String user(String name, String more) {
        return "{ user: " + name + ", password: p " + more + " }";
    }

    private static String as(String user) {
        return "\"user\":\"" + user + "\",\"pass\":\"p\"";
    }

    @TestFactory
    Stream<DynamicTest> aUserWhoIsGoneIsClosedAndTheOthersStay() {
        return SharedServer.ownServer(users(user("a", ""), user("b", "")), server -> {
            try (RawClient a = RawClient.connect(server.port(), as("a"));
                    RawClient b = RawClient.connect(server.port(), as("b"))) {
                b.send("SUB foo 1\r\n").flush();
                server.reload(users(user("b", ""), user("c", "")));
                a.expectEof();
                b.send("PUB foo 1\r\nA\r\nPING\r\n").expect("MSG foo 1 1\r\nA\r\nPONG\r\n");
                RawClient.connect(server.port(), as("c")).close();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aChangedPasswordClosesItsUser() {
        return SharedServer.ownServer(users(user("a", "")), server -> {
            try (RawClient a = RawClient.connect(server.port(), as("a"))) {
                server.reload(users("{ user: a, password: other }"));
                a.expect("-ERR 'Authorization Violation'\r\n").expectEof();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> subscriptionsNoLongerAllowedAreRemoved() {
        return SharedServer.ownServer(users(user("a", "")), server -> {
            try (RawClient a = RawClient.connect(server.port(), as("a"))) {
                a.send("SUB gone 1\r\nSUB kept 2\r\n").flush();
                server.reload(users(user("a", ", permissions: { subscribe: kept, publish: { deny: closed } }")));
                a.expect("-ERR 'Permissions Violation for Subscription to \"gone\" (sid \"1\")'\r\n");
                a.send("PUB closed 1\r\nA\r\nPUB gone 1\r\nB\r\nPUB kept 1\r\nC\r\nSUB gone 1\r\nPING\r\n")
                        .expect("-ERR 'Permissions Violation for Publish to \"closed\"'\r\n"
                                + "MSG kept 2 1\r\nC\r\n"
                                + "-ERR 'Permissions Violation for Subscription to \"gone\"'\r\nPONG\r\n");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> queueSubscriptionsNoLongerAllowedAreRemoved() {
        return SharedServer.ownServer(users(user("a", "")), server -> {
            try (RawClient a = RawClient.connect(server.port(), as("a"))) {
                a.send("SUB gone q 1\r\n").flush();
                server.reload(users(user("a", ", permissions: { subscribe: kept }")));
                a.expect("-ERR 'Permissions Violation for Subscription to \"gone\" using queue \"q\" (sid \"1\")'\r\n")
                        .flush();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> newPermissionsAllow() {
        String before = users(user("a", ", permissions: { publish: none, subscribe: none }"));
        return SharedServer.ownServer(before, server -> {
            try (RawClient a = RawClient.connect(server.port(), as("a"))) {
                a.send("SUB foo 1\r\nPING\r\n")
                        .expect("-ERR 'Permissions Violation for Subscription to \"foo\"'\r\nPONG\r\n");
                server.reload(users(user("a", "")));
                a.send("SUB foo 1\r\nPUB foo 1\r\nA\r\nPING\r\n").expect("MSG foo 1 1\r\nA\r\nPONG\r\n");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> newAuthorizationClosesWhoDidNotNeedAny() {
        return SharedServer.ownServer("", server -> {
            try (RawClient a = RawClient.connect(server.port(), "")) {
                server.reload("authorization { user: a, password: p }");
                a.expect("-ERR 'Authorization Violation'\r\n").expectEof();
                RawClient.connect(server.port(), as("a")).close();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> fewerConnectionsAllowedClosesSome() {
        return SharedServer.ownServer("", server -> {
            List<RawClient> clients = Stream.generate(() -> RawClient.connect(server.port(), ""))
                    .limit(5)
                    .toList();
            server.reload("max_connections: 2");
            server.awaitLog("Closed 3 connections to fall within max_connections");
            Deadline.await(
                    "the end of three",
                    () -> server.monitor("/connz").path("num_connections").asInt() == 2);
            String error = "-ERR 'maximum connections exceeded'\r\n";
            long closed = clients.stream()
                    .filter(client ->
                            client.sendUntilClosed("PING\r\n").readLine().startsWith("-ERR 'maximum conn"))
                    .count();
            assertThat(closed).isEqualTo(3);
            try (RawClient late = RawClient.connect(server.port())) {
                late.expect(error).expectEof();
            }
            clients.forEach(RawClient::close);
        });
    }

    @TestFactory
    Stream<DynamicTest> fewerConnectionsAllowedForAnAccountClosesSomeOfIt() {
        return SharedServer.ownServer(accountWith("max_connections: 5"), server -> {
            List<RawClient> clients = Stream.generate(() -> RawClient.connect(server.port(), as("a")))
                    .limit(4)
                    .toList();
            try (RawClient other = RawClient.connect(server.port(), as("b"))) {
                server.reload(accountWith("max_connections: 2"));
                Deadline.await(
                        "the end of two",
                        () -> server.monitor("/connz").path("num_connections").asInt() == 3);
                String error = "-ERR 'maximum account active connections exceeded'";
                long closed = clients.stream()
                        .filter(client ->
                                client.sendUntilClosed("PING\r\n").readLine().equals(error))
                        .count();
                assertThat(closed).isEqualTo(2);
                other.flush();
                try (RawClient late = RawClient.connect(server.port())) {
                    late.send("CONNECT {" + as("a") + "}\r\nPING\r\n").readThrough(error + "\r\n");
                }
            }
            clients.forEach(RawClient::close);
        });
    }

    @TestFactory
    Stream<DynamicTest> fewerSubscriptionsAllowedForAnAccountClosesWhoHasThatMany() {
        return SharedServer.ownServer(accountWith("max_subscriptions: 5"), server -> {
            try (RawClient two = RawClient.connect(server.port(), as("a"));
                    RawClient one = RawClient.connect(server.port(), as("a"))) {
                two.send("SUB x 1\r\nSUB y 2\r\n").flush();
                one.send("SUB x 1\r\n").flush();
                server.reload(accountWith("max_subscriptions: 2"));
                two.readThrough("-ERR 'maximum subscriptions exceeded'\r\n");
                two.readToEof();
                one.send("SUB y 2\r\n").flush();
            }
        });
    }

    private static String accountWith(String limits) {
        return "accounts { A { users: [{user: a, password: p}], limits { " + limits
                + " } }, B { users: [{user: b, password: p}] } }";
    }

    @TestFactory
    Stream<DynamicTest> limitsHoldAtOnce() {
        return SharedServer.ownServer("", server -> {
            try (RawClient payload = RawClient.connect(server.port(), "");
                    RawClient line = RawClient.connect(server.port(), "")) {
                server.reload("max_payload: 10\nmax_control_line: 100");
                payload.send("PUB foo 11\r\n")
                        .expect("-ERR 'Maximum Payload Violation'\r\n")
                        .expectEof();
                line.send("PUB " + "x".repeat(101))
                        .expect("-ERR 'maximum control line exceeded'\r\n")
                        .expectEof();
                try (RawClient late = RawClient.open(server.port())) {
                    assertThat(late.readInfo().path("max_payload").asInt()).isEqualTo(10);
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> mappingsChange() {
        return SharedServer.ownServer("mappings { foo: bar }", server -> {
            try (RawClient a = RawClient.connect(server.port(), "")) {
                a.send("SUB > 1\r\nPUB foo 1\r\nA\r\nPING\r\n").expect("MSG bar 1 1\r\nA\r\nPONG\r\n");
                server.reload("mappings { foo: baz }");
                a.send("PUB foo 1\r\nA\r\nPING\r\n").expect("MSG baz 1 1\r\nA\r\nPONG\r\n");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("targets")
    void tlsIsForNewConnections(Target target) {
        TestCertificates certificates = new TestCertificates(directory);
        try (NatsProcess server = NatsProcess.start(target, "");
                RawClient a = RawClient.connect(server.port(), "")) {
            server.reload(certificates.tlsBlock(""));
            a.flush();
            try (RawClient late = RawClient.open(server.port())) {
                assertThat(late.readInfo().path("tls_required").asBoolean()).isTrue();
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> aRefusedChangeChangesNothing() {
        return SharedServer.ownServer("max_payload: 100", server -> {
            try (RawClient a = RawClient.connect(server.port(), "")) {
                server.requestReload(
                        "max_payload: 10\nmax_subscriptions: 5",
                        "Failed to reload server configuration: config reload not supported for MaxSubs: old=0, new=5");
                a.send("SUB foo 1\r\nPUB foo 11\r\n12345678901\r\nPING\r\n")
                        .expect("MSG foo 1 11\r\n12345678901\r\nPONG\r\n");
                server.requestReload("max_payload: [", "Failed to reload server configuration: ");
                server.requestReload("nonsense: 1", "unknown field \"nonsense\"");
                a.flush();
                server.reload("max_payload: 10");
                a.send("PUB foo 11\r\n")
                        .expect("-ERR 'Maximum Payload Violation'\r\n")
                        .expectEof();
            }
        });
    }
}
