package io.dialtone.app.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A socket that plays bytes and expects bytes. Every read has the deadline of {@link Deadline#LIMIT}; a failure shows what was expected and
 * all that had arrived. A connection that the server resets counts as ended, as a reset only tells that the server had not read everything.
 */
public final class RawClient implements Closeable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PING = "PING\r\n";
    private static final int READ_BYTES = 64 * 1024;

    private final byte[] buffer = new byte[READ_BYTES];
    private final StringBuilder arrived = new StringBuilder();
    private Socket socket;
    private boolean ended;

    private RawClient(Socket socket) {
        this.socket = socket;
    }

    /** Connects to 127.0.0.1 without reading anything. */
    public static RawClient open(int port) {
        return open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    }

    /** Connects without reading anything; a receive buffer above 0 bounds what the kernel takes on behalf of a client that does not read. */
    public static RawClient open(InetSocketAddress address, int receiveBufferBytes) {
        Socket socket = new Socket();
        try {
            if (receiveBufferBytes > 0) {
                socket.setReceiveBufferSize(receiveBufferBytes);
            }
            socket.setTcpNoDelay(true);
            socket.connect(address, (int) Deadline.LIMIT.toMillis());
            return new RawClient(socket);
        } catch (IOException e) {
            closeQuietly(socket);
            throw new UncheckedIOException("connecting to " + address, e);
        }
    }

    /** Connects and takes the INFO. */
    public static RawClient connect(int port) {
        RawClient client = open(port);
        client.readInfo();
        return client;
    }

    /** Connects, takes the INFO and completes a quiet CONNECT with the given members, such as {@code "user":"a"}. */
    public static RawClient connect(int port, String members) {
        RawClient client = connect(port);
        String more = members.isEmpty() ? "" : "," + members;
        client.send("CONNECT {\"verbose\":false,\"pedantic\":false" + more + "}\r\n");
        return client.flush();
    }

    /** Sends the characters as bytes. */
    public RawClient send(String bytes) {
        return send(Wire.bytes(bytes));
    }

    /** Sends the bytes in one write. */
    public RawClient send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends what it can: a server that closes the connection in the middle is no failure of the sender. */
    public RawClient sendUntilClosed(String bytes) {
        try {
            return send(bytes);
        } catch (UncheckedIOException closed) {
            return this;
        }
    }

    /** Sends each byte in a segment of its own. */
    public RawClient sendBytewise(String bytes) {
        for (byte b : Wire.bytes(bytes)) {
            try {
                socket.getOutputStream().write(b);
                socket.getOutputStream().flush();
            } catch (IOException closed) {
                return this;
            }
        }
        return this;
    }

    /** Sends PING and expects that nothing but PONG is there. */
    public RawClient flush() {
        send("PING\r\n");
        return expect("PONG\r\n");
    }

    /** Takes the INFO line. */
    public JsonNode readInfo() {
        String line = readLine();
        if (!line.startsWith("INFO ")) {
            throw new AssertionError("expected INFO, got " + Wire.escape(line));
        }
        return parse(line.substring("INFO ".length()));
    }

    /**
     * Takes exactly these bytes, or fails. A PING of the server that comes before them, or between two of their lines, is answered, unless PING
     * is what they begin with.
     */
    public RawClient expect(String bytes) {
        String expected = "expected " + Wire.escape(bytes);
        boolean answering = !bytes.startsWith(PING);
        int same = same(bytes, 0);
        int line = lineAt(same);
        while (same < bytes.length()
                && (same == arrived.length() ? fill(expected) : answering && isPing(line, expected))) {
            // Goes on for as long as what has come is the beginning of what is expected.
            same = same(bytes, line);
            line = lineAt(same);
        }
        if (same < bytes.length()) {
            throw new AssertionError(
                    expected + "\n but got " + Wire.escape(arrived.toString()) + (ended ? " <EOF>" : ""));
        }
        arrived.delete(0, bytes.length());
        return this;
    }

    /** How many of the bytes have come as they should; those before {@code from} have. */
    private int same(String bytes, int from) {
        int most = Math.min(bytes.length(), arrived.length());
        int at = from;
        while (at < most && bytes.charAt(at) == arrived.charAt(at)) {
            at++;
        }
        return at;
    }

    /** Where the line begins that this byte belongs to. */
    private int lineAt(int index) {
        return arrived.lastIndexOf("\n", index - 1) + 1;
    }

    /** Whether a line that is not the expected one is a PING, which has then been answered, or may become one, of which more has then come. */
    private boolean isPing(int line, String expected) {
        return answerPing(line) || PING.startsWith(arrived.substring(line)) && fill(expected);
    }

    /** Takes one line that the expression matches as a whole (CR LF not included). */
    public Matcher expectLine(String expression) {
        String line = readLine();
        Matcher matcher = Pattern.compile(expression, Pattern.DOTALL).matcher(line);
        if (!matcher.matches()) {
            throw new AssertionError("expected a line like " + expression + "\n but got " + Wire.escape(line));
        }
        return matcher;
    }

    /** The server asks at times of its own; what is asserted here has nothing to do with that. */
    private void answerPings(String expected) {
        do {
            while (arrived.length() < PING.length() && PING.startsWith(arrived.toString()) && fill(expected)) {
                // Reads on until it can be seen whether this is a PING.
            }
        } while (answerPing(0));
    }

    private boolean answerPing(int at) {
        boolean asked = arrived.indexOf(PING, at) == at;
        if (asked) {
            arrived.delete(at, at + PING.length());
            sendUntilClosed("PONG\r\n");
        }
        return asked;
    }

    /** Expects the end of the connection with nothing before it but PINGs. */
    public void expectEof() {
        String rest = readToEof().replace(PING, "");
        if (!rest.isEmpty()) {
            throw new AssertionError("expected <EOF>\n but got " + Wire.escape(rest) + " <EOF>");
        }
    }

    /** Takes all until the server closes. */
    public String readToEof() {
        while (fill("expected <EOF>")) {
            // Collects until the end.
        }
        return take(arrived.length());
    }

    /** Takes the bytes up to and including the given ending. */
    public String readThrough(String ending) {
        int found = arrived.indexOf(ending);
        while (found < 0) {
            int searched = Math.max(0, arrived.length() - ending.length());
            if (!fill("expected ..." + Wire.escape(ending))) {
                throw new AssertionError("expected ..." + Wire.escape(ending) + "\n but got "
                        + Wire.escape(arrived.toString()) + " <EOF>");
            }
            found = arrived.indexOf(ending, searched);
        }
        return take(found + ending.length());
    }

    /** Takes exactly this many bytes. */
    public String read(int bytes) {
        while (arrived.length() < bytes) {
            if (!fill("expected " + bytes + " bytes")) {
                throw new AssertionError("expected " + bytes + " bytes\n but got " + arrived.length() + " <EOF>");
            }
        }
        return take(bytes);
    }

    /** Takes a line that is not a PING of the server; its CR LF is dropped. */
    public String readLine() {
        answerPings("expected a line");
        String line = readThrough("\r\n");
        return line.substring(0, line.length() - 2);
    }

    /** Takes a line without its CR LF, or nothing when the connection ends before one is complete. */
    public @Nullable String readLineOrEof() {
        int end;
        while ((end = arrived.indexOf("\r\n")) < 0) {
            if (!fill("expected a line")) {
                return null;
            }
        }
        String line = take(end + 2);
        return line.substring(0, end);
    }

    /** Closes this side for writing. */
    public RawClient shutdownOutput() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Upgrades the connection; the handshake is done when this returns. */
    public SSLSocket startTls(SSLSocketFactory factory) throws IOException {
        SSLSocket tls = (SSLSocket) factory.createSocket(socket, "localhost", socket.getPort(), true);
        tls.setUseClientMode(true);
        tls.setSoTimeout((int) Deadline.LIMIT.toMillis());
        socket = tls;
        tls.startHandshake();
        return tls;
    }

    /** This side's port, which logs and monitoring name. */
    public int localPort() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        closeQuietly(socket);
    }

    /** Closes by a reset, without the orderly end. */
    public void abort() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException ignored) {
            // Closed already.
        }
        close();
    }

    private String take(int length) {
        String taken = arrived.substring(0, length);
        arrived.delete(0, length);
        return taken;
    }

    private boolean fill(String expected) {
        if (ended) {
            return false;
        }
        try {
            socket.setSoTimeout((int) Deadline.LIMIT.toMillis());
            InputStream in = socket.getInputStream();
            int count = in.read(buffer);
            if (count < 0) {
                ended = true;
                return false;
            }
            arrived.append(Wire.text(buffer, count));
            return true;
        } catch (SocketTimeoutException e) {
            throw new AssertionError(
                    expected + "\n but within " + Deadline.LIMIT + " only got " + Wire.escape(arrived.toString()), e);
        } catch (IOException reset) {
            ended = true;
            return false;
        }
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // Nothing is left to be lost.
        }
    }
}
