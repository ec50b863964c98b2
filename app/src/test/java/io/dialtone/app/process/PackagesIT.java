package io.dialtone.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code app/bin/package} makes, unpacked and tried. The image is left out: it takes minutes, and Debian's packages. */
@Timeout(300)
class PackagesIT {
    private static final Path PACKAGES = Path.of("target", "packages").toAbsolutePath();

    @TempDir
    private Path directory;

    @BeforeAll
    static void pack() throws Exception {
        Assumptions.assumeTrue(isThere("tar"), "there is no tar");
        run(Path.of("."), "bin/package", "tarball", "chart");
    }

    @Test
    void aServerStartsFromTheTarball() throws Exception {
        run(directory, "tar", "-xzf", only("dialtone-*.tar.gz").toString());
        Path unpacked;
        try (Stream<Path> files = Files.list(directory)) {
            unpacked = files.filter(Files::isDirectory).findFirst().orElseThrow();
        }
        assertThat(unpacked.resolve("LICENSE")).exists();
        assertThat(unpacked.resolve("etc/dialtone.conf")).exists();
        List<String> launcher = List.of(unpacked.resolve("bin/nats-server").toString());
        try (NatsProcess server = NatsProcess.start(launcher, "", List.of())) {
            RawClient.connect(server.port()).flush().close();
            assertThat(unpacked.resolve("cache/state")).exists();
        }
    }

    @Test
    void theDebianPackageHasTheServerItsUnitAndItsConfiguration() throws Exception {
        Assumptions.assumeTrue(isThere("dpkg-deb"), "there is no dpkg-deb");
        run(Path.of("."), "bin/package", "deb");
        run(directory, "dpkg-deb", "-R", only("dialtone_*.deb").toString(), "root");
        Path root = directory.resolve("root");
        assertThat(Files.readString(root.resolve("DEBIAN/conffiles"))).isEqualTo("/etc/dialtone/dialtone.conf\n");
        assertThat(Files.readString(root.resolve("DEBIAN/control")))
                .contains("Package: dialtone\n", "Installed-Size: ");
        assertThat(Files.readSymbolicLink(root.resolve("usr/bin/dialtone")).toString())
                .isEqualTo("../share/dialtone/bin/dialtone");
        for (String script : List.of("postinst", "prerm", "postrm")) {
            run(directory, "sh", "-n", root.resolve("DEBIAN").resolve(script).toString());
        }
        Path configuration = root.resolve("etc/dialtone/dialtone.conf");
        run(Path.of("."), "bin/dialtone", "-c", configuration.toString(), "-t");
        if (isThere("systemd-analyze")) {
            // The program is not installed here, so the unit is checked with one that is.
            Path unit = root.resolve("usr/lib/systemd/system/dialtone.service");
            Path copy = directory.resolve("dialtone.service");
            Files.writeString(copy, Files.readString(unit).replace("/usr/bin/dialtone", "/bin/true"));
            run(directory, "systemd-analyze", "verify", "--man=no", copy.toString());
        }
    }

    @Test
    void theSameSourceGivesTheSameBytes() throws Exception {
        byte[] first = Files.readAllBytes(only("dialtone-*.tar.gz"));
        run(Path.of("."), "bin/package", "tarball");
        assertThat(Files.readAllBytes(only("dialtone-*.tar.gz"))).isEqualTo(first);
    }

    @Test
    void theChartIsOneThatHelmTakes() throws Exception {
        assertThat(only("dialtone-chart-*.tgz")).exists();
        String helm = Tool.optional("helm").toString();
        run(directory, helm, "lint", "--strict", only("dialtone-chart-*.tgz").toString());
        run(
                directory,
                helm,
                "template",
                "release",
                only("dialtone-chart-*.tgz").toString(),
                "--kube-version",
                "1.30.0",
                "--set",
                "tlsSecrets={server}");
    }

    private static Path only(String pattern) throws IOException {
        try (var found = Files.newDirectoryStream(PACKAGES, pattern)) {
            return found.iterator().next();
        }
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private static void run(Path directory, String... command) throws Exception {
        Path output = Files.createTempFile("package", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(4, TimeUnit.MINUTES);
            process.destroyForcibly();
            assertThat(ended && process.exitValue() == 0)
                    .as(String.join(" ", command) + "\n" + Files.readString(output))
                    .isTrue();
        } finally {
            Files.delete(output);
        }
    }
}
