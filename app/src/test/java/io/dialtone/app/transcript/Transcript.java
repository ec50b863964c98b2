package io.dialtone.app.transcript;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of what connections send and get. Lines that start with {@code conf} are the server's configuration, {@code conf:name} another
 * one to reload. {@code args} adds to its command line. {@code key} and {@code jwt} name what {@link Names} makes. Each dialogue starts with
 * {@code == name}; what follows a step in lines like {@code b< ...} is all that connection {@code b} got because of it, with a
 * {@code |} for each line end and what changes from run to run replaced. Steps are:
 *
 * <pre>
 *   b: user                   connects as this user with the password {@code p}
 *   b: "name":"x"             connects with these members of CONNECT
 *   b: jwt TOKEN KEY members  connects with the token and the nonce signed by the key ({@code -} for no signature)
 *   b: nkey KEY SIGNER        connects with the key and the nonce signed by the other
 *   b&gt; SUB foo 1              sends a line; {@code |} ends one line and begins the next
 *   b! foo reply = body       publishes; {@code b! foo = body} without a reply; headers are {@code b! foo reply {A: 1; B: 2} = body}
 *   b.                        closes
 *   b?                        waits for one more frame
 *   reload name               replaces the configuration
 *   log regex                 waits until the server logged a match since the dialogue began
 *   key, jwt, forge           as above, for this dialogue
 * </pre>
 *
 * Connections close at the end of a dialogue. One whose name begins with {@code [own]} has a server of its own; one with {@code [ours]}
 * says what this broker does better than nats-server and is not played there. {@code ${R1}} is the first anonymous reply subject that anybody saw in it, {@code ${R2}} the
 * second, and so on.
 */
record Transcript(
        Map<String, String> configs, List<String> arguments, List<String> definitions, List<Dialogue> dialogues) {

    private static final Pattern CONF = Pattern.compile("conf(?::(\\w+))? ?(.*)");
    private static final Pattern RECEIVED = Pattern.compile("([a-z])< (.*)");

    /** A named list of steps. */
    record Dialogue(String name, List<Step> steps) {}

    /** What happens, and what each connection gets after it. */
    record Step(String text, Map<String, List<String>> received) {}

    /** Reads the resource {@code /transcripts/<name>}. */
    static Transcript load(String name) {
        try (InputStream in =
                Objects.requireNonNull(Transcript.class.getResourceAsStream("/transcripts/" + name), name)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Transcript parse(List<String> lines) {
        Map<String, StringBuilder> configs = new TreeMap<>(Map.of("", new StringBuilder()));
        List<String> arguments = new ArrayList<>();
        List<String> definitions = new ArrayList<>();
        List<Dialogue> dialogues = new ArrayList<>();
        for (String line : lines) {
            Matcher conf = CONF.matcher(line);
            Matcher received = RECEIVED.matcher(line);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (conf.matches()) {
                String name = conf.group(1) == null ? "" : conf.group(1);
                configs.computeIfAbsent(name, any -> new StringBuilder())
                        .append(conf.group(2))
                        .append('\n');
            } else if (line.startsWith("args ")) {
                arguments.addAll(List.of(line.substring("args ".length()).split(" ")));
            } else if (line.startsWith("== ")) {
                dialogues.add(new Dialogue(line.substring("== ".length()), new ArrayList<>()));
            } else if (dialogues.isEmpty()) {
                definitions.add(line);
            } else if (received.matches()) {
                dialogues
                        .getLast()
                        .steps()
                        .getLast()
                        .received()
                        .computeIfAbsent(received.group(1), any -> new ArrayList<>())
                        .add(received.group(2));
            } else {
                dialogues.getLast().steps().add(new Step(line, new TreeMap<>()));
            }
        }
        Map<String, String> texts = new TreeMap<>();
        configs.forEach((name, text) -> texts.put(name, text.toString()));
        return new Transcript(texts, arguments, definitions, dialogues);
    }
}
