package io.dialtone.app.routes;

import io.dialtone.app.testkit.Target;
import io.dialtone.app.testkit.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a member of a cluster runs. */
public enum MemberKind {
    /** This project's broker, in this JVM. */
    DIALTONE,
    /** The newest nats-server. */
    NATS_SERVER,
    /** One of the 2.10 line: named by {@code NATS_SERVER_2_10}, below {@code ~/.cache/nats-server/trixie}, or made by {@code .ci/install-clients}. */
    NATS_SERVER_2_10;

    List<String> command() {
        return this == NATS_SERVER_2_10 ? List.of(older().toString()) : Target.NATS_SERVER.command();
    }

    private static Path older() {
        String named = System.getenv("NATS_SERVER_2_10");
        if (named != null && !named.isEmpty()) {
            return Path.of(named);
        }
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "nats-server", "trixie");
        if (Files.isDirectory(cache)) {
            try (Stream<Path> files = Files.walk(cache, 8)) {
                return files.filter(file -> file.endsWith("nats-server") && Files.isRegularFile(file))
                        .findFirst()
                        .orElseThrow(MemberKind::missing);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Path built = Path.of("target", "clients", "bin", "nats-server-2.10").toAbsolutePath();
        if (Files.isExecutable(built)) {
            return built;
        }
        throw missing();
    }

    private static RuntimeException missing() {
        return Tool.missing("no nats-server 2.10 (NATS_SERVER_2_10, ~/.cache/nats-server/trixie, .ci/install-clients)");
    }
}
