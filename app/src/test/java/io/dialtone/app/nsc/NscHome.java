package io.dialtone.app.nsc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A home directory of its own, in which commands are called as a user would. */
public final class NscHome {
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private Clock clock = Clock.systemUTC();
    private Path directory;

    public NscHome(Path home) {
        this.home = home;
        this.directory = home;
    }

    /** What a command printed and ended with. */
    public record Result(int code, String out, String err) {}

    /** Sets a variable for the commands to come. */
    NscHome with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** The directory in which the commands to come are called. */
    NscHome in(Path called) {
        directory = called;
        return this;
    }

    /** What the commands to come take for now. */
    public NscHome at(Instant now) {
        clock = Clock.fixed(now, ZoneOffset.UTC);
        return this;
    }

    /** Calls a command. */
    public Result call(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings world = new Surroundings(
                environment,
                home,
                directory,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                clock,
                new SecureRandom());
        int code = Nsc.run(world, List.of(arguments));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Calls a command that must do it; what it printed. */
    public String ok(String... arguments) {
        Result result = call(arguments);
        assertThat(result.code())
                .as("%s: %s%s", List.of(arguments), result.out(), result.err())
                .isZero();
        assertThat(result.err()).isEmpty();
        return result.out();
    }

    /** Calls a command that must refuse; its complaint. */
    String refused(String... arguments) {
        Result result = call(arguments);
        assertThat(result.code()).as("%s: %s", List.of(arguments), result.out()).isEqualTo(1);
        return result.err();
    }

    /** One value of the claims of an account. */
    public String account(String name, String field) {
        return ok("describe", "account", name, "--field", field).strip().replace("\"", "");
    }

    /** One value of the claims of a user. */
    String user(String account, String name, String field) {
        return ok("describe", "user", name, "-a", account, "--field", field)
                .strip()
                .replace("\"", "");
    }

    /** The credentials of a user. */
    public Path creds(String operator, String account, String user) {
        return keys().resolve("creds").resolve(operator).resolve(account).resolve(user + ".creds");
    }

    Path keys() {
        return home.resolve(".local/share/nats/nsc/keys");
    }

    Path stores() {
        return home.resolve(".local/share/nats/nsc/stores");
    }

    /** The seed of a public key. */
    Path seed(String key) {
        return keys().resolve("keys")
                .resolve(key.substring(0, 1))
                .resolve(key.substring(1, 3))
                .resolve(key + ".nk");
    }

    /** Files below a directory, relative to it. */
    public static List<String> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
