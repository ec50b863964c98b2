package io.dialtone.accounts;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real nats-server to compare with: named by {@code NATS_SERVER}, on the PATH, or unpacked below {@code ~/.cache/nats-server}. A test that
 * finds none is skipped and says so; where {@code DIALTONE_REQUIRE_TOOLS=1} it fails.
 */
final class NatsServer implements AutoCloseable {
    /** Only a test that fails waits as long. */
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private static final Pattern LISTENING =
            Pattern.compile("Listening for client connections on 127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final Path directory;
    private final int port;

    private NatsServer(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    static NatsServer start(String configuration) throws IOException, InterruptedException {
        Path program = program().orElseThrow(NatsServer::missing);
        Path directory = Files.createTempDirectory("nats-server");
        Path file = directory.resolve("server.conf");
        Path log = directory.resolve("server.log");
        Files.writeString(file, "listen: \"127.0.0.1:-1\"\n" + configuration);
        Process process = new ProcessBuilder(program.toString(), "-c", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            return new NatsServer(process, directory, awaitPort(process, log));
        } catch (IOException | InterruptedException e) {
            end(process, directory);
            throw e;
        }
    }

    private static RuntimeException missing() {
        String reason = "no nats-server (NATS_SERVER, PATH, ~/.cache/nats-server)";
        if ("1".equals(System.getenv("DIALTONE_REQUIRE_TOOLS"))) {
            throw new AssertionError(reason);
        }
        return Assumptions.abort(reason);
    }

    /** A client that has sent these options in CONNECT. */
    Client connect(String options) throws IOException {
        Client client = dial();
        client.send("CONNECT " + options + "\r\n");
        return client;
    }

    /** A client that has read INFO and said nothing. */
    Client dial() throws IOException {
        return new Client(port);
    }

    /** The server chose its port itself, so that no other can have taken it meanwhile, and tells it in its log. */
    private static int awaitPort(Process process, Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            boolean ended = process.waitFor(10, TimeUnit.MILLISECONDS);
            String text = Files.readString(log);
            Matcher listening = LISTENING.matcher(text);
            // A line that is cut while it is written has not all digits yet.
            if (listening.find() && text.indexOf('\n', listening.end()) >= 0) {
                return Integer.parseInt(listening.group(1));
            }
            if (ended || System.nanoTime() > deadline) {
                throw new IOException("nats-server did not listen: " + text);
            }
        }
    }

    @Override
    public void close() throws IOException {
        end(process, directory);
    }

    private static void end(Process process, Path directory) throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(directory.resolve("server.conf"));
        Files.deleteIfExists(directory.resolve("server.log"));
        Files.deleteIfExists(directory);
    }

    private static Optional<Path> program() {
        String named = System.getenv("NATS_SERVER");
        return named != null && !named.isEmpty() ? Optional.of(Path.of(named)) : onPath().or(NatsServer::unpacked);
    }

    private static Optional<Path> onPath() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
                .map(directory -> Path.of(directory, "nats-server"))
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .findFirst();
    }

    /** Several suites may be unpacked there: the one of Debian's unstable, {@code sid}, is the newest. */
    private static Optional<Path> unpacked() {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "nats-server");
        if (!Files.isDirectory(cache)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(cache, 8)) {
            return files.filter(file -> file.endsWith("nats-server") && Files.isRegularFile(file))
                    .min(Comparator.comparing(file -> !file.startsWith(cache.resolve("sid"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection that speaks raw protocol. Reads fail after a minute without a byte. */
    static final class Client implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final String info;

        private Client(int port) throws IOException {
            this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(60_000);
            socket.setTcpNoDelay(true);
            this.in = new BufferedInputStream(socket.getInputStream());
            this.info = line();
        }

        String info() {
            return info;
        }

        void send(String operations) throws IOException {
            socket.getOutputStream().write(operations.getBytes(StandardCharsets.UTF_8));
        }

        /** The lines that came until everything sent has been dealt with; {@code EOF} ends them when the server closed. */
        List<String> sync() throws IOException {
            List<String> lines = new ArrayList<>();
            try {
                send("PING\r\n");
                while (true) {
                    String line = line();
                    if (line.equals("PONG")) {
                        return lines;
                    }
                    if (line.equals("PING")) {
                        // The server asks when two seconds have gone by, which has nothing to do with what was sent.
                        send("PONG\r\n");
                    } else {
                        lines.add(line);
                    }
                }
            } catch (EOFException | SocketException e) {
                lines.add("EOF");
                return lines;
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            while (true) {
                int b = in.read();
                if (b < 0) {
                    throw new EOFException();
                }
                if (b == '\n') {
                    return line.toString();
                }
                if (b != '\r') {
                    line.append((char) b);
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
