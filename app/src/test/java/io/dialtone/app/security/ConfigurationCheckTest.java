package io.dialtone.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.process.Configuration;
import io.dialtone.app.testkit.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What {@code -t} says of configurations with accounts: the same text, place and exit code as nats-server's, good and bad. */
class ConfigurationCheckTest {

    @TempDir
    Path directory;

    /** A configuration and what may be said of it. */
    private record Case(String name, String config, List<String> verdicts, List<String> lucky) {

        /** nats-server's verdict may depend on the order in which it happens to read a map; ours has no such excuse. */
        List<String> expectedOf(Target target) {
            return target == Target.DIALTONE
                    ? verdicts
                    : Stream.concat(verdicts.stream(), lucky.stream()).toList();
        }
    }

    @TestFactory
    Stream<DynamicContainer> theVerdictIsTheSame() {
        return Target.all()
                .map(target -> DynamicContainer.dynamicContainer(
                        target.name(),
                        cases().stream().map(test -> DynamicTest.dynamicTest(test.name(), () -> check(target, test)))));
    }

    private void check(Target target, Case test) throws IOException, InterruptedException {
        Path file = directory.resolve("server.conf");
        Files.writeString(file, test.config());
        String said = target == Target.DIALTONE ? here(file) : process(target, file);
        String masked = said.replace(file.toString(), "conf").replaceAll("sha256:[0-9a-f]{64}", "sha256:<digest>");
        List<String> expected = test.expectedOf(target);
        assertThat(masked.strip())
                .satisfiesAnyOf(
                        verdict -> assertThat(verdict).isIn(expected),
                        // Ours says where in the file also for problems that nats-server finds without saying where.
                        verdict -> assertThat(verdict.replaceAll("conf:\\d+:\\d+: ", ""))
                                .isIn(expected));
    }

    /** Without a process for each: this is all that {@code -t} does. */
    private static String here(Path file) {
        try {
            return "exit 0\nnats-server: configuration file " + file + " is valid ("
                    + Configuration.check(file.toString()) + ")\n";
        } catch (Configuration.UnusableException e) {
            return "exit 1\nnats-server: " + e.getMessage() + "\n";
        }
    }

    private String process(Target target, Path file) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(target.command());
        command.addAll(List.of("-t", "-c", file.toString()));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return "exit " + process.waitFor() + "\n" + output;
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String block : text().split("(?m)^== ")) {
            if (!block.startsWith("#")) {
                int verdict = block.indexOf("\n-> ");
                int name = block.indexOf('\n');
                String[] verdicts = block.substring(verdict + 1)
                        .strip()
                        .replaceAll("(?m)^-> ", "")
                        .split("\nor by luck\n");
                cases.add(new Case(
                        block.substring(0, name),
                        block.substring(name + 1, verdict + 1).replaceAll("(?m)^  ", ""),
                        List.of(verdicts[0].split("\nor\n")),
                        List.of(verdicts).subList(1, verdicts.length)));
            }
        }
        return cases;
    }

    private static String text() {
        try (InputStream in =
                Objects.requireNonNull(ConfigurationCheckTest.class.getResourceAsStream("/config/accounts.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
