package io.dialtone.app.nsc;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/**
 * What a command sees of the world.
 *
 * @param environment variables
 * @param home of the user
 * @param directory where the command is called
 * @param out for results
 * @param err for complaints
 * @param clock of what is issued now
 * @param random of new keys
 */
public record Surroundings(
        Map<String, String> environment,
        Path home,
        Path directory,
        PrintStream out,
        PrintStream err,
        Clock clock,
        SecureRandom random) {
    /** Those of this process. Output is UTF-8 whatever the locale says: tables are drawn with it. */
    public static Surroundings ofProcess(PrintStream out, PrintStream err) {
        return new Surroundings(
                System.getenv(),
                Path.of(System.getenv().getOrDefault("HOME", System.getProperty("user.home"))),
                Path.of("").toAbsolutePath(),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                new SecureRandom());
    }

    /** A variable; empty when it is not set. */
    public String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** A path as typed: relative to where the command is called, {@code ~} is the home. */
    public Path path(String text) {
        if (text.equals("~") || text.startsWith("~/")) {
            return home.resolve(text.substring(Math.min(2, text.length()))).normalize();
        }
        return directory.resolve(text).normalize();
    }

    /** A path for people: {@code ~} for the home. */
    public String shown(Path path) {
        return path.startsWith(home)
                ? Path.of("~").resolve(home.relativize(path)).toString()
                : path.toString();
    }
}
