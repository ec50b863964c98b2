package io.dialtone.app.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server in a process of its own, on free ports of 127.0.0.1, with a monitoring port. It is ready when {@code start} returns, and it is
 * ended by its process id when closed. Its configuration and its log stay below {@code target/test-servers} for whoever reads a failure.
 */
public final class NatsProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT = Path.of("target", "test-servers").toAbsolutePath();

    private final List<String> commandLine;
    private final Process process;
    private final Path directory;
    private final JsonNode ports;

    private NatsProcess(List<String> commandLine, Process process, Path directory, JsonNode ports) {
        this.commandLine = commandLine;
        this.process = process;
        this.directory = directory;
        this.ports = ports;
    }

    /** Starts with a configuration file of this text and further arguments, such as {@code -DV}. */
    public static NatsProcess start(Target target, String config, String... arguments) {
        return start(target.command(), config, List.of(arguments));
    }

    /** Starts any program that takes nats-server's arguments. */
    public static NatsProcess start(List<String> command, String config, List<String> arguments) {
        try {
            Files.createDirectories(ROOT);
            Path directory = Files.createTempDirectory(ROOT, "server-");
            Files.writeString(directory.resolve("server.conf"), config);
            List<String> line = new ArrayList<>(command);
            line.addAll(List.of("-c", directory.resolve("server.conf").toString()));
            line.addAll(List.of("-a", "127.0.0.1", "-p", "-1", "-m", "-1"));
            line.addAll(List.of("--ports_file_dir", directory.toString()));
            line.addAll(arguments);
            return launch(line, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the same program again, on the same client port; this one must have ended. */
    public NatsProcess startAgain() {
        List<String> line = new ArrayList<>(commandLine);
        line.addAll(List.of("-p", Integer.toString(port())));
        try {
            return launch(line, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NatsProcess launch(List<String> line, Path directory) throws IOException {
        File log = directory.resolve("server.log").toFile();
        Process process = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        return ready(line, process, directory);
    }

    private static NatsProcess ready(List<String> line, Process process, Path directory) {
        try {
            Deadline.await(
                    "a ports file of " + directory,
                    () -> !process.isAlive() || readPorts(directory, process).isPresent());
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
        Optional<JsonNode> ports = readPorts(directory, process);
        if (ports.isEmpty()) {
            process.destroyForcibly();
            throw new AssertionError("the server did not start: " + read(directory.resolve("server.log")));
        }
        return new NatsProcess(line, process, directory, ports.get());
    }

    /** The file is being written while it is looked for: half of it counts as none. */
    private static Optional<JsonNode> readPorts(Path directory, Process process) {
        try (Stream<Path> files = Files.list(directory)) {
            Optional<Path> file = files.filter(path -> path.toString().endsWith("_" + process.pid() + ".ports"))
                    .findFirst();
            return file.isPresent()
                    ? Optional.of(JSON.readTree(file.get().toFile())).filter(json -> json.has("nats"))
                    : Optional.empty();
        } catch (IOException halfWritten) {
            return Optional.empty();
        }
    }

    /** The client port. */
    public int port() {
        return URI.create(ports.path("nats").path(0).asText()).getPort();
    }

    /** The address for a client library. */
    public String url() {
        return "nats://127.0.0.1:" + port();
    }

    /** The ports file as it was at the start. */
    public JsonNode ports() {
        return ports;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Where the server's files are. */
    public Path directory() {
        return directory;
    }

    /** All that the server wrote so far. */
    public String log() {
        return read(directory.resolve("server.log"));
    }

    /** Waits for a line of the log that contains a match. */
    public Matcher awaitLog(String expression) {
        Pattern pattern = Pattern.compile(expression);
        Deadline.awaitValue(
                "the log has " + expression,
                this::log,
                log -> pattern.matcher(log).find());
        Matcher matcher = pattern.matcher(log());
        if (!matcher.find()) {
            throw new AssertionError("the log was cut");
        }
        return matcher;
    }

    /** Sends a signal by its short name, such as {@code HUP}. */
    public void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .inheritIO()
                    .start();
            if (kill.waitFor() != 0) {
                throw new AssertionError("kill -" + name + " " + pid() + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Replaces the configuration and waits until the server says that it took it. */
    public void reload(String config) {
        requestReload(config, "Reloaded server configuration");
    }

    /** Replaces the configuration and waits for one more line with this text. */
    public void requestReload(String config, String answer) {
        int before = count(answer);
        try {
            Files.writeString(directory.resolve("server.conf"), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        signal("HUP");
        Deadline.awaitValue("the log says once more: " + answer, this::log, log -> count(answer) > before);
    }

    private int count(String text) {
        return log().split(Pattern.quote(text), -1).length - 1;
    }

    /** Waits for the end of the process and returns its exit code. */
    public int awaitExit() {
        try {
            if (!process.waitFor(Deadline.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the server goes on: " + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Asks the monitoring port, as in {@code monitor("/varz")}. */
    public JsonNode monitor(String pathAndQuery) {
        String address = ports.path("monitoring").path(0).asText();
        if (address.isEmpty()) {
            throw new AssertionError("the server has no monitoring port: " + ports);
        }
        URI uri = URI.create(address + pathAndQuery);
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Deadline.LIMIT).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Deadline.LIMIT).build();
            return JSON.readTree(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException("asking " + uri, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw interrupted(e);
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
