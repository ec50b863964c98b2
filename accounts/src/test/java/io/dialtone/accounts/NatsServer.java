package io.dialtone.accounts;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real nats-server to compare with: the program that {@code NATS_SERVER} names, or one found below
 * {@code ~/.cache/nats-server}. A test that finds none is skipped and says so.
 */
final class NatsServer implements AutoCloseable {
    private static final int START_ATTEMPTS = 200;

    private final Process process;
    private final Path configuration;
    private final int port;

    private NatsServer(Process process, Path configuration, int port) {
        this.process = process;
        this.configuration = configuration;
        this.port = port;
    }

    static NatsServer start(String configuration) throws IOException, InterruptedException {
        String program = program();
        assumeTrue(!program.isEmpty(), "no nats-server found: set NATS_SERVER to its path");
        int port = freePort();
        Path file = Files.createTempFile("nats-server", ".conf");
        Files.writeString(file, "listen: \"127.0.0.1:" + port + "\"\n" + configuration);
        Process process = new ProcessBuilder(program, "-c", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        NatsServer server = new NatsServer(process, file, port);
        server.awaitListening();
        return server;
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

    private void awaitListening() throws IOException, InterruptedException {
        for (int i = 0; i < START_ATTEMPTS && process.isAlive(); i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                process.waitFor(25, TimeUnit.MILLISECONDS);
            }
        }
        close();
        throw new IOException("nats-server did not listen");
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(configuration);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String program() {
        String named = System.getenv("NATS_SERVER");
        if (named != null) {
            return named;
        }
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "nats-server");
        if (!Files.isDirectory(cache)) {
            return "";
        }
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(file ->
                            file.endsWith("nats-server") && Files.isRegularFile(file) && Files.isExecutable(file))
                    .map(Path::toString)
                    .max(String::compareTo)
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection that speaks raw protocol. Reads fail after ten seconds without a byte. */
    static final class Client implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final String info;

        private Client(int port) throws IOException {
            this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(10_000);
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
                    lines.add(line);
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
