package io.dialtone.multijvm.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dialtone.multijvm.kit.NodeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What no proxy can play: a host that is gone from the network. Its own user, process and network namespaces end with it, whatever
 * becomes of the test.
 */
@Timeout(300)
class NetworkNamespacesTest {
    private static final List<String> APART =
            List.of("unshare", "--user", "--map-root-user", "--net", "--pid", "--fork", "--mount-proc", "--kill-child");
    private static final int SECONDS = 240;

    @TempDir
    Path directory;

    @Test
    void aServerWhoseCableIsPulledIsForgottenAndComesBackWhenItIsPluggedInAgain() throws Exception {
        assumeTrue(available(), "no right to make namespaces, bridges and cables here (unshare, nsenter, ip)");
        List<String> line = new ArrayList<>(APART);
        line.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                NamespacesScenario.class.getName(),
                directory.toString()));
        line.addAll(NodeKind.DIALTONE.command());
        Path output = directory.resolve("scenario.log");
        Process scenario = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = scenario.waitFor(SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(output);
            System.out.println(said);
            assertThat(ended).as("the scenario ends: " + said).isTrue();
            assertThat(scenario.exitValue()).as(said).isZero();
        } finally {
            scenario.destroyForcibly();
        }
    }

    private boolean available() throws IOException, InterruptedException {
        String probe = "ip link add bridge type bridge && ip link add one type veth peer name other";
        List<String> line = new ArrayList<>(APART);
        line.addAll(List.of("sh", "-c", "nsenter --version && " + probe));
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("probe.log").toFile())
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException nothingOfThatName) {
            return false;
        }
    }
}
