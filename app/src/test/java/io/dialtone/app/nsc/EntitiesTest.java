package io.dialtone.app.nsc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators, accounts and users: what their commands change. */
class EntitiesTest {
    @TempDir
    Path home;

    private NscHome nsc;

    @BeforeEach
    void newHome() {
        nsc = new NscHome(home);
        nsc.ok("init", "demo");
    }

    @Test
    void aUserGetsThePermissionsAndLimitsItWasGiven() {
        nsc.at(Instant.parse("2026-01-31T12:00:00Z"));
        nsc.ok("add user u --allow-pub a.>,b --allow-sub c --allow-pubsub d --deny-sub e --allow-pub-response=3"
                .split(" "));
        nsc.ok("edit", "user", "u", "--response-ttl", "5s", "--bearer", "--source-network", "10.0.0.0/8,fd00::/8");
        nsc.ok("edit", "user", "u", "--time", "10:00:00-12:00:00", "--locale", "Europe/Zurich", "--conn-type", "mqtt");
        nsc.ok(
                "edit",
                "user",
                "u",
                "--subs",
                "3",
                "--payload",
                "1k",
                "--data",
                "1kib",
                "--tag",
                "Foo",
                "--expiry",
                "1M");
        nsc.ok("edit", "user", "u", "--deny-sub", "q.* workers");

        assertThat(nsc.user("demo", "u", "nats"))
                .contains("pub:{allow:[a.>,b,d]}")
                .contains("sub:{allow:[c,d],deny:[e,q.* workers]}")
                .contains("resp:{max:3,ttl:5000000000}")
                .contains("bearer_token:true")
                .contains("src:[10.0.0.0/8,fd00::/8]")
                .contains("times:[{end:12:00:00,start:10:00:00}],times_location:Europe/Zurich")
                .contains("allowed_connection_types:[MQTT]")
                .contains("subs:3")
                .contains("payload:1000")
                .contains("data:1024")
                .contains("tags:[foo]");
        assertThat(nsc.user("demo", "u", "exp"))
                .isEqualTo(Long.toString(Instant.parse("2026-02-28T12:00:00Z").getEpochSecond()));
    }

    @Test
    void whatAUserWasGivenCanBeTakenAway() {
        nsc.ok("add user u --allow-pub a,b --deny-sub c --allow-pub-response --tag x,y --conn-type mqtt --bearer"
                .split(" "));
        nsc.ok("edit user u --rm a,c --rm-response-perms --rm-tag y --rm-conn-type mqtt --bearer=false".split(" "));

        assertThat(nsc.user("demo", "u", "nats"))
                .contains("pub:{allow:[b]}", "sub:{}", "tags:[x]")
                .doesNotContain("resp", "bearer_token", "allowed_connection_types");
    }

    @Test
    void theCredentialsFollowEveryChange() throws IOException {
        Path creds = nsc.creds("demo", "demo", "demo");
        String before = Files.readString(creds);
        nsc.ok("edit", "user", "demo", "--tag", "x");

        assertThat(Files.readString(creds)).isNotEqualTo(before);
        assertThat(nsc.ok("generate", "creds", "-n", "demo")).isEqualTo(Files.readString(creds));
    }

    @Test
    void subjectsThatNoServerWouldTakeAreRefused() {
        for (String subject : new String[] {"a..b", ".a", "a.", "a.>.b", "a b c"}) {
            assertThat(nsc.refused("add", "user", "-n", "u", "--allow-sub", subject))
                    .contains("not a valid subject");
        }
        assertThat(nsc.refused("add", "user", "-n", "u", "--source-network", "10.0.0.0"))
                .contains("10.0.0.0");
        assertThat(nsc.refused("add", "user", "-n", "u", "--locale", "Nowhere/Else"))
                .contains("time zone");
        assertThat(nsc.refused("add", "user", "-n", "u", "--conn-type", "carrier-pigeon"))
                .contains("CARRIER-PIGEON");
        assertThat(nsc.refused("add", "user", "-n", "u", "--expiry", "soon")).contains("soon");
        assertThat(nsc.call("describe", "user", "u").code()).isEqualTo(1);
    }

    @Test
    void aPublicKeyMakesAUserWithoutASeedHere() {
        String key = KeyPair.generate(NkeyType.USER, new SecureRandom()).publicKey();
        String out = nsc.ok("add", "user", "u", "-k", key);

        assertThat(nsc.user("demo", "u", "sub")).isEqualTo(key);
        assertThat(out).doesNotContain("creds");
        assertThat(nsc.refused("generate", "creds", "-n", "u")).contains("no seed of " + key);
    }

    @Test
    void anAccountGetsItsLimits() {
        nsc.ok(
                ("edit account demo --conns 10 --leaf-conns 2 --subscriptions 3 --payload 1kib --data 2k --exports 4 --imports 5"
                                + " --wildcard-exports=false --disallow-bearer")
                        .split(" "));

        assertThat(nsc.account("demo", "nats.limits"))
                .isEqualTo("{conn:10,data:2000,disallow_bearer:true,exports:4,imports:5,leaf:2,payload:1024,subs:3}");
        assertThat(nsc.refused("edit", "account", "demo")).contains("specify an edit option");
        assertThat(nsc.refused("add", "export", "-s", "a.>")).contains("wildcard");
    }

    @Test
    void storageIsLimitedInAllOrByTier() {
        nsc.ok("edit", "account", "demo", "--js-mem-storage", "1G", "--js-streams", "7");
        assertThat(nsc.account("demo", "nats.limits")).contains("mem_storage:1000000000", "streams:7", "consumer:-1");
        assertThat(nsc.refused("edit", "account", "demo", "--js-tier", "3", "--js-disk-storage", "1G"))
                .contains("cannot set a jetstream tier limit");

        nsc.ok("edit", "account", "demo", "--js-disable");
        nsc.ok("edit", "account", "demo", "--js-tier", "3", "--js-disk-storage", "1gib");
        assertThat(nsc.account("demo", "nats.limits.tiered_limits.R3.disk_storage"))
                .isEqualTo("1073741824");
    }

    @Test
    void defaultPermissionsTracingAndTextsOfAnAccount() {
        nsc.ok(("edit account demo --allow-pub x --deny-sub y --trace-context-subject tr.x --trace-context-sampling 5"
                        + " --description hello --info-url http://example.com/x --tag A")
                .split(" "));

        assertThat(nsc.account("demo", "nats"))
                .contains("default_permissions:{pub:{allow:[x]},sub:{deny:[y]}}")
                .contains("trace:{dest:tr.x,sampling:5}")
                .contains("description:hello", "info_url:http://example.com/x", "tags:[a]");
        nsc.ok("edit", "account", "demo", "--trace-context-subject", "");
        assertThat(nsc.account("demo", "nats.trace")).isEqualTo("null");
    }

    @Test
    void usersOfAScopedKeyBringNoRightsOfTheirOwn() {
        nsc.ok("edit signing-key -a demo --sk generate --role dev --allow-pub dev.{{name()}}.> --subs 9".split(" "));
        nsc.ok("add", "user", "-K", "dev", "u");

        assertThat(nsc.user("demo", "u", "nats.issuer_account")).isEqualTo(nsc.account("demo", "sub"));
        assertThat(nsc.user("demo", "u", "nats")).contains("pub:{},sub:{}").doesNotContain("subs:-1");
        assertThat(nsc.ok("describe", "user", "u"))
                .contains("Issuer Scoped", "Scoped Signing Key - Details", "dev.{{name()}}.>");
        assertThat(nsc.refused("edit", "user", "u", "--allow-pub", "x"))
                .contains("scoped users require no permissions or limits set");
        assertThat(nsc.refused("add", "user", "-K", "dev", "v", "--allow-pub", "x"))
                .contains("scoped users require no permissions or limits set");
        assertThat(nsc.ok("validate")).contains("No issues found");
    }

    @Test
    void whereSigningKeysAreRequiredIdentityKeysSignNothing() {
        nsc.ok("edit", "operator", "--sk", "generate");
        assertThat(nsc.refused("edit", "operator", "--require-signing-keys"))
                .contains("needs to be issued with a signing key first");

        String operatorKey = nsc.ok("describe", "operator", "--field", "nats.signing_keys[0]")
                .strip()
                .replace("\"", "");
        nsc.ok("-K", operatorKey, "edit", "account", "demo", "--sk", "generate");
        String accountKey = nsc.account("demo", "nats.signing_keys[0]");
        nsc.ok("-K", accountKey, "edit", "user", "-a", "demo", "demo", "--tag", "x");
        nsc.ok("-K", operatorKey, "edit", "account", "SYS", "--tag", "x");
        nsc.ok("-K", nsc.account("SYS", "nats.signing_keys[0]"), "edit", "user", "-a", "SYS", "sys", "--tag", "x");
        nsc.ok("edit", "operator", "--require-signing-keys");
        nsc.ok("edit", "account", "demo", "--tag", "y");
        nsc.ok("add", "user", "-a", "demo", "late");

        assertThat(nsc.account("demo", "iss")).isEqualTo(operatorKey);
        assertThat(nsc.user("demo", "late", "iss")).isEqualTo(accountKey);
        assertThat(nsc.ok("validate", "-A")).doesNotContain("✘");
    }

    @Test
    void aKeyOfSomebodyElseDoesNotSign() {
        String stranger =
                KeyPair.generate(NkeyType.OPERATOR, new SecureRandom()).seed();

        assertThat(nsc.refused("-K", stranger, "add", "account", "X")).contains("may not sign here");
        assertThat(nsc.refused("-K", "nosuch", "add", "user", "x")).contains("unable to find a key");
    }

    @Test
    void revokedUsersAreListedAndForgiven() {
        nsc.at(Instant.ofEpochSecond(1_800_000_000));
        String key = nsc.user("demo", "demo", "sub");
        nsc.ok("revocations", "add-user", "-a", "demo", "-n", "demo");
        nsc.ok("revocations", "add_user", "-a", "demo", "-u", "*", "--at", "1700000000");

        assertThat(nsc.account("demo", "nats.revocations")).isEqualTo("{*:1700000000," + key + ":1800000000}");
        assertThat(nsc.ok("revocations", "list-users", "-a", "demo"))
                .contains("Revoked Users for demo", "* [All]", "Fri, 15 Jan 2027 08:00:00 UTC");
        nsc.ok("revocations", "delete-user", "-a", "demo", "-u", "*");
        nsc.ok("revocations", "delete-user", "-a", "demo", "-n", "demo");
        assertThat(nsc.ok("revocations", "list-users", "-a", "demo")).contains("doesn't have any revoked users");
        assertThat(nsc.refused("revocations", "delete-user", "-a", "demo", "-u", "*"))
                .contains("is not revoked");
    }

    @Test
    void deletingAUserCanRevokeItAndRemoveItsFiles() {
        String key = nsc.user("demo", "demo", "sub");
        nsc.ok("delete", "user", "-a", "demo", "demo", "--revoke", "--rm-nkey", "--rm-creds");

        assertThat(nsc.seed(key)).doesNotExist();
        assertThat(nsc.creds("demo", "demo", "demo")).doesNotExist();
        assertThat(nsc.account("demo", "nats.revocations")).contains(key);
        assertThat(nsc.refused("delete", "user", "-a", "demo", "demo")).contains("\"demo\" not found");
    }

    @Test
    void deletingAnAccountTakesItsUsersAlong() {
        String key = nsc.account("demo", "sub");
        nsc.ok("delete", "account", "demo", "--rm-nkey", "--rm-creds");

        assertThat(NscHome.files(nsc.stores())).noneMatch(file -> file.contains("accounts/demo"));
        assertThat(nsc.seed(key)).doesNotExist();
        assertThat(nsc.creds("demo", "demo", "demo")).doesNotExist();
        assertThat(nsc.refused("delete", "account", "nope")).contains("not in accounts for operator \"demo\"");
    }

    @Test
    void anOperatorWithANewIdentitySignsItsAccountsAgain() {
        String before = nsc.ok("describe", "operator", "--field", "sub");
        nsc.ok("reissue", "operator");
        String after = nsc.ok("describe", "operator", "--field", "sub");

        assertThat(after).isNotEqualTo(before);
        assertThat('"' + nsc.account("demo", "iss") + "\"\n").isEqualTo(after);
        assertThat(nsc.ok("validate", "-A")).doesNotContain("✘");
    }

    @Test
    void aRenamedAccountKeepsItsKeyItsUsersAndTheirCredentials() {
        String key = nsc.account("demo", "sub");
        nsc.ok("rename", "account", "demo", "other");

        assertThat(nsc.account("other", "sub")).isEqualTo(key);
        assertThat(nsc.account("other", "name")).isEqualTo("other");
        assertThat(nsc.user("other", "demo", "iss")).isEqualTo(key);
        assertThat(nsc.creds("demo", "other", "demo")).exists();
        assertThat(nsc.creds("demo", "demo", "demo")).doesNotExist();
    }

    @Test
    void seedsGoOutAndComeInAgain() throws IOException {
        String key = nsc.account("demo", "sub");
        Path out = home.resolve("out");
        nsc.ok("export", "keys", "--all", "--include-jwts", "-d", out.toString());
        assertThat(out.resolve(key + ".nk")).exists();
        assertThat(out.resolve(key + ".jwt")).exists();

        Files.delete(nsc.seed(key));
        assertThat(nsc.refused("add", "user", "x")).contains("unable to resolve any of the following signing keys");
        nsc.ok("import", "keys", "-d", out.toString());
        nsc.ok("add", "user", "x");

        Path built = home.resolve("built");
        nsc.ok("fix", "--in", out.toString(), "--out", built.toString());
        assertThat(NscHome.files(built)).contains("operators/demo/accounts/demo/users/demo.jwt");
        String data = built.resolve("operators").toString();
        String keys = built.resolve("keys").toString();
        assertThat(nsc.ok("--data-dir", data, "--keystore-dir", keys, "list", "keys", "-A")
                        .lines()
                        .filter(line -> line.endsWith("│ *      │")))
                .hasSize(6);
    }

    @Test
    void usersAndAccountsOfElsewhereAreTakenOver() throws IOException {
        NscHome other = new NscHome(home.resolve("other"));
        other.ok("init", "theirs");
        Path account = home.resolve("account.jwt");
        Files.writeString(account, other.ok("describe", "account", "theirs", "--raw"));

        assertThat(nsc.refused("import", "account", "-j", account.toString())).contains("another operator");
        nsc.ok("import", "account", "-j", account.toString(), "--force");
        Path creds = other.creds("theirs", "theirs", "theirs");
        nsc.ok("import", "user", "-f", creds.toString());
        assertThat(nsc.user("theirs", "theirs", "sub")).isEqualTo(other.user("theirs", "theirs", "sub"));
        assertThat(nsc.creds("demo", "theirs", "theirs")).hasSameTextualContentAs(creds);
        assertThat(nsc.refused("import", "user", "-f", creds.toString())).contains("already exists");
    }

    @Test
    void whatIsExpiredOrSoonWillBeIsListed() {
        nsc.at(Instant.parse("2026-06-01T00:00:00Z"));
        nsc.ok("edit", "user", "-a", "demo", "demo", "--expiry", "2026-05-01");
        nsc.ok("edit", "account", "demo", "--expiry", "2026-06-10");
        nsc.ok("edit", "operator", "--expiry", "2027-06-10");

        assertThat(nsc.ok("expirations"))
                .containsPattern("Yes +│ demo/demo/demo +│ 2026-05-01")
                .containsPattern("No +│ demo/demo +│ 2026-06-10")
                .doesNotContain("2027");
    }

    @Test
    void validatingTellsWhatIsWrong() {
        nsc.at(Instant.parse("2026-06-01T00:00:00Z"));
        nsc.ok("edit", "user", "-a", "demo", "demo", "--expiry", "2026-05-01");

        assertThat(nsc.ok("validate", "-a", "demo")).contains("user \"demo\": claim is expired");
        assertThat(nsc.ok("validate", "-a", "SYS")).contains("No issues found").doesNotContain("expired");
    }
}
