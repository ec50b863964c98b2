package io.dialtone.app.training;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * What a tool takes for a server while it is recorded: it greets, sends a message to each subscription to a subject, and answers each request.
 * A broker in its place would fill the tools' archive with classes that no tool needs.
 */
final class TrainingPeer implements AutoCloseable {
    private static final String INFO =
            "INFO {\"server_id\":\"N\",\"version\":\"2.15.1\",\"proto\":1,\"headers\":true,\"max_payload\":1048576}\r\n";
    private static final String BODY = "{\"server\":{\"name\":\"n\",\"id\":\"N\"},\"statsz\":{\"start\":"
            + "\"2026-01-01T00:00:00Z\"},\"data\":{\"server_name\":\"n\",\"connections\":[{\"cid\":1}],\"total\":1}}";

    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    TrainingPeer() throws IOException {
        Thread.ofPlatform().daemon().name("training-peer").start(this::acceptAll);
    }

    String url() {
        return "nats://127.0.0.1:" + socket.getLocalPort();
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                serve(client);
            } catch (IOException e) {
                // The tool has ended, or the run.
            }
        }
    }

    private static void serve(Socket client) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        send(out, INFO);
        String sid = "1";
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "PING" -> send(out, "PONG\r\n");
                case "SUB" -> {
                    sid = words[words.length - 1];
                    if (!words[1].startsWith("_INBOX.")) {
                        send(out, message(words[1] + " " + sid + " _INBOX.x"));
                    }
                }
                case "PUB", "HPUB" -> {
                    in.skipNBytes(Integer.parseInt(words[words.length - 1]) + 2L);
                    boolean asks = words.length == (words[0].equals("PUB") ? 4 : 5);
                    if (asks) {
                        send(out, message(words[2] + " " + sid));
                    }
                }
                default -> {}
            }
        }
    }

    private static String message(String head) {
        return "MSG " + head + " " + BODY.length() + "\r\n" + BODY + "\r\n";
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
