package io.dialtone.app.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.dialtone.accounts.jwt.ActivationClaims;
import io.dialtone.accounts.jwt.Export;
import io.dialtone.accounts.jwt.Import;
import io.dialtone.accounts.jwt.Revocations;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.Target;
import io.dialtone.app.testkit.TestCertificates;
import io.dialtone.conf.ExchangeKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where accounts come from, and when that changes; the same on nats-server where it says so. */
@Timeout(300)
class ResolverDifferentialTest {
    private final Signer signer = new Signer();

    @TempDir
    Path directory;

    private String user() {
        return Signer.userToken(signer.user, signer.account, b -> b);
    }

    private String resolver(String type) {
        return "{ type: " + type + ", dir: \"" + directory.resolve("jwt") + "\" }";
    }

    private void place(String token) throws IOException {
        Files.createDirectories(directory.resolve("jwt"));
        Files.writeString(directory.resolve("jwt").resolve(signer.account.publicKey() + ".jwt"), token);
    }

    private String revoking() {
        Revocations revoked =
                new Revocations(Map.of(signer.user.publicKey(), Instant.now().getEpochSecond() + 100));
        return signer.accountToken(signer.account, b -> b.revocations(revoked));
    }

    @ParameterizedTest
    @CsvSource({"full", "cache"})
    void filesThatChangedCountAfterAReload(String type) throws IOException {
        place(signer.accountToken(signer.account, b -> b));
        String config = signer.config(resolver(type));
        try (NatsProcess server = NatsProcess.start(Target.DIALTONE, config);
                RawClient client = Signer.join(server, user(), signer.user)) {
            place(revoking());
            client.flush();
            server.reload(config);
            assertThat(client.readToEof()).contains("-ERR 'User Authentication Revoked'");
        }
    }

    @ParameterizedTest
    @CsvSource({"MEMORY,full", "MEMORY,cache", "full,cache", "cache,full", "full,MEMORY"})
    void aReloadMayBringAnotherKindOfResolver(String before, String after) throws IOException {
        String first = before.equals("MEMORY") ? before : resolver(before);
        String second = after.equals("MEMORY") ? after : resolver(after);
        KeyPair late = Signer.account();
        String lateUser = Signer.userToken(signer.user, late, b -> b);
        String[] accounts = {signer.account.publicKey(), signer.accountToken(signer.account, b -> b)};
        String[] more = {
            signer.account.publicKey(),
            signer.accountToken(signer.account, b -> b),
            late.publicKey(),
            signer.accountToken(late, b -> b)
        };
        try (NatsProcess server = NatsProcess.start(Target.DIALTONE, signer.config(first, accounts));
                RawClient client = Signer.join(server, user(), signer.user)) {
            server.reload(signer.config(second, more));
            client.flush();
            Signer.join(server, lateUser, signer.user).close();
            boolean kept = Files.exists(directory.resolve("jwt").resolve(late.publicKey() + ".jwt"));
            assertThat(kept).isEqualTo(!after.equals("MEMORY"));
            if (kept) {
                pushed(server, late);
            }
        }
    }

    /** Directories take pushes, whatever was there before. */
    private void pushed(NatsProcess server, KeyPair account) {
        String token = signer.accountToken(account, b -> b.name("pushed"));
        try (RawClient admin = signer.joinSystem(server)) {
            admin.send("SUB in 1\r\nPUB $SYS.REQ.CLAIMS.UPDATE in " + token.length() + "\r\n" + token + "\r\n");
            int size = Integer.parseInt(admin.expectLine("MSG in 1 +(\\d+)").group(1));
            assertThat(admin.read(size + 2)).contains("jwt updated");
        }
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void anImportEndsWhenItsActivationDoes(Target target) {
        KeyPair exporter = Signer.account();
        KeyPair publisher = Signer.user();
        String exporting = signer.accountToken(
                exporter,
                b -> b.exports(List.of(
                        Export.builder(ExchangeKind.STREAM, "s.>")
                                .tokenRequired(true)
                                .build(),
                        Export.builder(ExchangeKind.SERVICE, "q")
                                .tokenRequired(true)
                                .build())));
        String before = signer.accountToken(signer.account, b -> b);
        String[] preload = {exporter.publicKey(), exporting, signer.account.publicKey(), before};
        try (NatsProcess server = NatsProcess.start(target, signer.config("MEMORY", preload));
                RawClient client = Signer.join(server, user(), signer.user);
                RawClient source = Signer.join(server, Signer.userToken(publisher, exporter, b -> b), publisher)) {
            long end = Instant.now().getEpochSecond() + 8;
            preload[3] = signer.accountToken(
                    signer.account,
                    b -> b.imports(List.of(
                            taken(exporter, ExchangeKind.STREAM, "s.a", "here", end),
                            // Under another name nats-server does not find it again when the time has come.
                            taken(exporter, ExchangeKind.SERVICE, "q", "q", end))));
            server.reload(signer.config("MEMORY", preload));
            client.send("SUB here 1\r\n").flush();
            source.send("SUB q 2\r\nPUB s.a 1\r\nx\r\n").flush();
            client.expectLine("MSG here 1 +1");
            client.expect("x\r\n").send("PUB q 1\r\ny\r\n").flush();
            source.expectLine("H?MSG q 2 .*");
            source.readThrough("y\r\n");
            Deadline.await("the end of the activation", () -> Instant.now().getEpochSecond() > end);
            Deadline.await("the stream comes no more", () -> !arrives(source, "s.a", client));
            Deadline.await("the service is asked no more", () -> !arrives(client, "q", source));
        }
    }

    /** Whether the other gets what one publishes. */
    private static boolean arrives(RawClient one, String subject, RawClient other) {
        one.send("PUB " + subject + " 1\r\nz\r\nPING\r\n").readThrough("PONG\r\n");
        return other.send("PING\r\n").readThrough("PONG\r\n").contains("z\r\n");
    }

    private Import taken(KeyPair exporter, ExchangeKind kind, String subject, String local, long end) {
        String activation = Signer.sign(
                ActivationClaims.builder(signer.account.publicKey())
                        .name("a")
                        .importSubject(subject)
                        .kind(kind)
                        .expires(end)
                        .build(),
                exporter);
        return Import.builder(kind, exporter.publicKey(), subject)
                .name(local)
                .localSubject(local)
                .token(activation)
                .build();
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void aWebServerIsTrustedByTheResolversOwnAuthority(Target target) throws IOException {
        TestCertificates certificates = new TestCertificates(directory);
        HttpsServer web = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.setHttpsConfigurator(new HttpsConfigurator(certificates.server()));
        Map<String, String> accounts = Map.of(
                "/a/",
                "here",
                "/a/" + signer.system.publicKey(),
                signer.accountToken(signer.system, b -> b),
                "/a/" + signer.account.publicKey(),
                signer.accountToken(signer.account, b -> b));
        web.createContext("/", exchange -> {
            byte[] body = accounts.getOrDefault(exchange.getRequestURI().getPath(), "")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        web.start();
        awaitAnswer(web, certificates);
        String config = "operator: " + signer.operatorToken() + "\nresolver: URL(https://127.0.0.1:"
                + web.getAddress().getPort()
                + "/a/)\nresolver_tls { ca_file: '%s', cert_file: '%s', key_file: '%s' }\n"
                        .formatted(
                                certificates.file("ca.pem"),
                                certificates.file("client.pem"),
                                certificates.file("client-key.pem"));
        try (NatsProcess server = NatsProcess.start(target, config)) {
            Signer.join(server, user(), signer.user).close();
        } finally {
            web.stop(0);
        }
    }

    /** A server that has not answered before takes its time for it, and nats-server waits two seconds only. */
    private static void awaitAnswer(HttpsServer web, TestCertificates certificates) {
        Deadline.await("the web server answers", () -> {
            try {
                HttpsURLConnection asked = (HttpsURLConnection)
                        URI.create("https://127.0.0.1:" + web.getAddress().getPort() + "/a/")
                                .toURL()
                                .openConnection();
                asked.setSSLSocketFactory(certificates.client().getSocketFactory());
                return asked.getResponseCode() == 200;
            } catch (IOException e) {
                return false;
            }
        });
    }
}
