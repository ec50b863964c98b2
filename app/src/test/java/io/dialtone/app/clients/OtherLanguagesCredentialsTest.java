package io.dialtone.app.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.app.nsc.NscHome;
import io.dialtone.app.testkit.ClientProgram;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.SharedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients of other languages, and the {@code nats} command line, with creds files that our nsc made, with nkeys, tokens and passwords; and
 * with those that do not hold, or hold no more.
 */
class OtherLanguagesCredentialsTest {
    private static final Map<String, ClientProgram> LIBRARIES = Map.of(
            "nats.go", ClientProgram.GO,
            "nats.py", ClientProgram.PYTHON,
            "async-nats", ClientProgram.RUST,
            "libnats", ClientProgram.C);

    @TempDir
    Path home;

    /** What a client shows; {@code publicKey} is for libnats, which wants that of a seed, too. */
    private record Shown(String kind, String value, String publicKey) {
        static Shown of(String kind, String value) {
            return new Shown(kind, value, "");
        }
    }

    @TestFactory
    Stream<DynamicContainer> anOperatorsUsersComeWithTheirCredsFiles() {
        NscHome nsc = newOperator(home.resolve("own"));
        nsc.ok("add", "user", "gone");
        nsc.ok("revocations", "add-user", "-a", "A", "-n", "gone");
        String expired = nsc.at(Instant.now().minus(Duration.ofHours(2))).ok("add", "user", "late", "--expiry", "1h");
        assertThat(expired).contains("late");
        NscHome other = newOperator(home.resolve("other"));
        return SharedServer.forAll(
                nsc.ok("generate", "config", "--mem-resolver"),
                server -> Stream.of(
                                everybody(server, "ok", creds(nsc, "u"), true),
                                everybody(server, "expired", creds(nsc, "late"), false),
                                everybody(server, "revoked", creds(nsc, "gone"), false),
                                everybody(server, "of another operator", creds(other, "u"), false))
                        .flatMap(tests -> tests));
    }

    private static NscHome newOperator(Path home) {
        NscHome nsc = new NscHome(home);
        nsc.ok("add", "operator", "O", "--sys");
        nsc.ok("add", "account", "A");
        nsc.ok("add", "user", "u");
        return nsc;
    }

    private static Shown creds(NscHome nsc, String user) {
        return Shown.of("creds", nsc.creds("O", "A", user).toString());
    }

    @TestFactory
    Stream<DynamicContainer> usersOfTheConfigurationComeWithKeysAndPasswords() throws IOException {
        Shown known = newSeed("known.nk");
        Shown unknown = newSeed("unknown.nk");
        return SharedServer.forAll(
                "accounts { A { users: [ {user: u, password: p}, {nkey: %s} ] } }".formatted(known.publicKey()),
                server -> Stream.of(
                                everybody(server, "ok", known, true),
                                everybody(server, "unknown", unknown, false),
                                everybody(server, "ok", Shown.of("user", "u:p"), true),
                                everybody(server, "wrong", Shown.of("user", "u:q"), false))
                        .flatMap(tests -> tests));
    }

    private Shown newSeed(String file) throws IOException {
        KeyPair user = KeyPair.generate(NkeyType.USER, new SecureRandom());
        Path seed = Files.writeString(home.resolve(file), user.seed());
        return new Shown("nkey", seed.toString(), user.publicKey());
    }

    @TestFactory
    Stream<DynamicContainer> whoKnowsTheTokenComesIn() {
        return SharedServer.forAll(
                "authorization { token: t0k }",
                server -> Stream.of(
                                everybody(server, "ok", Shown.of("token", "t0k"), true),
                                everybody(server, "wrong", Shown.of("token", "other"), false))
                        .flatMap(tests -> tests));
    }

    private static Stream<DynamicTest> everybody(SharedServer server, String how, Shown shown, boolean good) {
        String title = " with " + shown.kind() + ", " + how;
        Stream<DynamicTest> libraries = LIBRARIES.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey() + title, () -> library(entry.getValue(), server.get(), shown, good)));
        return Stream.concat(
                libraries, Stream.of(DynamicTest.dynamicTest("nats" + title, () -> cli(server.get(), shown, good))));
    }

    private static void library(ClientProgram program, NatsProcess server, Shown shown, boolean good) {
        List<String> command = new ArrayList<>(
                program.command("credentials", server.url(), shown.kind(), shown.value(), shown.publicKey()));
        assertThat(ClientProgram.start(command).succeed()).contains(good ? "ok credentials" : "refused");
    }

    private static void cli(NatsProcess server, Shown shown, boolean good) {
        List<String> arguments = new ArrayList<>(List.of("-s", server.url()));
        switch (shown.kind()) {
            case "user" -> {
                String[] both = shown.value().split(":", 2);
                arguments.addAll(List.of("--user", both[0], "--password", both[1]));
            }
            // It takes a user without a password for a token.
            case "token" -> arguments.addAll(List.of("--user", shown.value()));
            default -> arguments.addAll(List.of("--" + shown.kind(), shown.value()));
        }
        arguments.addAll(List.of("pub", "talk", "hello"));
        ClientProgram.Run run = ClientProgram.start(ClientProgram.CLI.command(arguments.toArray(String[]::new)));
        assertThat(good ? run.succeed() : run.fail()).contains(good ? "Published" : "Authorization Violation");
    }
}
