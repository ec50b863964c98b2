package io.dialtone.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationTextTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PORT", "5222",
            "BLOCK", "{ a: 1, b: [ x, $PORT ] }",
            "QUOTED", "\"a b\"",
            "CYC1", "$CYC2",
            "CYC2", "$CYC1",
            "BROKEN", "[ a");

    private static String json(String text) {
        return ConfigDigest.json(new TextSources(ENVIRONMENT::get).parseText(text.replace("|", "\n")));
    }

    private static String loadFailure(Path file) {
        try {
            OptionsFile.load(file);
            return "";
        } catch (ConfigurationException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a: 1k, b: 1kb, c: 1KiB, d: 2M, e: 2mib, f: -3; {\"a\":1000,\"b\":1024,\"c\":1024,\"d\":2000000,\"e\":2097152,\"f\":-3}",
                "a: 1.50, b: -0.25; {\"a\":1.5,\"b\":-0.25}",
                "a: yes, b: OFF, c: 'on'; {\"a\":true,\"b\":false,\"c\":\"on\"}",
                "a: 12ab, b: 300ms, c: 1.2.3, d: 127.0.0.1:4222, e: 0x10, f: 1E5, g: +5; "
                        + "{\"a\":\"12ab\",\"b\":\"300ms\",\"c\":\"1.2.3\",\"d\":\"127.0.0.1:4222\",\"e\":\"0x10\",\"f\":\"1E5\",\"g\":\"+5\"}",
                "a = x|b y|c : z; {\"a\":\"x\",\"b\":\"y\",\"c\":\"z\"}",
                "a {|b: 1|b: 2|}; {\"a\":{\"b\":2}}",
                "a [1, 2|3,|]; {\"a\":[1,2,3]}",
                "a [1]; {\"a\":[1]}",
                "a: \"\\x41\\t\\\"\", b: 'raw\\n'; {\"a\":\"A\\t\\\"\",\"b\":\"raw\\\\n\"}",
                "a: (|x|)|b: 1; {\"a\":\"\\nx\\n\",\"b\":1}",
                "pw: $2a$11$abc; {\"pw\":\"$2a$11$abc\"}",
                "x: 5|m { y: $x }; {\"m\":{\"y\":5},\"x\":5}",
                "x: 5|m { x: 6, y: $x }; {\"m\":{\"x\":6,\"y\":6},\"x\":5}",
                "p: $PORT|q: $QUOTED|r: $BLOCK; {\"p\":5222,\"q\":\"a b\",\"r\":{\"a\":1,\"b\":[\"x\",5222]}}",
                "a: \"$PORT\"; {\"a\":\"$PORT\"}",
                "a: x#y # comment|// more|b: 1; {\"a\":\"x#y\",\"b\":1}",
                "{\"a\": {\"b\": [true, null]}}; {\"a\":{\"b\":[true,\"null\"]}}",
                "a: <&>; {\"a\":\"\\u003c\\u0026\\u003e\"}",
                "d: 2020-01-02T03:04:05Z; {\"d\":\"2020-01-02T03:04:05Z\"}",
            })
    void aTextIsReadAsThisTree(String text, String tree) {
        assertThat(json(text)).isEqualTo(tree);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a: $NOPE; variable reference for 'NOPE' on line 1 can not be found",
                "|a: $2b$11$x; variable reference for '2b$11$x' on line 2 can not be found",
                "a: $BROKEN; variable reference for 'BROKEN' on line 1 could not be parsed: Parse error on line 1: "
                        + "'Expected an array value terminator \",\" or an array terminator \"]\", but got '\0' instead.'",
                "a: 1kbb; none"
            })
    void whatCannotBeReadIsToldWithItsLine(String text, String message) {
        if (message.equals("none")) {
            assertThat(json(text)).isEqualTo("{\"a\":\"1kbb\"}");
        } else {
            assertThatThrownBy(() -> json(text)).hasMessage(message);
        }
    }

    @Test
    void variablesOfTheEnvironmentThatNeedEachOtherAreRefused() {
        assertThatThrownBy(() -> json("a: $CYC1")).hasMessageEndingWith("variable reference cycle for 'CYC1'");
    }

    @Test
    void nestingHasALimitInsteadOfExhaustingTheStack() {
        assertThatThrownBy(() -> json("a: " + "[".repeat(100_000))).isInstanceOf(SyntaxException.class);
        assertThatThrownBy(() -> json("{".repeat(100_000))).isInstanceOf(SyntaxException.class);
        assertThatThrownBy(() -> json("a {".repeat(100_000))).isInstanceOf(SyntaxException.class);
    }

    @Test
    void anIncludedFileIsFoundNextToTheIncludingOneAndMergesWhereItStands(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory.resolve("sub"));
        Files.writeString(
                directory.resolve("main.conf"), "port: 4333\ninclude 'sub/a.conf'\ncluster { include sub/c.conf }\n");
        Files.writeString(directory.resolve("sub/a.conf"), "INCLUDE \"b.conf\"; max_payload: $SIZE");
        Files.writeString(directory.resolve("sub/b.conf"), "SIZE: 2000");
        Files.writeString(directory.resolve("sub/c.conf"), "name: c1");

        Options options = OptionsFile.load(
                        directory.resolve("main.conf").toString(),
                        Options.defaults(),
                        name -> name.equals("SIZE") ? "3000" : null)
                .options();

        assertThat(options.client().port()).isEqualTo(4333);
        assertThat(options.limits().maxPayload()).isEqualTo(2000);
        assertThat(options.cluster().name()).isEqualTo("c1");
    }

    @Test
    void aPathThatStartsWithASlashIsJoinedToTheDirectoryToo(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("main.conf"), "include /a.conf\n");
        Files.writeString(directory.resolve("a.conf"), "port: 4444\n");

        assertThat(OptionsFile.load(directory.resolve("main.conf"))
                        .options()
                        .client()
                        .port())
                .isEqualTo(4444);
    }

    @Test
    void aProblemInAnIncludedFileIsToldWithThatFile(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("main.conf"), "include a.conf\nfoo: 1\n");
        Files.writeString(directory.resolve("a.conf"), "\n  bar: 2\n");

        assertThat(loadFailure(directory.resolve("main.conf")).lines())
                .containsExactly(
                        directory + "/a.conf:2:3: unknown field \"bar\"",
                        directory + "/main.conf:2:1: unknown field \"foo\"");
    }

    @Test
    void missingFilesAndDirectoriesAreToldInGosWords(@TempDir Path directory) throws IOException {
        Path missing = directory.resolve("no.conf");
        Path including = Files.writeString(directory.resolve("main.conf"), "include no.conf");

        assertThat(loadFailure(missing)).isEqualTo("open " + missing + ": no such file or directory");
        assertThat(loadFailure(including))
                .isEqualTo("error parsing include file 'no.conf', open " + missing + ": no such file or directory");
        assertThat(loadFailure(directory)).isEqualTo("read " + directory + ": is a directory");
    }

    @Test
    void aFileThatIncludesItselfIsRefused(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("a.conf"), "include a.conf");

        assertThat(loadFailure(file)).contains("includes are nested too deeply");
    }

    @Test
    void anEmptyFileIsUsedWithAWarning(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("t.conf"), "# nothing\n");

        OptionsFile.Loaded loaded = OptionsFile.load(file);

        assertThat(loaded.options()).isEqualTo(OptionsFile.parse("debug: false").options());
        assertThat(loaded.warnings()).singleElement().hasToString(file + ": config has no values or is empty");
    }
}
