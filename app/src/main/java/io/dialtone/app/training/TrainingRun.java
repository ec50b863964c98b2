package io.dialtone.app.training;

import io.dialtone.app.Main;
import io.dialtone.app.process.OsSignal;
import java.io.BufferedInputStream;
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
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs a server as it is run in earnest, with a client that does what most clients do, and stops it. The launcher has the JVM record this
 * run: what was loaded and compiled in it is there at once in the next.
 */
public final class TrainingRun {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROUNDS = 2_000;
    private static final int CONNECTIONS = 1_000;
    private static final int SUBSCRIPTIONS = 60_000;
    private static final int SIGNED = 500;
    private static final int TOKENS = 2_000;
    private static final int STREAMED = 500;
    private static final Pattern PORT = Pattern.compile("nats://127\\.0\\.0\\.1:(\\d+)");

    private TrainingRun() {}

    /** Ends the process. */
    public static void main(String[] args) throws IOException {
        Path directory = Files.createTempDirectory("dialtone-training");
        LoginTraining logins = new LoginTraining();
        Path configuration = Files.writeString(directory.resolve("server.conf"), configuration(logins.publicKey()));
        Thread client = new Thread(() -> useAndStop(directory, logins), "training");
        client.setDaemon(true);
        client.start();
        Main.main(new String[] {"-c", configuration.toString(), "--ports_file_dir", directory.toString()});
    }

    private static String configuration(String nkey) {
        return """
            # Something of everything that a configuration is likely to have.
            host: "127.0.0.1"
            port: -1
            max_payload: 1MB
            ping_interval: "2m"
            authorization {
                timeout: 2
                users: [
                    { user: a, password: b, permissions: { publish: { allow: ["foo.>", "_INBOX.>"] }, subscribe: ">" } }
                    { nkey: %s }
                ]
                default_permissions: { publish: ">" }
            }
            """.formatted(nkey);
    }

    private static void useAndStop(Path directory, LoginTraining logins) {
        try {
            List<Integer> ports = awaitPorts(directory);
            int port = ports.get(0);
            talk(port);
            connectOften(port);
            signOften(port, logins);
            subscribeMuch(port);
            stream(port);
        } catch (IOException e) {
            System.err.println("the training run failed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            deleteAll(directory);
            OsSignal.raise("TERM");
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

    /** What most clients do, in small steps. */
    private static void talk(int port) throws IOException {
        try (Client client = new Client(port)) {
            client.ask("SUB foo.> 1\r\nSUB foo.*.bar q 2\r\nSUB _INBOX.x.* 3\r\n");
            for (int i = 0; i < ROUNDS; i++) {
                client.ask("PUB foo.bar 5\r\nhello\r\nPUB foo.x.bar _INBOX.x.1 2\r\nok\r\n"
                        + "HPUB foo.h 22 24\r\nNATS/1.0\r\nBar: Baz\r\n\r\nok\r\nPUB nobody _INBOX.x.2 0\r\n\r\n");
            }
            client.ask("UNSUB 1\r\nUNSUB 2 1\r\nPUB bad..subject 0\r\n\r\n");
        }
    }

    /** Connections come and go, so that the compiler knows their way from the first thousand on. */
    private static void connectOften(int port) throws IOException {
        Client[] some = new Client[50];
        for (int i = 0; i < CONNECTIONS; i++) {
            Client before = some[i % some.length];
            if (before != null) {
                before.close();
            }
            Client client = new Client(port);
            client.ask("SUB conn." + i + " 1\r\n");
            some[i % some.length] = client;
        }
        for (Client client : some) {
            client.close();
        }
    }

    /** Logins with keys, and users' tokens read, which the server does in the same code. */
    private static void signOften(int port, LoginTraining logins) throws IOException {
        for (int i = 0; i < SIGNED; i++) {
            new Client(port, logins::connect).close();
        }
        logins.readTokens(TOKENS);
    }

    private static void subscribeMuch(int port) throws IOException {
        try (Client client = new Client(port)) {
            StringBuilder much = new StringBuilder();
            for (int i = 0; i < SUBSCRIPTIONS; i++) {
                much.append("SUB sub.")
                        .append(i)
                        .append(i % 8 == 0 ? ".*.x " : ".y ")
                        .append(i)
                        .append("\r\n");
                if (i % 500 == 0) {
                    client.ask(much.toString());
                    much.setLength(0);
                }
            }
            for (int i = 0; i < SUBSCRIPTIONS; i += 4) {
                much.append("UNSUB ").append(i).append("\r\n");
            }
            client.ask(much.toString());
        }
    }

    /** A stream of small and middling messages, as many at a time as a read brings. */
    private static void stream(int port) throws IOException {
        String small = ("PUB foo.small 16\r\n" + "x".repeat(16) + "\r\n").repeat(1000);
        String middling = ("PUB foo.middling 1000\r\n" + "x".repeat(1000) + "\r\n").repeat(50);
        try (Client publisher = new Client(port);
                Client subscriber = new Client(port)) {
            subscriber.ask("SUB foo.* 1\r\n");
            for (int i = 0; i < STREAMED; i++) {
                publisher.ask(i % 2 == 0 ? small : middling);
                subscriber.ask("");
            }
        }
    }

    /** One connection, used in steps: send something, wait until all of it was answered. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final BufferedInputStream in;
        private final OutputStream out;

        Client(int port) throws IOException {
            this(
                    port,
                    info ->
                            "CONNECT {\"verbose\":false,\"pedantic\":false,\"user\":\"a\",\"pass\":\"b\",\"lang\":\"java\","
                                    + "\"version\":\"1\",\"protocol\":1,\"headers\":true,\"no_responders\":true}");
        }

        Client(int port, UnaryOperator<String> connect) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            out = socket.getOutputStream();
            ask(connect.apply(awaitLine(in, "INFO ")) + "\r\n");
        }

        void ask(String text) throws IOException {
            out.write((text + "PING\r\n").getBytes(StandardCharsets.US_ASCII));
            awaitLine(in, "PONG");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** Passes lines over until one begins like that, and returns it. */
    private static String awaitLine(InputStream in, String start) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the server closed the connection");
            }
            if (b != '\n') {
                line.append((char) b);
            } else if (line.indexOf(start) == 0) {
                return line.toString();
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
