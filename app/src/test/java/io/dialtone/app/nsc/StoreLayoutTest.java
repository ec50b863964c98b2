package io.dialtone.app.nsc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where files are, and which operator and account commands mean. */
class StoreLayoutTest {
    @TempDir
    Path home;

    private NscHome nsc;

    @BeforeEach
    void newHome() {
        nsc = new NscHome(home);
    }

    @Test
    void initMakesAnOperatorWithSystemAccountAnAccountAndAUserWhereNscLooksForThem() {
        nsc.ok("init", "-n", "demo");

        assertThat(NscHome.files(nsc.stores()))
                .containsExactly(
                        "demo/.nsc",
                        "demo/accounts/SYS/SYS.jwt",
                        "demo/accounts/SYS/users/sys.jwt",
                        "demo/accounts/demo/demo.jwt",
                        "demo/accounts/demo/users/demo.jwt",
                        "demo/demo.jwt");
        assertThat(nsc.creds("demo", "demo", "demo")).exists();
        assertThat(nsc.creds("demo", "SYS", "sys")).exists();
        assertThat(nsc.seed(nsc.account("demo", "sub"))).exists();
        assertThat(home.resolve(".config/nats/nsc/nsc.json")).content().contains("\"operator\":\"demo\"");
        assertThat(nsc.stores().resolve("demo/.nsc"))
                .hasContent("{\"managed\":false,\"name\":\"demo\",\"kind\":\"operator\",\"version\":\"1\"}");
    }

    @Test
    void nobodyElseMayReadSeedsAndCredentials() throws IOException {
        nsc.ok("init", "demo");

        for (Path file : new Path[] {nsc.creds("demo", "demo", "demo"), nsc.seed(nsc.account("demo", "sub"))}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(nsc.keys().resolve(".gitignore")).content().contains("**/*.nk", "**/*.creds");
    }

    @Test
    void oneDirectoryForAllIsTaken() {
        Path all = home.resolve("all");
        nsc.ok("-H", all.toString(), "init", "demo");

        assertThat(NscHome.files(all)).contains("nsc.json", "demo/demo.jwt", "creds/demo/demo/demo.creds");
        assertThat(nsc.ok("list", "accounts", "--all-dirs", all.toString())).contains("demo", "SYS");
        assertThat(nsc.ok("list", "operators")).contains("no operators defined");
    }

    @Test
    void theOnlyAccountIsMeantAndAnotherOneHasToBeNamedOrChosen() {
        nsc.ok("add", "operator", "O");
        nsc.ok("add", "account", "A");
        nsc.ok("add", "user", "one");
        assertThat(nsc.user("A", "one", "name")).isEqualTo("one");

        nsc.ok("add", "account", "B");
        nsc.ok("add", "user", "two");
        assertThat(nsc.user("B", "two", "name")).isEqualTo("two");

        nsc.ok("env", "-a", "A");
        nsc.ok("add", "user", "three");
        assertThat(nsc.ok("list", "users", "-a", "A")).contains("one", "three").doesNotContain("two");
        nsc.ok("select", "account", "B");
        assertThat(nsc.ok("list", "users")).contains("two").doesNotContain("three");
    }

    @Test
    void insideOfAnOperatorsDirectoryThatOneIsMeant() {
        nsc.ok("add", "operator", "first");
        nsc.ok("add", "account", "A");
        nsc.ok("add", "operator", "second");
        nsc.ok("add", "account", "B");
        // By its key, too, so that no letter of a random key is taken for a name.
        String key = nsc.account("B", "sub");
        assertThat(nsc.ok("list", "accounts"))
                .containsOnlyOnce(key)
                .containsPattern("\\bB\\b")
                .doesNotContainPattern("\\bA\\b");

        nsc.in(nsc.stores().resolve("first/accounts/A"));
        assertThat(nsc.ok("describe", "operator", "--field", "name")).contains("first");
        nsc.ok("add", "user", "u");
        assertThat(nsc.user("A", "u", "name")).isEqualTo("u");
    }

    @Test
    void theDirectoryAloneDecidesWhereItIsToldSo() throws IOException {
        nsc.ok("add", "operator", "chosen");
        Path other = home.resolve("elsewhere");
        nsc.ok("--data-dir", other.toString(), "add", "operator", "here");
        String settings = Files.readString(home.resolve(".config/nats/nsc/nsc.json"));

        nsc.with("NSC_CWD_ONLY", "1").in(other.resolve("here"));
        nsc.ok("add", "account", "A");
        assertThat(NscHome.files(other)).contains("here/accounts/A/A.jwt");
        assertThat(home.resolve(".config/nats/nsc/nsc.json")).hasContent(settings);
    }

    @Test
    void namesCannotLeadOutOfTheStore() {
        nsc.ok("init", "demo");

        for (String name : new String[] {"../x", "a/b", "..", ".hidden", "a\\b"}) {
            assertThat(nsc.refused("add", "account", "-n", name)).contains("name");
            assertThat(nsc.refused("add", "user", "-n", name)).contains("name");
            assertThat(nsc.refused("add", "operator", "-n", name)).contains("name");
        }
        assertThat(NscHome.files(nsc.stores())).hasSize(6);
    }

    @Test
    void aDirectoryOfSomebodyElseCannotLeadOutOfItEither() throws IOException {
        nsc.ok("init", "demo");
        Files.writeString(nsc.stores().resolve("demo/.nsc"), "{\"name\":\"../../x\",\"kind\":\"operator\"}");

        assertThat(nsc.refused("add", "account", "A")).contains("operator name '../../x' cannot contain");
    }

    @Test
    void withoutAnOperatorCommandsSayWhatToDo() {
        assertThat(nsc.refused("add", "account", "A"))
                .isEqualTo("Error: set an operator -- 'nsc env -o operatorName'\n");
        assertThat(nsc.refused("env", "-o", "nope")).contains("operator \"nope\" not in");
    }

    @Test
    void whatIsThereIsNotOverwritten() {
        nsc.ok("init", "demo");

        assertThat(nsc.refused("add", "account", "demo")).isEqualTo("Error: the account \"demo\" already exists\n");
        assertThat(nsc.refused("add", "user", "-a", "demo", "demo"))
                .isEqualTo("Error: the user \"demo\" already exists\n");
        assertThat(nsc.refused("init", "demo")).contains("already exists");
    }

    @Test
    void aSettingsFileKeepsWhatOthersWroteIntoIt() throws IOException {
        Path settings = home.resolve(".config/nats/nsc/nsc.json");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, "{\"github_updates\":\"somewhere\",\"last_update\":17}");
        nsc.ok("init", "demo");

        assertThat(settings).content().contains("\"github_updates\":\"somewhere\"", "\"last_update\":17");
    }

    @Test
    void everyCommandExplainsItself() {
        for (String path : Catalog.paths()) {
            NscHome.Result result = nsc.call((path + " --help").split(" "));
            assertThat(result.code()).as(path).isZero();
            assertThat(result.out()).as(path).startsWith("Usage: nsc " + path);
        }
        assertThat(nsc.ok("--help")).contains("add", "push", "describe");
        assertThat(nsc.ok("generate")).contains("creds", "config");
        assertThat(nsc.refused("nosuch")).contains("unknown command \"nosuch\" for \"nsc\"");
        assertThat(nsc.refused("add", "user", "--bogus")).contains("--bogus");
    }
}
