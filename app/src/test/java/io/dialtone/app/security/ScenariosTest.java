package io.dialtone.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.SharedServer;
import io.dialtone.app.testkit.Target;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenarios of {@code docs/scenarios.md}, played with the configurations and commands that stand there. */
@Timeout(300)
class ScenariosTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "scenarios.md");
    private static final String STATUS = "network.streams.cloud.network.status";

    @TempDir
    Path directory;

    static Stream<Target> targets() {
        return Target.all();
    }

    /** The block of the document that begins with this comment. */
    private static String block(String name) {
        try {
            Matcher matcher = Pattern.compile("```\\w+\n# " + name + "\n(.*?)```", Pattern.DOTALL)
                    .matcher(Files.readString(DOCUMENT));
            if (!matcher.find()) {
                throw new AssertionError(DOCUMENT + " has no block " + name);
            }
            return matcher.group(1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static RawClient login(NatsProcess server, String user) {
        String members = "\"user\":\"" + user + "\",\"pass\":\"" + (user.equals("nats") ? "network" : user)
                + "-pass\",\"headers\":true,\"no_responders\":true";
        return RawClient.connect(server.port(), members);
    }

    @TestFactory
    Stream<DynamicTest> twoAccountsShareAndNobodyElseSees() {
        return SharedServer.ownServer(block("accounts"), server -> {
            try (RawClient nats = login(server, "nats");
                    RawClient alice = login(server, "alice");
                    RawClient carol = login(server, "carol")) {
                alice.send("SUB " + STATUS + " 1\r\n").flush();
                carol.send("SUB " + STATUS + " 1\r\nSUB cloud.network.status 2\r\nSUB > 3\r\n")
                        .flush();
                nats.send("PUB cloud.network.status 2\r\nup\r\n").flush();
                alice.expect("MSG " + STATUS + " 1 2\r\nup\r\n");
                carol.send("PUB network.services.devstats 2\r\nno\r\nPUB private.devstats 2\r\nno\r\nUNSUB 3\r\n");
                carol.expect("MSG network.services.devstats 3 2\r\nno\r\nMSG private.devstats 3 2\r\nno\r\n");
                carol.flush();
                nats.flush();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> requestsAndRepliesAreAnonymous() {
        return SharedServer.ownServer(block("accounts"), server -> {
            try (RawClient nats = login(server, "nats");
                    RawClient bob = login(server, "bob");
                    RawClient carol = login(server, "carol")) {
                nats.send("SUB private.devstats 1\r\n").flush();
                bob.send("SUB _INBOX.bob.* 1\r\nPUB network.services.devstats _INBOX.bob.1 1\r\n?\r\n");
                Matcher request = nats.expectLine("HMSG private\\.devstats 1 (_R_\\.\\w{6}\\.\\w{6}) (\\d+) (\\d+)");
                assertThat(nats.read(Integer.parseInt(request.group(3)) + 2))
                        .contains("Nats-Request-Info: {\"acc\":\"partner\",\"rtt\":")
                        .doesNotContain("bob")
                        .endsWith("?\r\n");
                carol.send("PUB " + request.group(1) + " 6\r\nforged\r\n").flush();
                nats.send("PUB " + request.group(1) + " 1\r\n!\r\nPUB " + request.group(1) + " 1\r\n2\r\n")
                        .flush();
                bob.expect("MSG _INBOX.bob.1 1 1\r\n!\r\n").flush();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aServerThatTrustsAnOperator(Target target) throws IOException {
        Realm realm = new Realm();
        Path operator = directory.resolve("op.jwt");
        Files.writeString(
                operator,
                "-----BEGIN NATS OPERATOR JWT-----\n" + realm.operatorToken()
                        + "\n------END NATS OPERATOR JWT------\n");
        try (ClaimsServer claims = new ClaimsServer()) {
            realm.url(claims);
            String config = block("operator")
                    .replace("./op.jwt", operator.toString())
                    .replace("ACCOUNT", realm.system.publicKey())
                    .replace("URL(https://accounts.example/jwt/v1/accounts/)", claims.resolver())
                    .replace("URL(\"https://accounts.example/jwt/v1/accounts/\")", claims.resolver());
            try (NatsProcess server = NatsProcess.start(target, config)) {
                server.awaitLog("Trusted Operators");
                server.awaitLog("System *: ");
                server.awaitLog("Operator *: \"op\"");
                server.awaitLog("Issued *: ");
                server.awaitLog("Expires *: ");
                assertThat(claims.asked(realm.a.publicKey())).isZero();
                try (RawClient user = Realm.login(server, realm.userToken(realm.a), realm.user)) {
                    user.send("SUB foo 1\r\nPUB foo 1\r\nA\r\n").expect("MSG foo 1 1\r\nA\r\n");
                }
                assertThat(claims.asked(realm.a.publicKey())).isEqualTo(1);
                String token = realm.userToken(realm.a);
                try (RawClient stranger = Realm.present(server, token, Realm.key(NkeyType.USER))) {
                    stranger.expect("-ERR 'Authorization Violation'\r\n").expectEof();
                }
            }
        }
    }

    @Test
    void keysAreMadeAndSignFiles() throws IOException, InterruptedException {
        Files.writeString(directory.resolve("test.txt"), "what is signed");
        run("keys");
        assertThat(read("account.nkey")).matches("SA[A-Z2-7]{56}\\s*");
        assertThat(read("account.pub")).matches("A[A-Z2-7]{55}\\s*");
        assertThat(read("alice.pub")).matches("U[A-Z2-7]{55}\\s*");
        assertThat(read("alice.sig").strip()).matches("[A-Za-z0-9+/_=-]{86,88}");
    }

    @Test
    void claimsAreMadeAndDescribed() throws IOException, InterruptedException {
        assertThat(run("claims"))
                .contains(
                        "Operator Details",
                        "Account Details",
                        "Max Connections",
                        "Unlimited",
                        "User",
                        "Network Src",
                        "Any",
                        "╭",
                        "╰");
    }

    /** Runs each line of a block and returns all that was printed. */
    private String run(String name) throws IOException, InterruptedException {
        StringBuilder output = new StringBuilder();
        for (String line : block(name).strip().split("\n")) {
            output.append(runLine(line));
        }
        return output.toString();
    }

    private String runLine(String line) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        assertThat(words.removeFirst()).isEqualTo("dialtone");
        File output = directory.resolve("output").toFile();
        int redirected = words.indexOf(">");
        if (redirected >= 0) {
            output = directory.resolve(words.get(redirected + 1)).toFile();
            words = words.subList(0, redirected);
        }
        List<String> command = new ArrayList<>(Target.DIALTONE.command());
        command.add(1, "-Ddialtone.program=dialtone");
        command.addAll(words);
        File errors = directory.resolve("errors").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(output)
                .redirectError(errors);
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("XDG_CONFIG_HOME", directory.resolve("config").toString());
        builder.environment().put("XDG_DATA_HOME", directory.resolve("data").toString());
        int code = builder.start().waitFor();
        assertThat(code).as(line + ": " + Files.readString(errors.toPath())).isZero();
        return Files.readString(output.toPath(), StandardCharsets.UTF_8);
    }

    private String read(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    @TestFactory
    Stream<DynamicTest> theSystemAccountHearsAndAsks() {
        return SharedServer.ownServer(block("system"), server -> {
            try (RawClient watch = login(server, "watch")) {
                watch.send("SUB $SYS.SERVER.> 1\r\nSUB $SYS.ACCOUNT.app.* 2\r\nSUB answer 3\r\n")
                        .flush();
                login(server, "alice").close();
                List<String> events = new ArrayList<>();
                Deadline.await("events of a connection and statistics", () -> {
                    String subject = watch.readLine();
                    String body = watch.read(Integer.parseInt(subject.substring(subject.lastIndexOf(' ') + 1)) + 2);
                    events.add(subject.split(" ")[1].replaceAll("N[A-Z2-7]{55}", "<id>"));
                    if (subject.contains("STATSZ")) {
                        assertThat(CalloutTest.read(body).path("statsz").has("connections"))
                                .isTrue();
                    }
                    return events.containsAll(List.of(
                            "$SYS.SERVER.<id>.STATSZ",
                            "$SYS.ACCOUNT.app.CONNECT",
                            "$SYS.ACCOUNT.app.DISCONNECT",
                            "$SYS.SERVER.ACCOUNT.app.CONNS"));
                });
                watch.send("UNSUB 1\r\nUNSUB 2\r\n");
                watch.send("PUB $SYS.REQ.SERVER.PING answer 0\r\n\r\n");
                JsonNode statistics = answer(watch);
                assertThat(names(statistics.path("statsz")))
                        .contains(
                                "start",
                                "mem",
                                "cores",
                                "cpu",
                                "connections",
                                "total_connections",
                                "active_accounts",
                                "subscriptions",
                                "sent",
                                "received",
                                "slow_consumers");
                assertThat(names(statistics.path("server"))).contains("name", "host", "id", "ver", "seq", "time");
                String id = statistics.path("server").path("id").asText();
                watch.send("PUB $SYS.REQ.SERVER." + id + ".STATSZ answer 0\r\n\r\n");
                assertThat(answer(watch).path("server").path("id").asText()).isEqualTo(id);
            }
        });
    }

    /** The next message on {@code answer}; events that were on their way are passed over. */
    private static JsonNode answer(RawClient client) {
        while (true) {
            String line = client.readLine();
            int size = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
            String body = client.read(size + 2);
            if (line.startsWith("MSG answer 3")) {
                return CalloutTest.read(body);
            }
        }
    }

    private static List<String> names(JsonNode node) {
        return node.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }
}
