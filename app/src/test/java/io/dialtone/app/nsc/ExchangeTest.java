package io.dialtone.app.nsc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What accounts offer and take. */
class ExchangeTest {
    @TempDir
    Path home;

    private NscHome nsc;

    @BeforeEach
    void twoAccounts() {
        nsc = new NscHome(home);
        nsc.ok("add", "operator", "O");
        nsc.ok("add", "account", "A");
        nsc.ok("add", "account", "B");
    }

    @Test
    void servicesAreExportedWithAllThatBelongsToThem() {
        nsc.ok(
                ("add export -a A --service -s svc.* -n svc --private --response-type stream --latency lat --sampling header"
                                + " --response-threshold 3s --allow-trace --description d --info-url http://example.com/x --advertise")
                        .split(" "));

        assertThat(nsc.account("A", "nats.exports[0]"))
                .isEqualTo("{advertise:true,allow_trace:true,description:d,info_url:http://example.com/x,name:svc,"
                        + "response_threshold:3000000000,response_type:Stream,"
                        + "service_latency:{results:lat,sampling:headers},subject:svc.*,token_req:true,type:service}");
        nsc.ok("edit", "export", "-a", "A", "--sampling", "20", "--private=false", "--response-type", "chunked");
        assertThat(nsc.account("A", "nats.exports[0]"))
                .contains("response_type:Chunked", "sampling:20", "response_threshold:3000000000")
                .doesNotContain("token_req");
        nsc.ok("edit", "export", "-a", "A", "--rm-latency-sampling");
        assertThat(nsc.account("A", "nats.exports[0].service_latency")).isEqualTo("null");
    }

    @Test
    void editingAnExportLeavesTheRestOfItAlone() {
        nsc.ok("add", "export", "-a", "A", "--service", "-s", "acc.*.x", "--account-token-position", "2");
        nsc.ok("edit", "export", "-a", "A", "-s", "acc.*.x", "--description", "hi");

        assertThat(nsc.account("A", "nats.exports[0]")).contains("account_token_position:2", "description:hi");
    }

    @Test
    void exportsThatServersWouldRefuseAreRefused() {
        nsc.ok("add", "export", "-a", "A", "-s", "a.>");

        assertThat(nsc.refused("add", "export", "-a", "A", "-s", "a.b")).contains("already exports");
        assertThat(nsc.refused("add", "export", "-a", "A", "-s", "x.y", "--account-token-position", "2"))
                .contains("wildcard");
        assertThat(nsc.refused("add", "export", "-a", "A", "-s", "s", "--response-type", "Stream"))
                .isNotEmpty();
        assertThat(nsc.refused("add", "export", "-a", "A", "-r", "-s", "s", "--response-type", "odd"))
                .contains("invalid response type for service: \"odd\"");
        assertThat(nsc.refused("add", "export", "-a", "A")).contains("--subject");
    }

    @Test
    void aPrivateExportIsImportedWithItsActivation() {
        nsc.ok("add", "export", "-a", "A", "--service", "-s", "svc.*", "--private");
        Path token = home.resolve("act.jwt");
        nsc.ok("generate", "activation", "-a", "A", "-s", "svc.x", "-t", "B", "--expiry", "1y", "-o", token.toString());
        assertThat(nsc.ok("describe", "jwt", "-f", token.toString())).contains("Activation", "svc.x", "====");
        nsc.ok("add", "import", "-a", "B", "--token", token.toString(), "--local-subject", "my.svc");

        assertThat(nsc.account("B", "nats.imports[0]"))
                .contains(
                        "account:" + nsc.account("A", "sub"), "subject:svc.x", "local_subject:my.svc", "type:service");
        assertThat(nsc.account("B", "nats.imports[0].token")).startsWith("eyJ");
        assertThat(nsc.ok("validate", "-A")).doesNotContain("✘");
    }

    @Test
    void activationsAreForWhomAndWhatTheyWereMadeFor() {
        nsc.ok("add", "export", "-a", "A", "-s", "str.>", "--private");
        nsc.ok("add", "export", "-a", "A", "-s", "open.>");
        nsc.ok("add", "account", "C");
        Path token = home.resolve("act.jwt");
        nsc.ok("generate", "activation", "-a", "A", "-s", "str.x.*", "-t", "B", "-o", token.toString());

        assertThat(nsc.refused("add", "import", "-a", "C", "--token", token.toString()))
                .contains("activation is for account");
        assertThat(nsc.refused("add", "import", "-a", "B", "-u", token.toString(), "--remote-subject", "str.y"))
                .contains("allows \"str.x.*\"");
        assertThat(nsc.refused("generate", "activation", "-a", "A", "-s", "open.x", "-t", "B"))
                .contains("private export");
        assertThat(nsc.refused("generate", "activation", "-a", "B", "-s", "x", "-t", "A"))
                .contains("doesn't have exports that require an activation token");
        nsc.ok("add", "import", "-a", "B", "-u", token.toString(), "--remote-subject", "str.x.1");
    }

    @Test
    void revokedActivationsAreListed() {
        nsc.ok("add", "export", "-a", "A", "--service", "-s", "svc", "--private");
        nsc.at(Instant.ofEpochSecond(1_800_000_000));
        nsc.ok("revocations", "add-activation", "-a", "A", "-s", "svc", "--service", "-t", "B");

        assertThat(nsc.account("A", "nats.exports[0].revocations"))
                .isEqualTo("{" + nsc.account("B", "sub") + ":1800000000}");
        assertThat(nsc.ok("revocations", "list_activations", "-a", "A", "-s", "svc", "--service"))
                .contains("Revoked Accounts for service svc");
        nsc.ok("revocations", "delete-activation", "-a", "A", "-s", "svc", "--service", "-t", "B");
        assertThat(nsc.account("A", "nats.exports[0].revocations")).isEqualTo("null");
        assertThat(nsc.refused("revocations", "add-activation", "-a", "A", "-s", "other", "-t", "B"))
                .contains("no export matching");
    }

    @Test
    void importsAreAddedAndDeleted() {
        nsc.ok(
                "add",
                "import",
                "-a",
                "B",
                "--src-account",
                "A",
                "--remote-subject",
                "s.*",
                "-s",
                "l.$1",
                "--service",
                "--share");
        assertThat(nsc.account("B", "nats.imports[0]")).contains("local_subject:l.$1", "share:true");
        assertThat(nsc.refused("add", "import", "-a", "B", "--src-account", "B", "--remote-subject", "x"))
                .contains("export issuer is this account");
        assertThat(nsc.refused("add", "import", "-a", "B", "--src-account", "A", "--remote-subject", "x.*", "-s", "y"))
                .isNotEmpty();
        assertThat(nsc.refused("delete", "import", "-a", "B", "-s", "nope"))
                .contains("no import matching \"nope\" found");
        nsc.ok("delete", "import", "-a", "B", "-s", "s.*");
        assertThat(nsc.account("B", "nats.imports")).isEqualTo("null");
    }

    @Test
    void exportsAreDeleted() {
        nsc.ok("add", "export", "-a", "A", "-s", "x");
        assertThat(nsc.refused("delete", "export", "-a", "A", "-s", "y")).contains("no export matching \"y\" found");
        assertThat(nsc.ok("delete", "export", "-a", "A", "-s", "x")).contains("deleted stream export \"x\"");
        assertThat(nsc.account("A", "nats.exports")).isEqualTo("null");
    }

    @Test
    void mappingsHaveWeightsAndClusters() {
        nsc.ok("add", "mapping", "-a", "A", "-f", "m.*", "-t", "n.$1", "--weight", "30");
        nsc.ok("add", "mapping", "-a", "A", "-f", "m.*", "-t", "o.$1", "--weight", "60", "--cluster", "C1");
        nsc.ok("add", "mapping", "-a", "A", "-f", "m.*", "-t", "n.$1", "--weight", "40");

        assertThat(nsc.account("A", "nats.mappings"))
                .isEqualTo("{m.*:[{cluster:C1,subject:o.$1,weight:60},{subject:n.$1,weight:40}]}");
        assertThat(nsc.refused("add", "mapping", "-a", "A", "-f", "m.*", "-t", "p.$1", "--weight", "70"))
                .isNotEmpty();
        nsc.ok("delete", "mapping", "-a", "A", "-f", "m.*", "-t", "o.$1");
        nsc.ok("delete", "mapping", "-a", "A", "-f", "m.*");
        assertThat(nsc.account("A", "nats.mappings")).isEqualTo("null");
        assertThat(nsc.refused("delete", "mapping", "-a", "A", "-f", "m.*")).contains("not found");
    }

    @Test
    void someoneElseMayDecideOnLogins() {
        nsc.ok("add", "user", "-a", "A", "service");
        nsc.ok("edit", "authcallout", "-a", "A", "--auth-user", "service", "--allowed-account", "*", "-x", "generate");

        assertThat(nsc.account("A", "nats.authorization.auth_users[0]")).isEqualTo(nsc.user("A", "service", "sub"));
        assertThat(nsc.account("A", "nats.authorization.allowed_accounts")).isEqualTo("[*]");
        String curve = nsc.account("A", "nats.authorization.xkey");
        assertThat(nsc.seed(curve)).content().startsWith("SX");
        nsc.ok("edit", "authcallout", "-a", "A", "--disable");
        assertThat(nsc.account("A", "nats.authorization")).isEqualTo("{}");
    }

    @Test
    void diagramsNameAccountsAndWhatFlowsBetweenThem() {
        nsc.ok("add", "export", "-a", "A", "-s", "status.>", "-n", "status");
        nsc.ok("add", "import", "-a", "B", "--src-account", "A", "--remote-subject", "status.x");

        assertThat(nsc.ok("generate", "diagram", "component"))
                .startsWith("@startuml")
                .contains("component \"A\"", "<<public stream>>", "stream status.x")
                .endsWith("@enduml\n");
        assertThat(nsc.ok("generate", "diagram", "object")).contains("<<operator>>", ": signed");
    }
}
