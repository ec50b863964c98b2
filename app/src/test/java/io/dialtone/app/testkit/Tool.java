package io.dialtone.app.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs that some tests need and not every machine has. A test whose tool is missing is reported as skipped with the reason; where
 * {@code DIALTONE_REQUIRE_TOOLS=1}, as on the build machine, it fails instead.
 */
public final class Tool {

    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private Tool() {}

    /** The program of this name on the PATH. */
    public static Optional<Path> onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(PATH_SEPARATOR.split(path))
                .map(directory -> Path.of(directory, program))
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .findFirst();
    }

    /** The program, or the end of this test. */
    public static Path require(String program) {
        return onPath(program).orElseThrow(() -> missing(program + " is not on the PATH"));
    }

    /**
     * A program that not even the build machine must have: named by a variable, such as {@code NATS_TOP}, made by
     * {@code .ci/install-clients}, or on the PATH. Otherwise the test is skipped.
     */
    public static Path optional(String program) {
        String variable = program.toUpperCase(Locale.ROOT).replace('-', '_');
        Path made = Path.of("target", "clients", "bin", program).toAbsolutePath();
        return Optional.ofNullable(System.getenv(variable))
                .filter(named -> !named.isEmpty())
                .map(Path::of)
                .or(() -> Optional.of(made).filter(Files::isExecutable))
                .or(() -> onPath(program))
                .orElseGet(() -> Assumptions.abort("no " + program + " (" + variable + ", .ci/install-clients, PATH)"));
    }

    /** What ends the test: skipped here, failed where every tool is demanded. */
    public static RuntimeException missing(String reason) {
        if ("1".equals(System.getenv("DIALTONE_REQUIRE_TOOLS"))) {
            throw new AssertionError(reason);
        }
        return Assumptions.abort(reason);
    }
}
