package io.dialtone.multijvm.membership;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server in a network of its own, with two cables: one to the bridge that it shares with the other servers, one to whoever looks at it.
 * For a process that may make networks.
 */
final class Namespace implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int SECONDS_TO_END = 10;

    private final int number;
    private final Path log;
    private final Process process;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    /** Starts the server. */
    Namespace(int number, List<String> command, Path directory) throws IOException {
        this.number = number;
        this.log = directory.resolve("n" + number + ".log");
        Path config = Files.writeString(directory.resolve("n" + number + ".conf"), """
                server_name: n%1$d, listen: "0.0.0.0:4222", http: "0.0.0.0:8222"
                cluster {
                  name: c, listen: "10.9.0.%1$d:6222"
                  akka {
                    host: "10.9.0.%1$d", port: 25520, seed_nodes: [ "10.9.0.1:25520" ]
                    failure_detector { acceptable_pause: 6s }
                    split_brain { stable_after: 3s }
                  }
                }
                """.formatted(number));
        // It waits for its cables before it becomes the server.
        List<String> line = new ArrayList<>(List.of("unshare", "-n", "sh", "-c", "read go && exec \"$@\"", "sh"));
        line.addAll(command);
        line.addAll(List.of("-c", config.toString()));
        process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        plug();
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** The bridge that servers are plugged into. */
    static void makeBridge() {
        run("ip", "link", "set", "lo", "up");
        run("ip", "link", "add", "bridge", "type", "bridge");
        run("ip", "link", "set", "bridge", "up");
    }

    private void plug() throws IOException {
        String pid = Long.toString(process.pid());
        Path own = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
        NamespacesScenario.await("a network of its own", () -> {
            if (own.equals(Files.readSymbolicLink(Path.of("/proc", pid, "ns", "net")))) {
                throw new AssertionError("not yet");
            }
        });
        run("ip", "link", "add", "data" + number, "type", "veth", "peer", "name", "data", "netns", pid);
        run("ip", "link", "set", "data" + number, "master", "bridge", "up");
        run("ip", "link", "add", "look" + number, "type", "veth", "peer", "name", "look", "netns", pid);
        run("ip", "addr", "add", "10.8." + number + ".1/24", "dev", "look" + number);
        run("ip", "link", "set", "look" + number, "up");
        inside(pid, "ip", "link", "set", "lo", "up");
        inside(pid, "ip", "addr", "add", "10.9.0." + number + "/24", "dev", "data");
        inside(pid, "ip", "link", "set", "data", "up");
        inside(pid, "ip", "addr", "add", address() + "/24", "dev", "look");
        inside(pid, "ip", "link", "set", "look", "up");
    }

    private String address() {
        return "10.8." + number + ".2";
    }

    /** Pulls the cable to the other servers, or plugs it in again. Nobody is told. */
    void cable(boolean plugged) {
        run("ip", "link", "set", "data" + number, plugged ? "up" : "down");
    }

    String name() {
        return "n" + number;
    }

    String url() {
        return "nats://" + address() + ":4222";
    }

    JsonNode monitor(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address() + ":8222" + path))
                .timeout(LIMIT)
                .build();
        return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void inside(String pid, String... command) {
        List<String> line = new ArrayList<>(List.of("nsenter", "-t", pid, "-n"));
        line.addAll(List.of(command));
        run(line.toArray(String[]::new));
    }

    private static void run(String... command) {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError("failed: " + String.join(" ", command));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        process.destroyForcibly();
    }
}
