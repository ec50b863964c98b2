package io.dialtone.app.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.accounts.keys.NonceSignature;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays the steps of one dialogue on a server and collects what each connection gets, masked. */
final class TranscriptPlayer implements AutoCloseable {

    private static final Pattern OPEN = Pattern.compile("([a-z]): ?(.*)");
    private static final Pattern SEND = Pattern.compile("([a-z])> (.*)");
    private static final Pattern PUBLISH =
            Pattern.compile("([a-z])! (\\S+)(?: ((?:\\$\\{\\w+}|[^\\s{])+))?(?: \\{(.*)})? =(?: (.*))?");
    private static final Pattern CLOSE = Pattern.compile("([a-z])\\.");
    private static final Pattern AWAIT = Pattern.compile("([a-z])\\?");
    private static final Pattern USER = Pattern.compile("\\w+");
    private static final String CONNECT =
            "\"verbose\":false,\"pedantic\":false,\"headers\":true,\"no_responders\":true";
    private static final long RECORDING_PAUSE_MS = 120;

    private final Transcript transcript;
    private final NatsProcess server;
    private final Names names;
    private final FrameMask mask;
    private final boolean recording;
    private final Map<String, RawClient> clients = new TreeMap<>();
    private final Map<String, List<String>> arrived = new TreeMap<>();
    private final int logStart;

    TranscriptPlayer(Transcript transcript, NatsProcess server, Names names, boolean recording) {
        this.transcript = transcript;
        this.server = server;
        this.names = names.copy();
        this.mask = new FrameMask(this.names);
        this.recording = recording;
        this.logStart = server.log().length();
    }

    /** Plays all steps and compares each with what the file holds. */
    void play(Transcript.Dialogue dialogue) {
        dialogue.steps().forEach(step -> {
            Map<String, List<String>> received = play(step);
            assertThat(show(received)).as(step.text()).isEqualTo(show(step.received()));
        });
    }

    private static String show(Map<String, List<String>> received) {
        StringBuilder text = new StringBuilder();
        received.forEach((name, frames) -> frames.forEach(
                frame -> text.append(name).append("< ").append(frame).append('\n')));
        return text.toString();
    }

    /** Plays a step and returns what each connection got. */
    Map<String, List<String>> play(Transcript.Step step) {
        arrived.clear();
        perform(step);
        if (recording) {
            pause();
        }
        collect(step);
        Map<String, List<String>> received = new TreeMap<>();
        arrived.forEach((name, frames) -> received.put(name, mask.nameReplies(frames)));
        return received;
    }

    private void perform(Transcript.Step step) {
        String text = step.text();
        Matcher open = OPEN.matcher(text);
        Matcher send = SEND.matcher(text);
        Matcher publish = PUBLISH.matcher(text);
        Matcher close = CLOSE.matcher(text);
        Matcher await = AWAIT.matcher(text);
        if (open.matches()) {
            open(open.group(1), names.resolve(open.group(2)));
        } else if (send.matches()) {
            client(send.group(1)).sendUntilClosed(names.resolve(send.group(2)).replace("|", "\r\n") + "\r\n");
        } else if (publish.matches()) {
            client(publish.group(1)).sendUntilClosed(publish(publish));
        } else if (close.matches()) {
            close(close.group(1));
        } else if (await.matches()) {
            awaitFrame(await.group(1));
        } else {
            command(text);
        }
    }

    private void command(String text) {
        String[] words = text.split(" ", 2);
        switch (words[0]) {
            case "reload" -> server.reload(names.resolve(config(words[1])));
            case "refused" -> {
                String[] reload = words[1].split(" ", 2);
                server.requestReload(names.resolve(config(reload[0])), names.resolve(reload[1]));
            }
            case "log" -> awaitLog(names.resolve(words[1]));
            default -> define(names, text);
        }
    }

    private String config(String name) {
        return transcript.configs().getOrDefault(name.equals("main") ? "" : name, "");
    }

    private void awaitLog(String expression) {
        Pattern pattern = Pattern.compile(expression);
        Deadline.awaitValue(
                "the log has " + expression,
                () -> server.log().substring(logStart),
                log -> pattern.matcher(log).find());
    }

    /** Gives names to what {@code key}, {@code jwt} and {@code forge} make. */
    static void define(Names names, String text) {
        String[] words = text.split(" ", 6);
        switch (words[0]) {
            case "key" -> names.key(words[1], words[2]);
            case "jwt" -> names.token(words[1], words[2], words[3], words[4], words.length > 5 ? words[5] : "{}");
            case "forge" -> names.forge(words[1], words[2], text.substring(text.indexOf('{')));
            default -> throw new IllegalArgumentException("no such step: " + text);
        }
    }

    private RawClient client(String name) {
        return clients.computeIfAbsent(name, any -> {
            throw new IllegalArgumentException("not connected: " + name);
        });
    }

    private void open(String name, String credentials) {
        RawClient client = RawClient.open(server.port());
        RawClient before = clients.put(name, client);
        if (before != null) {
            before.close();
        }
        JsonNode info = client.readInfo();
        String nonce = info.path("nonce").asText();
        String members = members(credentials, nonce);
        client.sendUntilClosed("CONNECT {" + CONNECT + (members.isEmpty() ? "" : "," + members) + "}\r\n");
    }

    private String members(String credentials, String nonce) {
        String[] words = credentials.split(" ", 4);
        if (words[0].equals("jwt") || words[0].equals("nkey")) {
            boolean token = words[0].equals("jwt");
            String value = token
                    ? names.resolve("${" + words[1] + "}")
                    : names.key(words[1]).publicKey();
            String signature =
                    words[2].equals("-") ? "" : ",\"sig\":\"" + NonceSignature.sign(names.key(words[2]), nonce) + "\"";
            String more = words.length > 3 ? "," + words[3] : "";
            return "\"" + words[0] + "\":\"" + value + "\"" + signature + more;
        }
        return USER.matcher(credentials).matches() ? "\"user\":\"" + credentials + "\",\"pass\":\"p\"" : credentials;
    }

    private String publish(Matcher publish) {
        String subject = names.resolve(publish.group(2));
        String reply = publish.group(3) == null ? "" : names.resolve(publish.group(3)) + " ";
        String body = publish.group(5) == null ? "" : names.resolve(publish.group(5));
        if (publish.group(4) == null) {
            return "PUB " + subject + " " + reply + body.length() + "\r\n" + body + "\r\n";
        }
        String headers = "NATS/1.0\r\n" + names.resolve(publish.group(4)).replace("; ", "\r\n") + "\r\n\r\n";
        return "HPUB " + subject + " " + reply + headers.length() + " " + (headers.length() + body.length()) + "\r\n"
                + headers + body + "\r\n";
    }

    /** After this the server has forgotten the connection and its subscriptions. */
    private void close(String name) {
        client(name).close();
        clients.remove(name);
        awaitOpen();
    }

    private void awaitOpen() {
        Deadline.await(
                "the server knows of " + clients.size() + " connections",
                () -> server.monitor("/connz").path("num_connections").asInt() <= clients.size());
    }

    private void awaitFrame(String name) {
        int before = arrived.getOrDefault(name, List.of()).size();
        exchange(name, count -> count > before);
    }

    /** Each connection gets what came because of the step: nothing more than is expected is waited for. */
    private void collect(Transcript.Step step) {
        List<String> open = new ArrayList<>(clients.keySet());
        open.forEach(name -> {
            List<String> expected = step.received().getOrDefault(name, List.of());
            exchange(name, count -> recording || count >= expected.size());
        });
    }

    private void exchange(String name, IntPredicate enough) {
        List<String> frames = arrived.computeIfAbsent(name, any -> new ArrayList<>());
        long deadline = System.nanoTime() + Deadline.LIMIT.toNanos() / 4;
        boolean open = true;
        do {
            client(name).sendUntilClosed("PING\r\n");
            open = readThroughPong(client(name), frames);
        } while (open && !enough.test(frames.size()) && System.nanoTime() < deadline && rest());
        if (!open) {
            frames.add("<EOF>");
            clients.remove(name).close();
        }
        if (frames.isEmpty()) {
            arrived.remove(name);
        }
    }

    private boolean readThroughPong(RawClient client, List<String> frames) {
        while (true) {
            String line = client.readLineOrEof();
            if (line == null || line.equals("PONG")) {
                return line != null;
            }
            if (!line.equals("PING")) {
                frames.add(mask.frame(line, body(client, line)));
            }
        }
    }

    private static String body(RawClient client, String line) {
        String operation = line.substring(0, Math.max(0, line.indexOf(' '))).toUpperCase(Locale.ROOT);
        if (!operation.equals("MSG") && !operation.equals("HMSG")) {
            return "";
        }
        int size = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
        String body = client.read(size + 2);
        return "\r\n" + body.substring(0, size);
    }

    private static boolean rest() {
        java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        return true;
    }

    private static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(RECORDING_PAUSE_MS * 1_000_000);
    }

    @Override
    public void close() {
        clients.values().forEach(RawClient::close);
        clients.clear();
        awaitOpen();
    }
}
