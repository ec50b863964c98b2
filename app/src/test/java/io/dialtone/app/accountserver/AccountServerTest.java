package io.dialtone.app.accountserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.app.nsc.NscHome;
import io.dialtone.app.nsc.remote.Login;
import io.dialtone.app.nsc.remote.NatsAddress;
import io.dialtone.app.nsc.remote.TlsFiles;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.Target;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the account server gives, takes and refuses. */
@Timeout(300)
class AccountServerTest {
    private static final long INTERVAL_MS = 20;

    @TempDir
    Path home;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private NscHome nsc;
    private AccountServer server;
    private Path directory;

    @BeforeEach
    void startOnAnEmptyDirectory() throws IOException {
        nsc = new NscHome(home);
        nsc.ok("init", "demo");
        directory = home.resolve("accounts");
        server = start(directory, null);
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    private AccountServer start(Path where, @Nullable Notifier notifier) throws IOException {
        Path operator = home.resolve(".local/share/nats/nsc/stores/demo/demo.jwt");
        AccountServerOptions options =
                new AccountServerOptions(where, false, operator, "127.0.0.1", 0, TlsFiles.NONE, INTERVAL_MS);
        return AccountServer.start(options, notifier, Clock.systemUTC(), log());
    }

    private Log log() {
        return new Log(new PrintStream(log, true, StandardCharsets.UTF_8), Clock.systemUTC());
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.port() + "/jwt/v1/" + path;
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url(path))).POST(BodyPublishers.ofString(body)));
    }

    private String token(NscHome of, String account) {
        return of.ok("describe", "account", account, "--raw").strip();
    }

    private void push() {
        nsc.ok("push", "-A", "-u", url("").replaceAll("/$", ""));
    }

    @Test
    void aServerFindsItThere() throws Exception {
        assertThat(get("accounts/").statusCode()).isEqualTo(200);
        assertThat(get("accounts").statusCode()).isEqualTo(200);
        assertThat(send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/healthz")))
                        .body())
                .isEqualTo("ok\n");
        assertThat(get("operator").body())
                .isEqualTo(nsc.ok("describe", "operator", "--raw").strip());
        assertThat(get("help").body()).contains("/jwt/v1/accounts");
    }

    @Test
    void accountsThatWerePushedAreServed() throws Exception {
        push();
        String key = nsc.account("demo", "sub");
        HttpResponse<String> answer = get("accounts/" + key);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(token(nsc, "demo"));
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/jwt");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("max-age=0");
        String tag = answer.headers().firstValue("Etag").orElseThrow();
        assertThat(tag).isEqualTo('"' + nsc.account("demo", "jti") + '"');
        assertThat(get("accounts/" + key, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(get("accounts/" + key + "?text=true")
                        .headers()
                        .firstValue("Content-Type")
                        .orElse(""))
                .startsWith("text/plain");
        assertThat(get("accounts/" + key + "?decode=true").body())
                .contains("\"alg\" : \"ed25519-nkey\"", "\"name\" : \"demo\"");
        assertThat(get("pack").body().lines()).hasSize(2).allMatch(line -> line.matches("A[A-Z2-7]{55}\\|eyJ.*"));
        assertThat(nsc.ok("pull", "-A", "-u", url("").replaceAll("/$", ""))).contains("stored operator \"demo\"");
    }

    @Test
    void whoAsksForNothingThatIsThereIsToldSo() throws Exception {
        push();
        for (String path : List.of(
                "accounts/" + "A".repeat(56),
                "accounts/..%2F..%2Fetc%2Fpasswd",
                "accounts/demo",
                "activations/nothing",
                "activations/" + "A".repeat(52),
                "nothing")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(send(HttpRequest.newBuilder(URI.create(url("accounts/"))).DELETE())
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void expiredAccountsAreFoundUnlessTheyAreToBeChecked() throws Exception {
        String key = nsc.account("demo", "sub");
        nsc.ok("edit", "account", "demo", "--expiry", "-1d");
        Files.writeString(directory.resolve(key + ".jwt"), token(nsc, "demo"));

        assertThat(get("accounts/" + key).statusCode()).isEqualTo(200);
        assertThat(get("accounts/" + key + "?check=true").statusCode()).isEqualTo(404);
    }

    @Test
    void onlyWhatTheOperatorSignedIsTaken() throws Exception {
        NscHome stranger = new NscHome(home.resolve("stranger"));
        stranger.ok("init", "stranger");
        String key = nsc.account("demo", "sub");
        String theirs = stranger.account("stranger", "sub");

        assertThat(post("accounts/" + theirs, token(stranger, "stranger")).body())
                .contains("untrusted issuer");
        assertThat(post("accounts/" + theirs, token(nsc, "demo")).body()).contains("pub keys don't match");
        assertThat(post("accounts/" + key, "nonsense").statusCode()).isEqualTo(400);
        String good = token(nsc, "demo");
        String forged = good.substring(0, good.lastIndexOf('.') + 1) + "A".repeat(86);
        assertThat(post("accounts/" + key, forged).statusCode()).isEqualTo(400);
        assertThat(post("accounts/" + key, "x".repeat(1024 * 1024 + 1)).statusCode())
                .isEqualTo(413);
        nsc.ok("edit", "account", "demo", "--expiry", "-1d");
        assertThat(post("accounts/" + key, token(nsc, "demo")).body()).contains("claim is expired");
        assertThat(NscHome.files(directory)).isEmpty();
    }

    @Test
    void anOlderTokenDoesNotReplaceANewerOne() throws Exception {
        String key = nsc.account("demo", "sub");
        String old = token(nsc, "demo");
        nsc.at(Clock.systemUTC().instant().plusSeconds(60));
        nsc.ok("revocations", "add-user", "-a", "demo", "-n", "demo");
        String revoking = token(nsc, "demo");

        assertThat(post("accounts/" + key, revoking).statusCode()).isEqualTo(200);
        assertThat(post("accounts/" + key, old).body()).contains("older than the one that is here");
        assertThat(get("accounts/" + key).body()).isEqualTo(revoking);
    }

    @Test
    void activationsAreKeptUnderTheirHash() throws Exception {
        nsc.ok("add", "export", "-a", "demo", "-s", "priv.>", "--private");
        push();
        nsc.ok("edit", "operator", "-u", url("").replaceAll("/$", ""));
        Path file = home.resolve("act.jwt");
        nsc.ok("generate", "activation", "-a", "demo", "-s", "priv.x", "-t", "SYS", "--push", "-o", file.toString());
        String hash = nsc.ok("describe", "jwt", file.toString()).replaceAll("(?s).*Hash ID +│ (\\S+).*", "$1");

        assertThat(get("activations/" + hash).statusCode()).isEqualTo(200);
        nsc.ok("add", "import", "-a", "SYS", "--token", url("activations/" + hash), "-s", "here.x");
        assertThat(nsc.account("SYS", "nats.imports[0].token"))
                .isEqualTo(get("activations/" + hash).body());

        NscHome stranger = new NscHome(home.resolve("stranger"));
        stranger.ok("init", "stranger");
        stranger.ok("add", "export", "-a", "stranger", "-s", "priv.>", "--private");
        stranger.ok("generate", "activation", "-a", "stranger", "-t", "SYS", "-o", file.toString());
        assertThat(post("activations", Files.readString(file).lines().toList().get(1))
                        .body())
                .contains("bad activation JWT Issuer");
    }

    @Test
    void theDirectoryOfNscIsServedAndFollowedButNotWritten() throws Exception {
        Path store = home.resolve(".local/share/nats/nsc/stores/demo");
        try (AccountServer reader = start(store, null)) {
            server.close();
            server = reader;
            String key = nsc.account("demo", "sub");
            assertThat(get("accounts/" + key).body()).isEqualTo(token(nsc, "demo"));
            nsc.ok("edit", "account", "demo", "--tag", "changed");
            assertThat(get("accounts/" + key).body()).isEqualTo(token(nsc, "demo"));
            nsc.ok("add", "account", "later");
            String later = nsc.account("later", "sub");
            Deadline.awaitValue("the new account is served", () -> status("accounts/" + later), code -> code == 200);
            assertThat(post("accounts/" + key, token(nsc, "demo")).statusCode()).isEqualTo(405);
        }
    }

    private int status(String path) {
        try {
            return get(path).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Target> targets() {
        return Target.all();
    }

    @ParameterizedTest
    @MethodSource("targets")
    @SuppressWarnings("try") // The client's close may be interrupted; a test that is has ended anyway.
    void clientsOfAServerThatAsksItComeInUntilTheyAreRevoked(Target target) throws Exception {
        push();
        nsc.ok("edit", "operator", "-u", url("").replaceAll("/$", ""));
        String config = nsc.ok("generate", "config", "--url-resolver") + "\nauthorization { timeout: 30 }\n";
        try (NatsProcess nats = NatsProcess.start(target, config)) {
            Login login = Login.ofCredentials(Files.readString(nsc.creds("demo", "SYS", "sys")));
            Notifier notifier = new Notifier(NatsAddress.parse(nats.url()), login, TlsFiles.NONE, log());
            try (AccountServer telling = start(directory, notifier)) {
                Connection connected = connect(nats);
                nsc.ok("revocations", "add-user", "-a", "demo", "-n", "demo");
                nsc.ok("push", "-a", "demo", "-u", "http://127.0.0.1:" + telling.port() + "/jwt/v1");

                Deadline.await("the client is closed", () -> connected.getStatus() == Connection.Status.CLOSED);
                assertThatThrownBy(() -> connect(nats)).isInstanceOf(AuthenticationException.class);
            }
        }
    }

    private Connection connect(NatsProcess nats) throws IOException, InterruptedException {
        return Nats.connect(Options.builder()
                .server(nats.url())
                .connectionTimeout(Deadline.LIMIT)
                .authHandler(Nats.credentials(nsc.creds("demo", "demo", "demo").toString()))
                .noReconnect()
                .build());
    }
}
