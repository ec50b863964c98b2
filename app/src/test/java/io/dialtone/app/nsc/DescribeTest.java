package io.dialtone.app.nsc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What describing prints. */
class DescribeTest {
    @TempDir
    Path home;

    private NscHome nsc;

    @BeforeEach
    void newHome() {
        nsc = new NscHome(home);
        nsc.ok("init", "demo");
    }

    private static List<String> labels(String table) {
        return table.lines()
                .filter(line -> line.startsWith("│ ") && line.indexOf('│', 1) < line.length() - 1)
                .map(line -> line.split("│")[1].strip())
                .toList();
    }

    @Test
    void tablesAreFramedAndTheirTitlesCentred() {
        String[] lines = nsc.ok("describe", "operator").split("\n");

        assertThat(lines[0]).startsWith("╭─").endsWith("─╮").doesNotContain("┬");
        assertThat(lines[1]).contains("    Operator Details    ");
        assertThat(lines[2]).startsWith("├──").contains("┬").endsWith("┤");
        assertThat(lines[3]).matches("│ Name +│ demo +│");
        assertThat(Arrays.stream(lines).map(String::length).distinct()).hasSize(1);
        assertThat(lines[lines.length - 1]).startsWith("╰─").contains("┴").endsWith("─╯");
    }

    @Test
    void anOperatorHasItsRows() {
        assertThat(labels(nsc.ok("describe", "operator")))
                .startsWith("Name", "Operator ID", "Issuer ID", "Issued", "Expires")
                .contains("Operator Service URLs", "System Account", "Require Signing Keys");
    }

    @Test
    void anAccountHasItsRows() {
        String text = nsc.ok("describe", "account");

        assertThat(text).contains(" Account Details ");
        assertThat(labels(text))
                .containsSubsequence(
                        "Name",
                        "Account ID",
                        "Issuer ID",
                        "Issued",
                        "Expires",
                        "Max Connections",
                        "Max Leaf Node Connections",
                        "Max Data",
                        "Max Exports",
                        "Max Imports",
                        "Max Msg Payload",
                        "Max Subscriptions",
                        "Exports Allows Wildcards",
                        "Exports");
        assertThat(text).containsPattern("Max Connections +│ Unlimited").containsPattern("Exports +│ None");
    }

    @Test
    void aUserHasItsRows() {
        String text = nsc.ok("describe", "user");

        assertThat(labels(text))
                .containsSubsequence(
                        "Name",
                        "User ID",
                        "Issuer ID",
                        "Issued",
                        "Expires",
                        "Max Messages",
                        "Max Msg Payload",
                        "Network Src",
                        "Time");
        assertThat(text).containsPattern("Network Src +│ Any").containsPattern("Time +│ Any");
    }

    @Test
    void importsAreATableOfTheirOwn() {
        nsc.ok("add", "account", "B");
        nsc.ok("add", "export", "-a", "B", "-s", "status.>", "--name", "status");
        nsc.ok("add", "import", "-a", "demo", "--src-account", "B", "--remote-subject", "status.x", "-s", "local.x");
        String text = nsc.ok("describe", "account", "demo");

        String[] lines = text.substring(text.lastIndexOf('╭')).split("\n");
        assertThat(lines[1]).contains(" Imports ");
        assertThat(Arrays.stream(lines[3].split("│")).map(String::strip))
                .containsSubsequence("Name", "Type", "Remote", "Local", "Expires", "From Account", "Public");
        assertThat(lines[5]).matches("│ status.x +│ Stream +│ status.x +│ local.x +│ +│ B +│ Yes +│ No +│");
    }

    @Test
    void limitsAndTimesAreWords() {
        nsc.ok(
                "edit",
                "account",
                "demo",
                "--conns",
                "10",
                "--payload",
                "1M",
                "--leaf-conns",
                "0",
                "--expiry",
                "2030-01-02");
        String text = nsc.ok("describe", "account", "demo");

        assertThat(text)
                .containsPattern("Max Connections +│ 10 ")
                .containsPattern("Max Leaf Node Connections +│ Not Allowed")
                .containsPattern("Max Msg Payload +│ 1.0 MB \\(1000000 bytes\\)")
                .containsPattern("Expires +│ 2030-01-02 00:00:00 UTC");
    }

    @Test
    void claimsCanBePrintedAsJsonAsTheTokenAndOneValueAtATime() throws IOException {
        String json = nsc.ok("describe", "account", "--json");
        JsonNode claims = new JsonMapper().readTree(json);

        assertThat(json).startsWith("{\n \"iat\": ");
        assertThat(claims.path("nats").path("limits").path("conn").asInt()).isEqualTo(-1);
        assertThat(nsc.ok("describe", "account", "--field", "nats.limits.conn")).isEqualTo("-1\n");
        assertThat(nsc.ok("describe", "account", "--field", "nats.nothing")).isEqualTo("null\n");
        assertThat(nsc.ok("describe", "account", "--field", "name")).isEqualTo("\"demo\"\n");
        assertThat(nsc.ok("describe", "account", "--raw").strip().split("\\.")).hasSize(3);
    }

    @Test
    void tokensInFilesAreDescribedWhateverTheirKind() {
        Path creds = nsc.creds("demo", "demo", "demo");
        assertThat(nsc.ok("describe", "jwt", "-f", creds.toString())).contains(" User ", "│ demo");
        assertThat(nsc.ok(
                        "describe", "jwt", nsc.stores().resolve("demo/demo.jwt").toString()))
                .contains("Operator Details");
        assertThat(nsc.refused("describe", "jwt", "-f", "/nowhere")).contains("no such file");
    }

    @Test
    void aNameCannotDrawOnTheScreen() {
        nsc.ok("edit", "account", "demo", "--description", "one\u001b[2Jtwo\nthree");

        assertThat(nsc.ok("describe", "account", "demo"))
                .contains("one [2Jtwo three")
                .doesNotContain("\u001b");
    }
}
