package io.dialtone.cluster.gateway;

import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.cluster.link.LinkWire;
import io.dialtone.cluster.protocol.InfoEnding;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.ControlOperation;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The end that dialled: messages go out, and what the other cluster wants comes back. */
final class OutboundEnd implements GatewayEnd {
    private final GatewayLink link;
    private final GatewayLink.Dialled to;

    private @Nullable ServerInfo remote;
    /** From the other side's INFO on. */
    private @Nullable PeerInterest wanted;

    OutboundEnd(GatewayLink link, GatewayLink.Dialled to) {
        this.link = link;
        this.to = to;
    }

    @Override
    public void begin() {
        link.wire().session().awaitingConnect(false);
        link.expectIntroduction();
    }

    /** Whoever was dialled need not say it, and nothing follows from it. */
    @Override
    public void connect(byte[] json) {
        link.wire().traceIn("CONNECT", json);
    }

    @Override
    public void info(ServerInfo said) {
        if (said.gateway().isEmpty()) {
            String error = "Attempt to connect to gateway \"" + to.name() + "\" using wrong port";
            link.wire().logError(error);
            link.leave(CloseReason.WRONG_PORT, error);
            return;
        }
        GatewayNews news = GatewayNews.read(said);
        if (remote != null && news instanceof GatewayNews.Cluster other) {
            if (!other.name().equals(to.name())) {
                link.gateways().tell(new Gateways.Told(other.name(), other.urls()));
            }
        } else if (!said.gateway().equals(to.name())) {
            otherCluster(said.gateway());
        } else if (remote == null) {
            introduced(said);
        } else {
            told(news);
        }
    }

    private void otherCluster(String name) {
        link.wire()
                .logError(
                        "Failing connection to gateway \"" + to.name() + "\", remote gateway name is \"" + name + "\"");
        link.leave(
                CloseReason.WRONG_GATEWAY,
                "Connection from \"" + link.settings().name() + "\" rejected, wanted to connect to \"" + to.name()
                        + "\", this is \"" + name + "\"");
    }

    private void introduced(ServerInfo said) {
        if (link.hasDuplicateName(said)) {
            return;
        }
        remote = said;
        boolean tls = to.security().isNeeded();
        LinkWire wire = link.wire();
        wire.send(
                "CONNECT",
                link.settings().connect(to.url(), tls, link.host().serverId()).encode());
        wire.info(link.currentInfo(), InfoEnding.BARE);
        wire.debug("Gateway connect protocol sent to \"" + to.name() + "\"");
        OutboundPeer peer = new OutboundPeer(to.name(), wire, link.pings(), said);
        wanted = new PeerInterest(link.host(), peer);
        link.introduced();
        link.gateways().tell(new Gateways.RegisterOutbound(link.ref(), peer));
    }

    private void told(GatewayNews news) {
        PeerInterest of = wanted;
        switch (news) {
            case GatewayNews.Introduction again -> {
                if (!link.hasDuplicateName(again.info())) {
                    link.gateways().tell(new Gateways.Moved(link.ref(), again.info()));
                }
            }
            case GatewayNews.InterestBegins begins when of != null -> of.begins(begins.account());
            case GatewayNews.InterestComplete complete when of != null -> of.complete(complete.account());
            case GatewayNews.InterestBegins ignored -> {}
            case GatewayNews.InterestComplete ignored -> {}
            case GatewayNews.Violation violation -> {
                link.wire().logError(violation.error());
                link.leave(CloseReason.PROTOCOL_VIOLATION, violation.error());
            }
            case GatewayNews.Unknown unknown ->
                link.wire().logWarning("Received unknown command " + unknown.command() + " from gateway");
            case GatewayNews.Cluster ignored -> {}
        }
    }

    @Override
    public int interest(ControlOperation operation, Queue<ControlOperation> following) {
        PeerInterest of = wanted;
        return of == null ? 0 : of.takeRun(operation, following, link::applied);
    }

    @Override
    public void registered(ServerInfo other) {
        link.wire()
                .logInfo("Outbound gateway connection to \"" + to.name() + "\" (" + other.serverId() + ") registered");
    }

    /** What was said of the account before takes effect. */
    @Override
    public void made(LinkedAccount account) {
        if (wanted != null) {
            wanted.made(account);
        }
    }

    @Override
    public void gone() {
        if (wanted != null) {
            wanted.forgetAll();
        }
    }

    @Override
    public String dialledCluster() {
        return to.name();
    }

    @Override
    public @Nullable ServerInfo remote() {
        return remote;
    }
}
