package io.dialtone.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers that nats-server gave to many texts, right and wrong ones, are ours: same words, same places, same digests. */
final class ConfigurationChecksTest {
    /** A text and what a check of it says. */
    record Check(String text, List<String> answer) {
        @Override
        public String toString() {
            return text.replace("\n", "\\n");
        }
    }

    @TempDir
    private Path directory;

    static Stream<Check> checks() throws IOException {
        String all = resource("checks.txt");
        return Arrays.stream(all.split("(?m)^===\n", -1)).skip(1).map(ConfigurationChecksTest::check);
    }

    private static Check check(String section) {
        int end = section.indexOf("\n>>>\n");
        String answer = section.substring(end + "\n>>>\n".length()).strip();
        return new Check(section.substring(0, end).replace("\\r", "\r"), sorted(answer));
    }

    @ParameterizedTest
    @MethodSource("checks")
    void aCheckedTextGetsTheAnswerOfNatsServer(Check check) throws IOException {
        assertThat(ours(check.text())).isEqualTo(check.answer());
    }

    @ParameterizedTest
    @ValueSource(strings = {"client.conf", "security.conf", "links.conf", "akka.conf"})
    void aFileWithEveryKeyHasNoProblem(String file) throws IOException {
        assertThat(ours(resource("keys/" + file))).singleElement().asString().startsWith("valid sha256:");
    }

    @Test
    @Timeout(300)
    void aRealNatsServerStillAnswersSo() throws Exception {
        Path server = natsServer().orElseThrow(ConfigurationChecksTest::noNatsServer);
        List<Check> all = new ArrayList<>(checks().toList());
        for (String file : List.of("client.conf", "security.conf", "links.conf")) {
            String text = resource("keys/" + file);
            all.add(new Check(text, ours(text)));
        }
        for (Check check : all) {
            assertThat(theirs(server, check.text())).as(check.toString()).isEqualTo(check.answer());
        }
    }

    private List<String> ours(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("t.conf"), text);
        String answer;
        try {
            OptionsFile.Loaded loaded = OptionsFile.load(file);
            answer = loaded.warnings().isEmpty()
                    ? "valid " + loaded.digest()
                    : loaded.warnings().stream().map(Problem::toString).collect(Collectors.joining("\n"));
        } catch (ConfigurationException e) {
            answer = String.valueOf(e.getMessage());
        }
        return sorted(answer.replace(directory + "/", ""));
    }

    private List<String> theirs(Path server, String text) throws Exception {
        Files.writeString(directory.resolve("t.conf"), text);
        Process process = new ProcessBuilder(server.toString(), "-t", "-c", "t.conf")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                fail("nats-server does not end");
            }
            return sorted(answer.replaceFirst("^nats-server: ", "")
                    .replaceAll("configuration file t.conf is valid \\((.*)\\)", "valid $1")
                    .strip());
        } finally {
            process.destroyForcibly();
        }
    }

    /** nats-server reports the problems of a file in no particular order. */
    private static List<String> sorted(String answer) {
        return answer.lines().sorted().toList();
    }

    private static RuntimeException noNatsServer() {
        String reason = "no nats-server (NATS_SERVER, PATH, ~/.cache/nats-server)";
        if ("1".equals(System.getenv("DIALTONE_REQUIRE_TOOLS"))) {
            throw new AssertionError(reason);
        }
        return abort(reason);
    }

    private static Optional<Path> natsServer() throws IOException {
        String named = System.getenv("NATS_SERVER");
        if (named != null && !named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Optional<Path> onPath = Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
                .map(d -> Path.of(d, "nats-server"))
                .filter(f -> Files.isExecutable(f) && !Files.isDirectory(f))
                .findFirst();
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "nats-server");
        if (onPath.isPresent() || !Files.isDirectory(cache)) {
            return onPath;
        }
        // Of several suites the newest, that of Debian's unstable.
        try (Stream<Path> files = Files.walk(cache, 8)) {
            return files.filter(f -> f.endsWith("nats-server") && Files.isExecutable(f) && Files.isRegularFile(f))
                    .min(Comparator.comparing(f -> !f.startsWith(cache.resolve("sid"))));
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ConfigurationChecksTest.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
