package io.dialtone.cluster.gateway;

import akka.actor.typed.ActorRef;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.cluster.link.LinkAccess;
import io.dialtone.cluster.link.LinkWire;
import io.dialtone.cluster.protocol.ConnectRefusals;
import io.dialtone.cluster.protocol.InfoEnding;
import io.dialtone.cluster.protocol.InvalidJsonException;
import io.dialtone.cluster.protocol.ServerConnect;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.ControlOperation;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The end that was dialled: messages come in, and this side says what it wants. */
final class InboundEnd implements GatewayEnd {
    private final GatewayLink link;

    private @Nullable ServerConnect connect;
    private @Nullable ServerInfo remote;
    /** Once the other side has said who it is. */
    private @Nullable InterestTeller teller;

    InboundEnd(GatewayLink link) {
        this.link = link;
    }

    @Override
    public void begin() {
        link.wire().session().awaitingConnect(true);
        link.wire().info(link.currentInfo(), InfoEnding.BARE);
        link.expectConnect();
    }

    @Override
    public void connect(byte[] json) {
        LinkWire wire = link.wire();
        wire.traceIn("CONNECT", json);
        link.connectHasCome();
        ServerConnect said;
        try {
            said = ServerConnect.decode(json);
        } catch (InvalidJsonException e) {
            wire.logError(String.valueOf(e.getMessage()));
            link.leave(CloseReason.PROTOCOL_VIOLATION, null);
            return;
        }
        GatewaySettings settings = link.settings();
        String refusal = ConnectRefusals.ofGateway(said, settings.name(), settings.knows(said.gateway()));
        if (refusal != null) {
            refuse(said.gateway(), refusal);
            return;
        }
        LinkAccess access = settings.access();
        if (access.isCostly()) {
            link.judge(said, () -> access.admits(said, wire.tls()));
        } else {
            judged(said, access.admits(said, wire.tls()));
        }
    }

    private void refuse(String gateway, String refusal) {
        boolean client = gateway.isEmpty();
        link.wire().logError(client ? refusal : "Rejecting connection from gateway \"" + gateway + "\"");
        link.leave(client ? CloseReason.WRONG_PORT : CloseReason.WRONG_GATEWAY, refusal);
    }

    /** Whether the other side may connect is known. */
    void judged(ServerConnect said, boolean admitted) {
        if (admitted) {
            connect = said;
            link.wire().session().awaitingConnect(false);
        } else {
            link.wire().logError("authentication error - User \"" + said.user() + "\"");
            link.leave(CloseReason.AUTHENTICATION_FAILURE, "Authorization Violation");
        }
    }

    @Override
    public void info(ServerInfo said) {
        if (remote != null) {
            return;
        }
        ServerConnect before = connect;
        if (before == null) {
            link.leave(CloseReason.AUTHENTICATION_FAILURE, "Authorization Violation");
            return;
        }
        if (link.hasDuplicateName(said)) {
            return;
        }
        remote = said;
        InterestTeller telling = new InterestTeller(link.wire(), link.settings().name(), before.gateway());
        teller = telling;
        link.introduced();
        link.gateways()
                .tell(new Gateways.RegisterInbound(
                        link.ref(), before.gateway(), new InboundPeer(link.wire(), link.pings(), said, telling)));
    }

    @Override
    public int interest(ControlOperation operation, Queue<ControlOperation> following) {
        boolean add = operation instanceof ControlOperation.Interest one && one.add();
        link.wire().logError("Received RS" + (add ? "+" : "-") + " from gateway on inbound connection");
        link.leave(CloseReason.PROTOCOL_VIOLATION, null);
        return 0;
    }

    @Override
    public void registered(ServerInfo other) {
        ServerConnect said = connect;
        link.wire()
                .logInfo("Inbound gateway connection from \"" + (said == null ? "" : said.gateway()) + "\" ("
                        + other.serverId() + ") registered");
    }

    /** All is told of the account. */
    @Override
    public void made(LinkedAccount account) {
        InterestTeller telling = teller;
        if (telling != null) {
            ActorRef<GatewayLink.Command> me = link.ref();
            telling.begin(
                    account,
                    (id, changes) -> me.tell(new GatewayLink.Announce(id, changes)),
                    id -> me.tell(new GatewayLink.AllAnnounced(id)));
        }
    }

    /** Where this side says what it wants; null until the other side has said who it is. */
    @Nullable
    InterestTeller teller() {
        return teller;
    }

    @Override
    public void gone() {}

    @Override
    public @Nullable String dialledCluster() {
        return null;
    }

    @Override
    public @Nullable ServerInfo remote() {
        return remote;
    }
}
