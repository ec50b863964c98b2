package io.dialtone.app.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of recorded dialogues. Lines that start with {@code conf} make up the configuration of the server that plays the whole file;
 * each dialogue starts with {@code == name}, and its steps are
 *
 * <pre>
 *   &gt; bytes      sent, with the escapes of {@link Wire}
 *   &lt; bytes      must arrive next, exactly
 *   ~ regex      the next line must match
 *   i json       the next line must be an INFO with at least these members
 *   ! EOF        nothing more arrives and the connection ends
 * </pre>
 *
 * A name that starts with {@code [at once]} marks a dialogue that nats-server answers otherwise when its bytes come in pieces.
 * A letter before the sign names the connection ({@code b> PING\r\n}); without one it is {@code a}. Connections open at their first step and
 * take the INFO. At the end each connection that is still open must answer PING with nothing but PONG.
 */
public record Script(String config, List<Dialogue> dialogues) {

    private static final Pattern STEP = Pattern.compile("([a-z])?([><~!i]) (.*)");

    /** A named list of steps. */
    public record Dialogue(String name, List<Step> steps) {}

    /** What one connection does or sees. */
    public record Step(String connection, char sign, String text) {}

    /** Reads the resource {@code /golden/<name>}. */
    public static Script load(String name) {
        try (InputStream in = Objects.requireNonNull(Script.class.getResourceAsStream("/golden/" + name), name)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Script parse(String text) {
        StringBuilder config = new StringBuilder();
        List<Dialogue> dialogues = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("conf ")) {
                config.append(line.substring("conf ".length())).append('\n');
            } else if (line.startsWith("== ")) {
                dialogues.add(new Dialogue(line.substring("== ".length()), new ArrayList<>()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                dialogues.getLast().steps().add(step(line));
            }
        }
        return new Script(config.toString(), List.copyOf(dialogues));
    }

    private static Step step(String line) {
        Matcher matcher = STEP.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a step: " + line);
        }
        String connection = matcher.group(1) == null ? "a" : matcher.group(1);
        return new Step(connection, matcher.group(2).charAt(0), matcher.group(3));
    }
}
