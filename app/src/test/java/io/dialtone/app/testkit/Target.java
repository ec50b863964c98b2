package io.dialtone.app.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that one and the same test is played on: this project's broker, and the nats-server whose behaviour the test describes. */
public enum Target {
    /** This project's broker, from the classes under test, in a process of its own. */
    DIALTONE {
        @Override
        public List<String> command() {
            return StartArchive.command(JVM_OPTIONS);
        }
    },
    /** A real nats-server: named by {@code NATS_SERVER}, on the PATH, or below {@code ~/.cache/nats-server}. */
    NATS_SERVER {
        @Override
        public List<String> command() {
            return List.of(natsServer()
                    .orElseThrow(() -> Tool.missing("no nats-server (NATS_SERVER, PATH, ~/.cache/nats-server)"))
                    .toString());
        }
    };

    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m");

    /** The targets to play on: all, or those that the property {@code dialtone.targets} names, such as {@code NATS_SERVER}. */
    public static Stream<Target> all() {
        String chosen = System.getProperty("dialtone.targets", "");
        return Stream.of(values()).filter(target -> chosen.isEmpty() || chosen.contains(target.name()));
    }

    /** The command line up to the program's own arguments; ends the test when the program is not on this machine. */
    public abstract List<String> command();

    /**
     * A nats-server of the 2.10 line, for mixed clusters: named by {@code NATS_SERVER_2_10}, below {@code ~/.cache/nats-server/trixie}, or made
     * by {@code .ci/install-clients}. Ends the test when there is none.
     */
    public static Path olderNatsServer() {
        String named = System.getenv("NATS_SERVER_2_10");
        if (named != null && !named.isEmpty()) {
            return Path.of(named);
        }
        Path suite = Path.of(System.getProperty("user.home"), ".cache", "nats-server", "trixie");
        Path built = Path.of("target", "clients", "bin", "nats-server-2.10").toAbsolutePath();
        return below(suite)
                .or(() -> Optional.of(built).filter(Files::isExecutable))
                .orElseThrow(() ->
                        Tool.missing("no nats-server 2.10 (NATS_SERVER_2_10, " + suite + ", .ci/install-clients)"));
    }

    private static Optional<Path> below(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(directory, 8)) {
            return files.filter(file -> file.endsWith("nats-server") && Files.isRegularFile(file))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> natsServer() {
        String named = System.getenv("NATS_SERVER");
        if (named != null && !named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        return Tool.onPath("nats-server").or(Target::cachedNatsServer);
    }

    /** Several suites may be unpacked there: the one of Debian's unstable, {@code sid}, is the newest. */
    private static Optional<Path> cachedNatsServer() {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "nats-server");
        if (!Files.isDirectory(cache)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(cache, 8)) {
            return files.filter(file -> file.endsWith("nats-server") && Files.isRegularFile(file))
                    .min(Comparator.comparing(file -> !file.startsWith(cache.resolve("sid"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
