package io.dialtone.cluster.gateway;

import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.streams.ControlOperation;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What differs between the two ends of a gateway connection: the one that dialled and the one that was. Part of {@link GatewayLink}. */
sealed interface GatewayEnd permits OutboundEnd, InboundEnd {
    /** The handshake begins; whoever accepts speaks first. */
    void begin();

    /** The other side has said in CONNECT who it is. */
    void connect(byte[] json);

    /** The other side has said something in INFO. */
    void info(ServerInfo said);

    /**
     * The other side has said what it wants.
     *
     * @param following what it has said since; what belongs to it is taken from there
     * @return in how many slices it is yet to take effect
     */
    int interest(ControlOperation operation, Queue<ControlOperation> following);

    /** {@link Gateways} has taken it. */
    void registered(ServerInfo remote);

    /** There is an account that was not there before. */
    void made(LinkedAccount account);

    /** The connection is over. */
    void gone();

    /** The cluster that was dialled; null where the other side dialled. */
    @Nullable
    String dialledCluster();

    /** The server at the other end; null until it has said who it is. */
    @Nullable
    ServerInfo remote();
}
