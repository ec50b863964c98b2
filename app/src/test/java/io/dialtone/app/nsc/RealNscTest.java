package io.dialtone.app.nsc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.ClientProgram;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.Target;
import io.dialtone.app.testkit.Tool;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One directory, used by the nsc tool of NATS and by this one in turns. That tool is what {@code NSC} or the PATH
 * names, or {@code .ci/install-clients} makes. */
@Timeout(300)
class RealNscTest {
    private static final String[] MAKE = {
        "add operator O --sys",
        "edit operator --service-url nats://localhost:4222 --tag x --sk generate",
        "add account A",
        "add account B",
        "edit account A --conns 5 --payload 1k --leaf-conns 2 --tag t --description d",
        // No second key: of several, the order is by chance.
        "edit signing-key -a A --sk generate --role dev --allow-pub dev.{{name()}}.> --subs 4",
        "add user -a A plain --allow-pub a.> --deny-sub b --allow-pub-response=2 --response-ttl 5s --source-network 10.0.0.0/8",
        "edit user -a A plain --time 10:00:00-11:00:00 --locale UTC --conn-type mqtt --subs 7 --bearer --expiry 1y",
        "add user -a A scoped -K dev",
        "add export -a A -s str.> --name str",
        "add export -a A --service -s svc.* --private --response-type Stream --latency lat.x --sampling 10",
        "add import -a B --src-account A --remote-subject str.x --local-subject mine.x",
        "add mapping -a A --from m.* --to n.$1 --weight 40",
        "revocations add-user -a A -n plain --at 1000000000",
        "edit account A --js-mem-storage 1G --trace-context-subject tr --trace-context-sampling 3",
    };

    /** Looks at everything that was made. */
    private static final String[] READ = {
        "describe operator",
        "describe account -n A",
        "describe account -n B",
        "describe user -a A -n plain",
        "describe user -a A -n scoped",
        "generate creds -a A -n plain",
        "list keys --all",
    };

    @TempDir
    Path home;

    private NscHome ours;
    private String program;

    @BeforeEach
    void findNsc() {
        program = Optional.ofNullable(System.getenv("NSC"))
                .filter(named -> !named.isEmpty())
                .or(() -> Tool.onPath("nsc").map(Path::toString))
                .orElseGet(() -> ClientProgram.NSC.command().getFirst());
        ours = new NscHome(home);
    }

    private String theirs(String line) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(line.split(" ")));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(home.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_") || name.startsWith("NSC_"));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("nsc %s: %s", line, out).isZero();
        return out;
    }

    @Test
    void whatThisToolMakesTheOtherReadsAndChanges() throws Exception {
        for (String line : MAKE) {
            ours.ok(line.split(" "));
        }
        assertThat(theirs("validate -A")).contains("No issues found").doesNotContain("ERR");
        assertThat(theirs("describe account -n A"))
                .contains("Scoped Signing Key - Details", "svc.*", "n.$1", "Max Connections");
        assertThat(theirs("list keys --all")).contains("plain", "scoped", "SYS");
        assertThat(theirs("describe user -a A -n plain")).contains("10.0.0.0/8", "10:00:00-11:00:00", "MQTT");
        for (String line : READ) {
            theirs(line);
        }
        theirs("edit account -n A --tag theirs");
        theirs("add user -a A -n added");
        theirs("edit user -a A -n plain --tag theirs");

        assertThat(ours.account("A", "nats.tags")).contains("t", "theirs");
        assertThat(ours.user("A", "added", "iss")).isEqualTo(ours.account("A", "sub"));
        assertThat(ours.ok("validate", "-A")).doesNotContain("✘");
    }

    @Test
    void whatTheOtherToolMakesThisOneReadsAndChanges() throws Exception {
        for (String line : MAKE) {
            theirs(line);
        }
        assertThat(ours.ok("validate", "-A")).doesNotContain("✘");
        for (String line : READ) {
            ours.ok(line.split(" "));
        }
        assertThat(ours.account("A", "nats.limits.conn")).isEqualTo("5");
        assertThat(ours.ok("describe", "account", "A")).contains("svc.*", "n.$1", "dev.{{name()}}.>", "lat.x (10%)");
        ours.ok("edit", "account", "A", "--tag", "ours");
        ours.ok("add", "user", "-a", "A", "added");
        ours.ok("edit", "user", "-a", "A", "plain", "--tag", "ours");

        assertThat(theirs("validate -A")).contains("No issues found");
        assertThat(theirs("describe account -n A --field nats.tags")).contains("ours");
        assertThat(theirs("generate creds -a A -n added")).contains("BEGIN NATS USER JWT");
    }

    @Test
    void bothMakeTheSameClaims() throws Exception {
        Path ownHome = home.resolve("own");
        NscHome own = new NscHome(ownHome);
        for (String line : MAKE) {
            own.ok(line.split(" "));
            theirs(line);
        }
        for (String account : new String[] {"A", "B"}) {
            assertThat(masked(own.ok("describe", "account", account, "--json")))
                    .isEqualTo(masked(theirs("describe account -n " + account + " --json")));
        }
        for (String user : new String[] {"plain", "scoped"}) {
            assertThat(masked(own.ok("describe", "user", "-a", "A", user, "--json")))
                    .isEqualTo(masked(theirs("describe user -a A -n " + user + " --json")));
        }
    }

    @ParameterizedTest
    @MethodSource("io.dialtone.app.testkit.Target#all")
    @SuppressWarnings("try") // The client's close may be interrupted; a test that is has ended anyway.
    void itsAccountsArePushedAndPulled(Target target) throws Exception {
        theirs("add operator O --sys");
        theirs("add account A");
        theirs("add user -a A u");
        theirs("generate config --nats-resolver --sys-account SYS --config-file resolver.conf");
        try (NatsProcess server = NatsProcess.start(target, Files.readString(home.resolve("resolver.conf")))) {
            theirs("edit operator --account-jwt-server-url " + server.url());
            // It waits for all of that time, as there could be more servers.
            assertThat(theirs("push -A --timeout 5"))
                    .contains("pushed \"A\" to nats-server", "pushed to a total of 1 nats-server");
            try (Connection client = Nats.connect(Options.builder()
                    .server(server.url())
                    .authHandler(Nats.credentials(ours.creds("O", "A", "u").toString()))
                    .connectionTimeout(Deadline.LIMIT)
                    .noReconnect()
                    .build())) {
                client.flush(Deadline.LIMIT);
            }
            String there = ours.account("A", "jti");
            theirs("edit account -n A --tag local");
            assertThat(ours.account("A", "jti")).isNotEqualTo(there);
            theirs("pull -A --overwrite-newer");
            assertThat(ours.account("A", "jti")).isEqualTo(there);
        }
    }

    /** Without keys, times and hashes. */
    private static String masked(String json) {
        return json.replaceAll("\"[OAUX][A-Z2-7]{55}\"", "\"KEY\"")
                .replaceAll("\"jti\": \"[A-Z2-7]+\"", "\"jti\"")
                .replaceAll("\"(iat|exp)\": \\d+", "\"$1\"")
                .strip();
    }
}
