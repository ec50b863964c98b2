package io.dialtone.app.nats.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.nsc.remote.NatsAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** The beginning of a connection, up to the first PONG: the server has let the client in, or its reason not to is told. */
final class Handshake {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String INFO = "INFO ";

    private final ConnectOptions options;

    Handshake(ConnectOptions options) {
        this.options = options;
    }

    /**
     * A connection that is open.
     *
     * @param info what the server said of itself
     */
    record Opened(Socket socket, FrameReader reader, JsonNode info, ServerUrl url) {}

    /** Connects to the first server that lets this client in. */
    Opened open() throws ClientException {
        ClientException last = new ClientException("no address of a server");
        for (ServerUrl url : options.servers()) {
            try {
                return open(url);
            } catch (IOException e) {
                last = new ClientException("cannot connect to " + url + ": " + reason(e), e);
            }
        }
        throw last;
    }

    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e) {
            case UnknownHostException unknown -> "there is no host of this name";
            case SocketTimeoutException late -> "timeout";
            case SSLException tls -> "TLS: " + message;
            default -> message.equals("Connection refused") ? "connection refused" : message;
        };
    }

    private Opened open(ServerUrl url) throws IOException {
        NatsAddress address = url.address();
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address.host(), address.port()), options.timeoutMs());
            socket.setSoTimeout(options.timeoutMs());
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            return greet(socket, url);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Opened greet(Socket socket, ServerUrl url) throws IOException {
        boolean first = options.tls().first();
        Socket talking = first ? secured(socket, url.address()) : socket;
        FrameReader reader = new FrameReader(talking.getInputStream());
        JsonNode info = info(reader);
        boolean asked = url.address().tls()
                || options.tls().authorities() != null
                || options.tls().certificate() != null;
        if (!first && (asked || info.path("tls_required").asBoolean())) {
            if (!info.path("tls_required").asBoolean()
                    && !info.path("tls_available").asBoolean()) {
                throw new ClientException("the server does not speak TLS");
            }
            if (reader.hasMore()) {
                throw new ClientException("the server said more than it may before TLS");
            }
            talking = secured(socket, url.address());
            reader = new FrameReader(talking.getInputStream());
        }
        introduce(talking.getOutputStream(), reader, info, url);
        talking.setSoTimeout(0);
        return new Opened(talking, reader, info, url);
    }

    private SSLSocket secured(Socket socket, NatsAddress address) throws IOException {
        SSLSocket secured = (SSLSocket)
                options.tls().context().getSocketFactory().createSocket(socket, address.host(), address.port(), true);
        var parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static JsonNode info(FrameReader reader) throws IOException {
        String line = reader.line();
        complain(line);
        if (!line.startsWith(INFO)) {
            throw new ClientException("the server does not speak NATS");
        }
        return JSON.readTree(line.substring(INFO.length()));
    }

    private void introduce(OutputStream out, FrameReader reader, JsonNode info, ServerUrl url) throws IOException {
        ObjectNode connect = JSON.createObjectNode();
        connect.put("verbose", false).put("pedantic", false).put("name", options.name());
        connect.put("lang", "java").put("version", "dialtone").put("protocol", 1);
        connect.put("headers", true).put("no_responders", true).put("echo", true);
        connect.put("tls_required", info.path("tls_required").asBoolean());
        Identity who = url.login().equals(Identity.NOBODY) ? options.login() : url.login();
        who.introduce(connect, info.path("nonce").asText());
        out.write(("CONNECT " + connect + "\r\nPING\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        String line = reader.line();
        while (!line.equals("PONG")) {
            complain(line);
            line = reader.line();
        }
    }

    private static void complain(String line) throws ClientException {
        if (line.startsWith("-ERR")) {
            throw new ClientException(error(line));
        }
    }

    /** What a server has to say, in lower case as its own log has it. */
    static String error(String line) {
        String text = line.substring("-ERR".length()).strip();
        return text.length() > 1 && text.startsWith("'") && text.endsWith("'")
                ? text.substring(1, text.length() - 1)
                : text;
    }
}
