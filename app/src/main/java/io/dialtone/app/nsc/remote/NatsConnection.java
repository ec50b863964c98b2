package io.dialtone.app.nsc.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.accounts.keys.Base64Text;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a tool to a server: it sends, and waits for what comes, on the thread that calls. Two subscriptions are enough for it, to
 * its own inbox and to one subject. Not for several threads.
 */
public final class NatsConnection implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CONNECT_MS = 5_000;
    private static final int MAX_LINE = 1024 * 1024;
    private static final int MAX_MESSAGE = 64 * 1024 * 1024;
    private static final String SID = "1";
    private static final String SUBJECT_SID = "2";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final NatsAddress address;
    private final String inbox;
    private long requests;

    /**
     * What came to the subject.
     *
     * @param reply where an answer goes to; empty: nobody waits for one
     */
    public record Message(String subject, String reply, String payload) {}

    private NatsConnection(Socket socket, NatsAddress address, String inbox) throws IOException {
        this.socket = socket;
        this.address = address;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
        this.inbox = inbox;
    }

    /**
     * Connects to the first of the addresses that lets this user in.
     *
     * @param inbox prefix of the subjects that answers come to; the user may subscribe to all below it
     * @param name what the server shows as the client's
     */
    public static NatsConnection open(List<NatsAddress> addresses, Login login, TlsFiles tls, String inbox, String name)
            throws RemoteException {
        RemoteException last = new RemoteException("no address of a server");
        for (NatsAddress address : addresses) {
            try {
                return open(address, login, tls, inbox, name);
            } catch (IOException e) {
                last = new RemoteException(address + ": " + e.getMessage(), e);
            }
        }
        throw last;
    }

    private static NatsConnection open(NatsAddress address, Login login, TlsFiles tls, String inbox, String name)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MS);
            socket.setSoTimeout(CONNECT_MS);
            socket.setTcpNoDelay(true);
            boolean first = tls.first();
            Socket talking = first ? secured(socket, address, tls) : socket;
            JsonNode info = info(talking.getInputStream());
            if (!first
                    && (address.tls()
                            || tls.isSet()
                            || info.path("tls_required").asBoolean())) {
                talking = secured(socket, address, tls);
            }
            NatsConnection connection = new NatsConnection(talking, address, inbox);
            connection.greet(info, login, name);
            return connection;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket secured(Socket socket, NatsAddress address, TlsFiles tls) throws IOException {
        SSLSocketFactory factory = tls.context().getSocketFactory();
        SSLSocket secured = (SSLSocket) factory.createSocket(socket, address.host(), address.port(), true);
        var parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** Byte by byte: what follows may already be TLS. */
    private static JsonNode info(InputStream in) throws IOException {
        String line = line(in);
        if (!line.startsWith("INFO ")) {
            throw new RemoteException("the server does not speak NATS");
        }
        return JSON.readTree(line.substring("INFO ".length()));
    }

    private void greet(JsonNode info, Login login, String name) throws IOException {
        ObjectNode connect = JSON.createObjectNode();
        connect.put("verbose", false).put("pedantic", false).put("name", name);
        connect.put("lang", "java").put("version", "dialtone").put("protocol", 1);
        connect.put("headers", true).put("no_responders", true).put("echo", true);
        connect.put("jwt", login.token());
        byte[] nonce = info.path("nonce").asText().getBytes(StandardCharsets.US_ASCII);
        connect.put("sig", Base64Text.encode(login.key().sign(nonce)));
        send("CONNECT " + connect + "\r\nPING\r\n");
        String line = line(in);
        while (!line.equals("PONG")) {
            complain(line);
            line = line(in);
        }
    }

    private static void complain(String line) throws RemoteException {
        if (line.startsWith("-ERR")) {
            throw new RemoteException(line.substring("-ERR".length()).strip());
        }
    }

    /** Publishes a message that asks for answers. Answers to what was asked before are passed over from now on. */
    public void request(String subject, String payload) throws RemoteException {
        if (requests == 0) {
            // Not before: a user need not be allowed to listen to inboxes.
            sendLine("SUB " + inbox + ".* " + SID);
        }
        requests++;
        send(subject, reply(), payload);
    }

    private String reply() {
        return inbox + "." + requests;
    }

    /** Publishes a message. */
    public void publish(String subject, String payload) throws RemoteException {
        send(subject, "", payload);
    }

    /** The server that it is connected to. */
    public NatsAddress address() {
        return address;
    }

    /**
     * Listens to a subject.
     *
     * @param queue of the group that shares the messages; empty: none
     * @param most messages that come, 0 for any number
     */
    public void subscribe(String subject, String queue, int most) throws RemoteException {
        sendLine("SUB " + subject + (queue.isEmpty() ? " " : " " + queue + " ") + SUBJECT_SID);
        if (most > 0) {
            sendLine("UNSUB " + SUBJECT_SID + " " + most);
        }
    }

    /** Waits for the next message on the subject, however long that takes. Throws when the connection ends. */
    public Message listen() throws RemoteException {
        try {
            while (true) {
                socket.setSoTimeout(0);
                String line = line(in);
                complain(line);
                String[] parts = line.split(" ");
                if (isMessage(line) && parts.length > 3 && parts[2].equals(SUBJECT_SID)) {
                    boolean hasReply = parts.length == (line.startsWith("H") ? 6 : 5);
                    return new Message(parts[1], hasReply ? parts[3] : "", message(line));
                }
                skip(line);
            }
        } catch (RemoteException e) {
            throw e;
        } catch (IOException e) {
            throw new RemoteException(String.valueOf(e.getMessage()), e);
        }
    }

    private void sendLine(String line) throws RemoteException {
        try {
            send(line + "\r\n");
        } catch (IOException e) {
            throw new RemoteException(String.valueOf(e.getMessage()), e);
        }
    }

    private void send(String subject, String reply, String payload) throws RemoteException {
        int length = payload.getBytes(StandardCharsets.UTF_8).length;
        String to = reply.isEmpty() ? subject : subject + " " + reply;
        try {
            send("PUB " + to + " " + length + "\r\n" + payload + "\r\n");
        } catch (IOException e) {
            throw new RemoteException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Waits until the server has taken all that was sent, or says what it has against it. */
    public void flush() throws RemoteException {
        try {
            send("PING\r\n");
            socket.setSoTimeout(CONNECT_MS);
            String line = line(in);
            while (!line.equals("PONG")) {
                complain(line);
                skip(line);
                line = line(in);
            }
        } catch (RemoteException e) {
            throw e;
        } catch (IOException e) {
            throw new RemoteException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The next answer; null when none comes in time. Throws when nobody listens, or what was sent was not allowed. */
    public @Nullable String next(Duration patience) throws RemoteException {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (true) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return null;
                }
                socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
                String line = line(in);
                complain(line);
                if (isMessage(line)) {
                    String text = message(line);
                    if (line.split(" ", 3)[1].equals(reply())) {
                        return text;
                    }
                } else {
                    skip(line);
                }
            }
        } catch (SocketTimeoutException e) {
            return null;
        } catch (RemoteException e) {
            throw e;
        } catch (IOException e) {
            throw new RemoteException(String.valueOf(e.getMessage()), e);
        }
    }

    private void skip(String line) throws IOException {
        if (line.equals("PING")) {
            send("PONG\r\n");
        } else if (isMessage(line)) {
            message(line);
        }
    }

    private static boolean isMessage(String line) {
        return line.startsWith("MSG ") || line.startsWith("HMSG ");
    }

    private String message(String line) throws IOException {
        boolean headers = line.startsWith("HMSG ");
        String[] parts = line.split(" ");
        int total = length(parts, 1);
        int head = headers ? length(parts, 2) : 0;
        // What was begun is read to its end, however long that takes within reason.
        socket.setSoTimeout(CONNECT_MS);
        byte[] bytes = in.readNBytes(total + 2);
        if (bytes.length < total + 2 || head > total) {
            throw new RemoteException("the connection ended within a message");
        }
        String header = new String(bytes, 0, head, StandardCharsets.UTF_8);
        if (header.startsWith("NATS/1.0 503")) {
            throw new RemoteException("no server responds");
        }
        return new String(bytes, head, total - head, StandardCharsets.UTF_8);
    }

    private static int length(String[] parts, int fromEnd) throws RemoteException {
        try {
            int length = Integer.parseInt(parts[parts.length - fromEnd]);
            if (length >= 0 && length <= MAX_MESSAGE) {
                return length;
            }
        } catch (NumberFormatException e) {
            // The same complaint.
        }
        throw new RemoteException("the server sent a message without a length");
    }

    private void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new RemoteException("the server closed the connection");
            }
            if (line.size() == MAX_LINE) {
                throw new RemoteException("the server sent a line without an end");
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
