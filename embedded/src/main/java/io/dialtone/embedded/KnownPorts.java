package io.dialtone.embedded;

import io.dialtone.actors.Broker;
import io.dialtone.actors.links.LinkPort;
import io.dialtone.conf.Options;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The ports that a server got when it was first started; 0 where it has none. */
record KnownPorts(int client, int cluster, int gateway, int leaf, int webSocket) {
    /** Before the first start. */
    static final KnownPorts NONE = new KnownPorts(0, 0, 0, 0, 0);

    static KnownPorts of(Broker broker) {
        return new KnownPorts(
                broker.clientAddress().getPort(),
                port(broker, LinkPort.CLUSTER),
                port(broker, LinkPort.GATEWAY),
                port(broker, LinkPort.LEAF),
                port(broker.webSocketAddress()));
    }

    private static int port(Broker broker, LinkPort port) {
        return port(broker.address(port));
    }

    private static int port(@Nullable InetSocketAddress address) {
        return address == null ? 0 : address.getPort();
    }

    /** The options with these ports instead of free ones. */
    Options in(Options options) {
        return options.with(b -> b.client(c -> c.port(known(options.client().port(), client)))
                .cluster(c -> c.port(known(options.cluster().port(), cluster)))
                .gateway(g -> g.port(known(options.gateway().port(), gateway)))
                .leaf(l -> l.port(known(options.leaf().port(), leaf)))
                .webSocket(w -> w.port(known(options.webSocket().port(), webSocket))));
    }

    private static int known(int wanted, int had) {
        return wanted < 0 && had != 0 ? had : wanted;
    }
}
