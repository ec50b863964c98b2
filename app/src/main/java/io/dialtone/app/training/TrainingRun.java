package io.dialtone.app.training;

import io.dialtone.app.Main;
import io.dialtone.app.process.OsSignal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs a server as it is run in earnest, with a client that does what most clients do, and stops it. The launcher has the JVM record this
 * run: what was loaded and compiled in it is there at once in the next.
 */
public final class TrainingRun {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROUNDS = 2_000;
    private static final Pattern PORT = Pattern.compile("nats://127\\.0\\.0\\.1:(\\d+)");

    private TrainingRun() {}

    /** Ends the process. */
    public static void main(String[] args) throws IOException {
        Path directory = Files.createTempDirectory("dialtone-training");
        Path configuration = Files.writeString(directory.resolve("server.conf"), CONFIGURATION);
        Thread client = new Thread(() -> useAndStop(directory), "training");
        client.setDaemon(true);
        client.start();
        Main.main(new String[] {"-c", configuration.toString(), "--ports_file_dir", directory.toString()});
    }

    private static final String CONFIGURATION = """
            # Something of everything that a configuration is likely to have.
            host: "127.0.0.1"
            port: -1
            max_payload: 1MB
            ping_interval: "2m"
            authorization {
                timeout: 2
                users: [
                    { user: a, password: b, permissions: { publish: { allow: ["foo.>", "_INBOX.>"] }, subscribe: ">" } }
                ]
                default_permissions: { publish: ">" }
            }
            """;

    private static void useAndStop(Path directory) {
        try {
            List<Integer> ports = awaitPorts(directory);
            talk(ports.get(0));
        } catch (IOException e) {
            System.err.println("the training run failed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            deleteAll(directory);
            OsSignal.raise("INT");
        }
    }

    private static List<Integer> awaitPorts(Path directory) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try (Stream<Path> files = Files.list(directory)) {
                List<Path> found =
                        files.filter(f -> f.toString().endsWith(".ports")).toList();
                if (!found.isEmpty()) {
                    return PORT.matcher(Files.readString(found.get(0)))
                            .results()
                            .map(m -> Integer.valueOf(m.group(1)))
                            .toList();
                }
            }
            Thread.sleep(20);
        }
        throw new IOException("the server did not come up");
    }

    private static void talk(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            awaitLine(in, "INFO ");
            send(
                    out,
                    "CONNECT {\"verbose\":false,\"pedantic\":false,\"user\":\"a\",\"pass\":\"b\",\"lang\":\"java\","
                            + "\"version\":\"1\",\"protocol\":1,\"headers\":true,\"no_responders\":true}\r\nPING\r\n");
            awaitLine(in, "PONG");
            send(out, "SUB foo.> 1\r\nSUB foo.*.bar q 2\r\nSUB _INBOX.x.* 3\r\nPING\r\n");
            awaitLine(in, "PONG");
            for (int i = 0; i < ROUNDS; i++) {
                send(
                        out,
                        "PUB foo.bar 5\r\nhello\r\nPUB foo.x.bar _INBOX.x.1 2\r\nok\r\n"
                                + "HPUB foo.h 22 24\r\nNATS/1.0\r\nBar: Baz\r\n\r\nok\r\nPUB nobody _INBOX.x.2 0\r\n\r\nPING\r\n");
                awaitLine(in, "PONG");
            }
            send(out, "UNSUB 1\r\nUNSUB 2 1\r\nPUB bad..subject 0\r\n\r\nPING\r\n");
            awaitLine(in, "PONG");
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void awaitLine(InputStream in, String start) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the server closed the connection");
            }
            if (b != '\n') {
                line.append((char) b);
            } else if (line.indexOf(start) == 0) {
                return;
            } else {
                line.setLength(0);
            }
        }
    }

    private static void deleteAll(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            // The temporary directory is cleaned by others, too.
        }
    }
}
