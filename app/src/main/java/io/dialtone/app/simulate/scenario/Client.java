package io.dialtone.app.simulate.scenario;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * A client of a server on this machine, without credentials. What comes is handed to its listener, in a thread of its own; any thread may
 * send. Its connection is not made again when it is lost.
 */
final class Client implements AutoCloseable {

    private static final int CONNECT_MS = 5_000;
    private static final int MOST = 1 << 20;
    private static final String NO_RESPONDERS = "NATS/1.0 503";

    /**
     * What came.
     *
     * @param reply where an answer goes to; empty: nobody waits for one
     * @param nobody whether the server says that nobody listens to what was asked
     */
    record Message(String subject, String reply, String payload, boolean nobody) {}

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final BiConsumer<Client, Message> listener;

    private Client(Socket socket, BiConsumer<Client, Message> listener) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
        this.listener = listener;
    }

    /**
     * Connects, subscribes, and answers when the server has taken the subscription.
     *
     * @param subscription a subject, or a subject and a queue group
     */
    static Client connect(int port, String name, String subscription, BiConsumer<Client, Message> listener)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(CONNECT_MS);
            Client client = new Client(socket, listener);
            client.greet(name, subscription);
            socket.setSoTimeout(0);
            Thread.ofVirtual().name("simulated-client").start(client::listen);
            return client;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void greet(String name, String subscription) throws IOException {
        send("CONNECT {\"verbose\":false,\"pedantic\":false,\"protocol\":1,\"headers\":true,\"no_responders\":true,"
                + "\"lang\":\"java\",\"version\":\"dialtone\",\"name\":\"" + name + "\"}\r\nSUB " + subscription
                + " 1\r\nPING\r\n");
        String line = line();
        while (!line.equals("PONG")) {
            if (line.startsWith("-ERR")) {
                throw new IOException(line);
            }
            line = line();
        }
    }

    private void listen() {
        try {
            while (true) {
                String line = line();
                if (line.equals("PING")) {
                    send("PONG\r\n");
                } else if (line.startsWith("MSG ") || line.startsWith("HMSG ")) {
                    listener.accept(this, message(line));
                }
            }
        } catch (IOException e) {
            // The end of the connection, which is noticed by what does not come.
            close();
        }
    }

    /** {@code MSG subject sid [reply] size} or {@code HMSG subject sid [reply] header-size size}. */
    private Message message(String line) throws IOException {
        String[] parts = line.split(" ");
        boolean headers = line.startsWith("H");
        int size = size(parts[parts.length - 1]);
        int head = headers ? size(parts[parts.length - 2]) : 0;
        String reply = parts.length == (headers ? 6 : 5) ? parts[3] : "";
        byte[] bytes = in.readNBytes(size + 2);
        if (bytes.length < size + 2 || head > size) {
            throw new EOFException("within a message");
        }
        boolean nobody = new String(bytes, 0, head, StandardCharsets.US_ASCII).startsWith(NO_RESPONDERS);
        return new Message(parts[1], reply, new String(bytes, head, size - head, StandardCharsets.UTF_8), nobody);
    }

    private static int size(String text) throws IOException {
        try {
            int size = Integer.parseInt(text);
            if (size >= 0 && size <= MOST) {
                return size;
            }
        } catch (NumberFormatException e) {
            // The same complaint.
        }
        throw new IOException("a message without a size");
    }

    /** @param reply empty for none */
    void publish(String subject, String reply, String payload) throws IOException {
        int size = payload.getBytes(StandardCharsets.UTF_8).length;
        send("PUB " + subject + (reply.isEmpty() ? " " : " " + reply + " ") + size + "\r\n" + payload + "\r\n");
    }

    private synchronized void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || line.length() > MOST) {
                throw new EOFException("within a line");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    boolean isOpen() {
        return !socket.isClosed();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Of no use any more, either way.
        }
    }
}
