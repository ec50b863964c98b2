package io.dialtone.app.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(300)
class OperatorModeTest {
    private final Signer signer = new Signer();

    @TempDir
    Path directory;

    private String token() {
        return Signer.userToken(signer.user, signer.account, b -> b);
    }

    private String account() {
        return signer.accountToken(signer.account, b -> b);
    }

    /** What a program says that does not start. */
    private String refusal(Target target, String config) throws IOException, InterruptedException {
        Path file = directory.resolve(target.name() + ".conf");
        Files.writeString(file, config);
        List<String> command = new ArrayList<>(target.command());
        command.addAll(List.of("-c", file.toString(), "-a", "127.0.0.1", "-p", "-1"));
        Path errors = directory.resolve(target.name() + ".err");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("ends by itself")
                    .isTrue();
            return Files.readAllLines(errors).stream()
                            .filter(line -> line.contains("nats-server: "))
                            .map(line -> line.substring(line.indexOf("nats-server: ")))
                            .findFirst()
                            .orElse("")
                    + " / " + process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void whatIsWrongWithOperatorsIsSaidInNatsServersWords() throws IOException, InterruptedException {
        String operator = "operator: " + signer.operatorToken() + "\n";
        String plain = "operator: "
                + Signer.sign(
                        io.dialtone.accounts.jwt.OperatorClaims.builder(signer.operator.publicKey())
                                .build(),
                        signer.operator)
                + "\n";
        for (String config : List.of(
                operator + "resolver: MEMORY\n",
                operator + "resolver: MEMORY\nsystem_account: " + signer.account.publicKey() + "\n",
                operator + "resolver: MEMORY\nresolver_pinned_accounts: ABC\n",
                operator + "resolver: MEMORY\ndefault_sentinel: x\n",
                operator + "resolver: MEMORY\nauthorization { users: [ { user: a, password: b } ] }\n",
                operator + "resolver: URL(http://127.0.0.1:1/x)\nresolver_preload { " + signer.account.publicKey()
                        + ": " + account() + " }\n",
                plain,
                plain + "resolver: { type: full, dir: \"" + directory.resolve("jwt") + "\" }\n")) {
            assertThat(refusal(Target.DIALTONE, config)).as(config).isEqualTo(refusal(Target.NATS_SERVER, config));
        }
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void theLogNamesTheOperators(Target target) {
        try (NatsProcess server = NatsProcess.start(target, signer.config("MEMORY"))) {
            assertThat(server.log())
                    .containsSubsequence(
                            "Trusted Operators",
                            "  System  : \"\"",
                            "  Operator: \"O\"",
                            "  Issued  : ",
                            "  Expires : Never");
        }
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void anAccountThatTheConfigurationNamesNoMoreIsGone(Target target) {
        String before = signer.config("MEMORY", signer.account.publicKey(), account());
        try (NatsProcess server = NatsProcess.start(target, before);
                RawClient user = Signer.join(server, token(), signer.user)) {
            server.requestReload(signer.config("MEMORY"), "Reloaded server configuration");
            assertThat(user.readToEof()).contains("-ERR 'Authorization Violation'");
            server.reload(before);
            Signer.join(server, token(), signer.user).close();
        }
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void onlyPinnedAccountsMayComeAndOthersAreCounted(Target target) {
        String config = signer.config("MEMORY", signer.account.publicKey(), account()) + "resolver_pinned_accounts: "
                + Signer.account().publicKey() + "\n";
        try (NatsProcess server = NatsProcess.start(target, config)) {
            try (RawClient refused = Signer.connect(server, token(), signer.user)) {
                assertThat(refused.readToEof()).contains("Authorization Violation");
            }
            signer.joinSystem(server).close();
            assertThat(server.monitor("/varz").path("pinned_account_fails").asInt())
                    .isEqualTo(1);
            assertThat(server.monitor("/varz")
                            .path("trusted_operators_claim")
                            .path(0)
                            .path("name")
                            .asText())
                    .isEqualTo("O");
        }
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void monitoringNamesUsersByTheirClaims(Target target) {
        String config = signer.config("MEMORY", signer.account.publicKey(), account());
        try (NatsProcess server = NatsProcess.start(target, config);
                RawClient user = Signer.join(server, token(), signer.user)) {
            user.flush();
            var shown = server.monitor("/connz?auth=true").path("connections").path(0);
            assertThat(shown.path("authorized_user").asText()).isEqualTo(signer.user.publicKey());
            assertThat(shown.path("account").asText()).isEqualTo(signer.account.publicKey());
            assertThat(shown.path("issuer_key").asText()).isEqualTo(signer.account.publicKey());
            assertThat(shown.path("name_tag").asText()).isEqualTo("ACME");
            assertThat(shown.path("jwt").asText()).startsWith("eyJ");
        }
    }

    // ---- what is different on purpose

    @Test
    void aPushThatNoTrustedOperatorSignedIsNotKept() {
        KeyPair stranger = KeyPair.generate(NkeyType.OPERATOR, new SecureRandom());
        Path jwt = directory.resolve("jwt");
        String kept = account();
        String config = signer.config("{ type: full, dir: \"" + jwt + "\" }", signer.account.publicKey(), kept);
        try (NatsProcess server = NatsProcess.start(Target.DIALTONE, config);
                RawClient admin = signer.joinSystem(server)) {
            for (KeyPair key : List.of(stranger, signer.account)) {
                String foreign = Signer.sign(
                        AccountClaims.builder(signer.account.publicKey())
                                .name("mine")
                                .build(),
                        key);
                admin.send("SUB in 1\r\nPUB $SYS.REQ.CLAIMS.UPDATE in " + foreign.length() + "\r\n" + foreign + "\r\n");
                String answer = admin.read(
                        Integer.parseInt(admin.expectLine("MSG in 1 +(\\d+)").group(1)) + 2);
                assertThat(answer).contains("jwt update resulted in error - account validation failed");
                admin.send("UNSUB 1\r\n").flush();
            }
            assertThat(jwt.resolve(signer.account.publicKey() + ".jwt")).hasContent(kept);
        }
    }

    /** A web server that hands out accounts, and counts how often it was asked for each. */
    private HttpServer accountServer(Map<String, String> accounts, Map<String, AtomicInteger> asked)
            throws IOException {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/accounts/", exchange -> {
            String key = exchange.getRequestURI().getPath().substring("/accounts/".length());
            asked.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
            String token = key.isEmpty() ? "here" : accounts.get(key);
            byte[] body = (token == null ? "" : token).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(token == null ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        web.start();
        return web;
    }

    @Test
    void accountsComeFromAWebServerOnceTheyAreNeeded() throws IOException {
        Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
        Map<String, String> accounts = new ConcurrentHashMap<>();
        accounts.put(signer.system.publicKey(), signer.accountToken(signer.system, b -> b));
        accounts.put(signer.account.publicKey(), account());
        HttpServer web = accountServer(accounts, asked);
        String config = "operator: " + signer.operatorToken() + "\nresolver: URL(http://127.0.0.1:"
                + web.getAddress().getPort() + "/accounts)\n";
        try (NatsProcess server = NatsProcess.start(Target.DIALTONE, config)) {
            assertThat(asked).doesNotContainKey(signer.account.publicKey());
            for (int i = 0; i < 3; i++) {
                Signer.join(server, token(), signer.user).close();
            }
            assertThat(asked.get(signer.account.publicKey())).hasValue(1);
            KeyPair unknown = Signer.account();
            String nobody = Signer.userToken(signer.user, unknown, b -> b);
            for (int i = 0; i < 20; i++) {
                try (RawClient refused = Signer.connect(server, nobody, signer.user)) {
                    assertThat(refused.readToEof()).contains("Authorization Violation");
                }
            }
            assertThat(asked.get(unknown.publicKey()).get())
                    .as("asked again at most once in a second")
                    .isLessThan(20);
        } finally {
            web.stop(0);
        }
    }
}
