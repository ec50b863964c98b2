package io.dialtone.actors;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client that speaks in lines and knows nothing of the protocol. */
final class RawClient implements AutoCloseable {
    private static final int DEADLINE_MS = (int) Duration.ofSeconds(60).toMillis();

    private final Socket socket = new Socket();
    private final BufferedReader in;
    private final OutputStream out;

    RawClient(InetSocketAddress address) throws IOException {
        socket.connect(address, DEADLINE_MS);
        socket.setSoTimeout(DEADLINE_MS);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        out = socket.getOutputStream();
    }

    int localPort() {
        return socket.getLocalPort();
    }

    void send(String... lines) throws IOException {
        out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends lines, and PING; returns when everything before the PONG has been read. */
    void sendAndAwaitPong(String... lines) throws IOException {
        send(lines);
        send("PING");
        awaitLine("PONG");
    }

    /** Reads until a line that starts so. */
    String awaitLine(String start) throws IOException {
        String line = in.readLine();
        while (line != null && !line.startsWith(start)) {
            line = in.readLine();
        }
        if (line == null) {
            throw new IOException("the server closed before it said " + start);
        }
        return line;
    }

    /** Reads until the server has closed. */
    void awaitEnd() throws IOException {
        while (in.read() >= 0) {
            continue;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
