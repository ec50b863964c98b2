package io.dialtone.cluster.route;

import akka.actor.typed.ActorRef;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.cluster.link.CompressionChoice;
import io.dialtone.cluster.link.LinkWire;
import io.dialtone.cluster.protocol.ConnectRefusals;
import io.dialtone.cluster.protocol.InfoEnding;
import io.dialtone.cluster.protocol.InfoJson;
import io.dialtone.cluster.protocol.InvalidJsonException;
import io.dialtone.cluster.protocol.PortKind;
import io.dialtone.cluster.protocol.ServerConnect;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.LinkCompression;
import io.dialtone.streams.tls.TlsSession;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the two ends of a route come to know each other: who speaks first, whether the other server may come in, and whether what
 * follows is compressed. Part of its {@link RouteLink}, on its loop.
 *
 * <pre>
 *   solicitor   CONNECT            [INFO mode]            INFO slot
 *   acceptor            INFO mode               [INFO mode]         (registered: all its interest)
 *                                  ^ last plain ^ first S2, only when they come to compress
 * </pre>
 */
final class RouteHandshake {
    /** What it makes its link do. */
    interface Owner {
        /** Stop looking at what comes until there is an answer. */
        void ask(Routes.Command question);

        /** Stop looking at what comes until it is known whether the CONNECT is admitted. */
        void judge(ServerConnect connect, @Nullable TlsSession session);

        void leave(CloseReason reason, @Nullable String error);
    }

    private final LinkHost host;
    private final RouteSettings settings;
    private final LinkWire wire;
    private final @Nullable DialOrder dialled;
    private final ActorRef<RouteLink.Command> link;
    private final Owner owner;

    private @Nullable TlsSession tls;
    private @Nullable ServerConnect connect;
    /** Null until it is agreed upon. */
    private volatile @Nullable CompressionChoice compression;
    /** Null until it has said for good who it is. */
    private @Nullable ServerInfo remote;

    RouteHandshake(
            LinkHost host,
            RouteSettings settings,
            LinkWire wire,
            @Nullable DialOrder dialled,
            ActorRef<RouteLink.Command> link,
            Owner owner) {
        this.host = host;
        this.settings = settings;
        this.wire = wire;
        this.dialled = dialled;
        this.link = link;
        this.owner = owner;
    }

    /** What TLS found out about the other end. */
    void secured(@Nullable TlsSession session) {
        tls = session;
        wire.secured(session);
    }

    /** Whether the server that has connected must say who it is before long. */
    boolean awaitsCredentials() {
        return dialled == null && settings.access().wantsCredentials();
    }

    void begin() {
        wire.logInfo("Route connection created");
        DialOrder order = dialled;
        if (order != null) {
            wire.session().awaitingConnect(false);
            wire.send("CONNECT", settings.connect(order.url(), host).encode());
            wire.debug("Route connect msg sent");
        } else {
            wire.session().awaitingConnect(true);
            wire.info(settings.greeting(), InfoEnding.BLANK);
        }
        wire.session().answersPings(true);
    }

    /** A CONNECT has come. */
    void connect(byte[] json) {
        wire.traceIn("CONNECT", json);
        wire.session().awaitingConnect(false);
        ServerConnect said;
        try {
            said = ServerConnect.decode(json);
        } catch (InvalidJsonException e) {
            wire.logError(String.valueOf(e.getMessage()));
            owner.leave(CloseReason.PROTOCOL_VIOLATION, null);
            return;
        }
        owner.judge(said, tls);
    }

    /** Whether the server may come in is known. */
    void judged(ServerConnect said, boolean admitted) {
        if (!admitted) {
            wire.logError("authentication error - User \"" + said.user() + "\"");
            owner.leave(CloseReason.AUTHENTICATION_FAILURE, "Authorization Violation");
            return;
        }
        String refusal = ConnectRefusals.ofRoute(said);
        if (refusal != null) {
            wire.logError(refusal);
            owner.leave(CloseReason.WRONG_PORT, refusal);
            return;
        }
        connect = said;
        owner.ask(new Routes.Named(link, said));
    }

    /** An INFO has come; what it says is returned when it is for the one who registers, or is already registered. */
    @Nullable
    ServerInfo info(byte[] json) {
        wire.traceIn("INFO", json);
        ServerInfo said;
        try {
            said = InfoJson.decode(json);
        } catch (InvalidJsonException e) {
            wire.logError(String.valueOf(e.getMessage()));
            owner.leave(CloseReason.PARSE_ERROR, null);
            return null;
        }
        if (remote != null) {
            owner.ask(new Routes.Heard(link, said));
            return null;
        }
        if (dialled != null && PortKind.of(said) != PortKind.ROUTE) {
            wire.logError("Attempted to connect to " + (PortKind.of(said) == PortKind.GATEWAY ? "gateway" : "client")
                    + " port instead of route port");
            owner.leave(CloseReason.WRONG_PORT, null);
            return null;
        }
        if (compression == null && !settle(said.compression())) {
            return null;
        }
        remote = said;
        return said;
    }

    /** Comes to terms about compression; false when another INFO follows first, or nothing. */
    private boolean settle(String theirs) {
        CompressionChoice choice = CompressionChoice.between(settings.compression(), theirs);
        String error = choice.error();
        if (error != null) {
            wire.logError(error);
            owner.leave(CloseReason.PROTOCOL_VIOLATION, error);
            return false;
        }
        compression = choice;
        LinkCompression switches = wire.compression();
        if (!choice.compresses() || switches == null) {
            return true;
        }
        ServerInfo mine = settings.info().with(i -> i.compression(choice.mode()));
        // Nothing comes or goes in clear after the INFO of who dialled.
        if (dialled != null) {
            wire.info(mine, InfoEnding.BLANK);
        }
        switches.startReading();
        switches.startWriting(choice.level());
        if (dialled == null) {
            wire.info(mine, InfoEnding.BLANK);
        }
        return false;
    }

    /** The CONNECT that the other server has sent; null when it was dialled. */
    @Nullable
    ServerConnect connected() {
        return connect;
    }

    /** Who is at the other end; null until that is known. */
    @Nullable
    ServerInfo remote() {
        return remote;
    }

    /** What INFO says is agreed upon. */
    String mode() {
        CompressionChoice agreed = compression;
        return agreed == null ? CompressionChoice.OFF : agreed.mode();
    }

    /** The distance is known, which may change how hard it is compressed. */
    void measured(Duration rtt) {
        CompressionChoice agreed = compression;
        LinkCompression switches = wire.compression();
        if (agreed != null && switches != null && switches.isWriting()) {
            switches.level(agreed.level(rtt, settings.cluster().compression().rttThresholds()));
        }
    }

    /** What monitoring says of compression. Any thread. */
    String compressionNow() {
        CompressionChoice agreed = compression;
        LinkCompression switches = wire.compression();
        return agreed == null || switches == null ? CompressionChoice.OFF : agreed.name(switches.level());
    }
}
