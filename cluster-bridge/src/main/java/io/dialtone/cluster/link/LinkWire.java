package io.dialtone.cluster.link;

import io.dialtone.actors.links.LinkHost;
import io.dialtone.actors.links.TracedLink;
import io.dialtone.cluster.protocol.InfoEnding;
import io.dialtone.cluster.protocol.InfoJson;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.ConnectionCounters;
import io.dialtone.streams.ConnectionPort;
import io.dialtone.streams.LinkAccount;
import io.dialtone.streams.LinkCompression;
import io.dialtone.streams.LinkPath;
import io.dialtone.streams.LiveSettings;
import io.dialtone.streams.Outbox;
import io.dialtone.streams.PublishLimits;
import io.dialtone.streams.Session;
import io.dialtone.streams.TransportSecurity;
import io.dialtone.streams.WebSocket;
import io.dialtone.streams.tls.TlsSession;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one link: its stream, what is said on it, and what the log says of it. Made and used by the link's actor, on
 * the link's event loop; what monitoring reads may be read from any thread.
 */
public final class LinkWire {
    private static final byte[] PING = ByteText.bytes("PING\r\n");
    private static final byte[] PONG = ByteText.bytes("PONG\r\n");
    /** What a CONNECT holds that is nobody's to see. */
    private static final Pattern SECRET =
            Pattern.compile("(\"(?:pass\\w*|auth_token|sig|proxy_sig|nkey)\"\\s*:\\s*)\"[^\"]*\"");

    /** How log lines and monitoring name a kind of link. */
    public enum Kind {
        ROUTE("rid", "Router"),
        GATEWAY("gid", "Gateway"),
        LEAF("lid", "Leafnode");

        private final String id;
        private final String text;

        Kind(String id, String text) {
            this.id = id;
            this.text = text;
        }

        /** The word for it in log lines. */
        public String text() {
            return text;
        }
    }

    private final LinkHost host;
    private final Kind kind;
    private final long cid;
    private final InetSocketAddress peer;
    private final SocketChannel channel;
    private final LinkPath path;
    private final Session session;
    private final ConnectionPort port;
    private final LinkEvents events;
    private final Instant started = Instant.now();
    private volatile String label;
    private volatile @Nullable TlsSession tls;
    private boolean closing;
    private final @Nullable WebSocket webSocket;
    private @Nullable LinkCompression compression;

    /**
     * @param channel accepted or dialled; the stream closes it
     * @param space of the account that the link is bound to, or of none
     * @param events is told of what the stream meets, on the loop
     */
    public LinkWire(
            LinkHost host,
            Kind kind,
            SocketChannel channel,
            InetSocketAddress peer,
            LinkPath path,
            SubjectSpace space,
            Consumer<LinkEvent> events) {
        this(host, kind, channel, peer, path, space, events, null);
    }

    /**
     * @param webSocket its frames; null for operations as they are
     * @see #LinkWire(LinkHost, Kind, SocketChannel, InetSocketAddress, LinkPath, SubjectSpace, Consumer)
     */
    public LinkWire(
            LinkHost host,
            Kind kind,
            SocketChannel channel,
            InetSocketAddress peer,
            LinkPath path,
            SubjectSpace space,
            Consumer<LinkEvent> events,
            @Nullable WebSocket webSocket) {
        this.webSocket = webSocket;
        this.host = host;
        this.kind = kind;
        this.cid = host.nextCid();
        this.peer = peer;
        this.channel = channel;
        this.path = path;
        this.session = new Session(space, path);
        this.events = new LinkEvents(events);
        this.port = ConnectionPort.ofLink(
                cid, host.loops().count(), host.options().limits().maxPending(), this.events);
        this.label = ServerUrl.address(peer.getAddress().getHostAddress(), peer.getPort()) + " - " + kind.id
                + (webSocket == null ? "" : "_ws") + ":" + cid;
        session.label(label);
        port.outbox().label(label);
    }

    /**
     * Starts the stream; nothing has been read or written before. On the loop.
     *
     * @param compression whether the link may come to be compressed
     * @param pace makes of the server's settings those that hold for this link
     */
    public void start(int loop, TransportSecurity security, boolean compression, UnaryOperator<LiveSettings> pace) {
        LinkCompression switched = compression ? new LinkCompression(port) : null;
        this.compression = switched;
        host.flow().run(loop, channel, peer, security, session, port, events, webSocket, switched, pace);
    }

    /** What compression is switched with; null where the link is never compressed. */
    public @Nullable LinkCompression compression() {
        return compression;
    }

    /** Whether it goes over a WebSocket. */
    public boolean isWebSocket() {
        return webSocket != null;
    }

    public long cid() {
        return cid;
    }

    public InetSocketAddress peer() {
        return peer;
    }

    /** When the connection was made. */
    public Instant started() {
        return started;
    }

    public LinkPath path() {
        return path;
    }

    public Session session() {
        return session;
    }

    public Outbox outbox() {
        return port.outbox();
    }

    public ConnectionCounters counters() {
        return port.counters();
    }

    /** TLS has been agreed upon; null for none. */
    public void secured(@Nullable TlsSession agreed) {
        tls = agreed;
    }

    /** What was agreed upon of TLS; null for none. Any thread. */
    public @Nullable TlsSession tls() {
        return tls;
    }

    /** Sets what limits the publishing of the other side; null for nothing. */
    public void publishLimits(@Nullable PublishLimits limits) {
        if (session.publishLimits(limits)) {
            port.limitsChanged();
        }
    }

    // ---- what is said

    /**
     * Messages that another server follows are followed on.
     *
     * @param name of that server
     * @param rights what it may publish to
     * @param isTold whether it hears of what it may not
     */
    public void follow(String name, LinkAccount.SubjectFilter rights, boolean isTold) {
        Consumer<String> refuse = isTold ? this::error : text -> {};
        session.tracer(host.tracer(new TracedLink(path.kind(), cid, name, rights, refuse, this::label)));
    }

    /** Lets the stream go on behind the control operations that it handed over. */
    public void resume() {
        port.resume();
    }

    public void info(ServerInfo info, InfoEnding ending) {
        send("INFO", InfoJson.encode(info, ending));
    }

    /** Sends whole operations, traced as one under this name. */
    public void send(String name, byte[] operations) {
        if (host.log().isTrace()) {
            String text = ByteText.text(operations).trim();
            String line = text.startsWith(name) ? text : name + " " + text;
            trace("->> [" + redacted(line) + "]");
        }
        port.send(operations);
    }

    /** Sends whole operations, line by line traced. */
    public void sendLines(byte[] lines) {
        if (host.log().isTrace()) {
            for (String line : ByteText.text(lines).split("\r\n")) {
                trace("->> [" + line + "]");
            }
        }
        port.send(lines);
    }

    public void ping() {
        trace("->> [PING]");
        port.send(PING);
    }

    public void pong() {
        trace("->> [PONG]");
        port.send(PONG);
    }

    /** Writes what is queued and closes, after an {@code -ERR}. */
    public void closeWithError(CloseReason reason, String error) {
        if (!closing) {
            trace("->> [-ERR " + error + "]");
            port.sendError(error);
        }
        close(reason);
    }

    /** An {@code -ERR} that the link survives. */
    public void error(String text) {
        trace("->> [-ERR " + text + "]");
        port.sendError(text);
    }

    /** Writes what is queued, where the reason allows that, and closes; {@link LinkEvent.Ended} follows. */
    public void close(CloseReason reason) {
        if (!closing) {
            closing = true;
            port.close(reason);
        }
    }

    public boolean isClosing() {
        return closing;
    }

    // ---- what the log says

    /** Adds to how log lines begin. */
    public void describe(String more) {
        label = label + " - " + more;
        session.label(label);
        port.outbox().label(label);
    }

    public Kind kind() {
        return kind;
    }

    /** How log lines begin. */
    public String label() {
        return label;
    }

    public void logInfo(String what) {
        host.log().notice(label + " - " + what);
    }

    public void logError(String what) {
        host.log().error(label + " - " + what);
    }

    public void logWarning(String what) {
        host.log().warn(label + " - " + what);
    }

    public void debug(String what) {
        host.log().debug(() -> label + " - " + what);
    }

    public void trace(String what) {
        if (host.log().isTrace()) {
            host.log().trace(() -> label + " - " + what);
        }
    }

    /** A line of the protocol that came, for the trace. */
    public void traceIn(String name, byte[] arguments) {
        if (host.log().isTrace()) {
            trace("<<- [" + redacted(name + " " + ByteText.text(arguments).trim()) + "]");
        }
    }

    private static String redacted(String line) {
        Matcher m = SECRET.matcher(line);
        return m.replaceAll("$1\"[REDACTED]\"");
    }
}
