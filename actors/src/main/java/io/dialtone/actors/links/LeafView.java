package io.dialtone.actors.links;

import io.dialtone.streams.CloseReason;
import io.dialtone.streams.ConnectionCounters;
import io.dialtone.streams.tls.TlsSession;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A leaf link, accepted or dialled, as its server and monitoring see it. Any thread. */
public interface LeafView {
    /** Its number, counted together with those of clients. */
    long cid();

    InetSocketAddress peer();

    Instant started();

    /** Name of the other server, empty before it is known. */
    String name();

    /** Version of the other server, as far as it is known. */
    String version();

    /** Whether this server is the leaf node of the two. */
    boolean isSpoke();

    /** Whether it goes over a WebSocket. */
    boolean isWebSocket();

    /** Whether this server dialled. */
    boolean isSolicited();

    /** Whether interest of other leaf nodes is kept from it. */
    boolean isIsolated();

    /** The account that it is bound to; empty before that. */
    String account();

    /** Who the other server was let in as; null where this server dialled, and before. */
    @Nullable
    LeafRights rights();

    /** The last round trip; null when none was measured yet. */
    @Nullable
    Duration rtt();

    ConnectionCounters counters();

    /** What waits to be sent. */
    long pendingBytes();

    /** How it is compressed, in the words of the configuration. */
    String compression();

    /** What TLS agreed; null without TLS. */
    @Nullable
    TlsSession tls();

    /** What the other server wants over it. */
    List<String> subscriptions();

    /** Ends it. */
    void close(CloseReason reason, @Nullable String error);
}
