package io.dialtone.multijvm.kit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Where nats-server is: named by {@code NATS_SERVER} (and {@code NATS_SERVER_2_10}), on the PATH, or unpacked from Debian's packages below
 * {@code ~/.cache/nats-server}; the older one may also have been made by {@code .ci/install-clients}. A test that needs one which is not there
 * is skipped with the reason, and fails where {@code DIALTONE_REQUIRE_TOOLS=1}.
 */
final class NatsServers {

    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "nats-server");

    private static final Path BUILT = Path.of("..", "app", "target", "clients", "bin", "nats-server-2.10")
            .toAbsolutePath()
            .normalize();

    private NatsServers() {}

    static Path newest() {
        return named("NATS_SERVER")
                .or(() -> below(CACHE.resolve("sid")))
                .or(NatsServers::onPath)
                .orElseThrow(() -> missing("no nats-server (NATS_SERVER, PATH, ~/.cache/nats-server/sid)"));
    }

    static Path older() {
        return named("NATS_SERVER_2_10")
                .or(() -> below(CACHE.resolve("trixie")))
                .or(() -> Optional.of(BUILT).filter(Files::isExecutable))
                .orElseThrow(() -> missing(
                        "no nats-server 2.10 (NATS_SERVER_2_10, ~/.cache/nats-server/trixie, .ci/install-clients)"));
    }

    private static RuntimeException missing(String reason) {
        if ("1".equals(System.getenv("DIALTONE_REQUIRE_TOOLS"))) {
            throw new AssertionError(reason);
        }
        return Assumptions.abort(reason);
    }

    private static Optional<Path> named(String variable) {
        String path = System.getenv(variable);
        return path == null || path.isEmpty() ? Optional.empty() : Optional.of(Path.of(path));
    }

    private static Optional<Path> onPath() {
        String path = System.getenv("PATH");
        return path == null
                ? Optional.empty()
                : Stream.of(path.split(File.pathSeparator))
                        .map(directory -> Path.of(directory, "nats-server"))
                        .filter(Files::isExecutable)
                        .findFirst();
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
}
