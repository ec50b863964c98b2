package io.dialtone.streams;

import io.dialtone.routing.LinkKind;
import io.dialtone.routing.RemoteSpace;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what goes over routes and gateways in one account, until the read ends or another account is met. For one direction of
 * one connection, on its loop.
 */
final class LinkTally {
    private final boolean incoming;
    private @Nullable RemoteSpace account;
    private long routeMsgs;
    private long routeBytes;
    private long gatewayMsgs;
    private long gatewayBytes;

    /**
     * @param incoming whether what is counted comes
     */
    LinkTally(boolean incoming) {
        this.incoming = incoming;
    }

    /** One message; leaf links count by themselves. */
    void count(@Nullable RemoteSpace in, LinkKind kind, int bytes) {
        if (in != account) {
            settle();
            account = in;
        }
        if (kind == LinkKind.ROUTE) {
            routeMsgs++;
            routeBytes += bytes;
        } else if (kind == LinkKind.GATEWAY) {
            gatewayMsgs++;
            gatewayBytes += bytes;
        }
    }

    /** Has all that was counted seen. */
    void settle() {
        RemoteSpace of = account;
        if (of == null) {
            return;
        }
        if (routeMsgs > 0) {
            add(of, LinkKind.ROUTE, routeMsgs, routeBytes);
            routeMsgs = 0;
            routeBytes = 0;
        }
        if (gatewayMsgs > 0) {
            add(of, LinkKind.GATEWAY, gatewayMsgs, gatewayBytes);
            gatewayMsgs = 0;
            gatewayBytes = 0;
        }
    }

    private void add(RemoteSpace of, LinkKind kind, long msgs, long bytes) {
        if (incoming) {
            of.traffic(kind).received(msgs, bytes);
        } else {
            of.traffic(kind).sent(msgs, bytes);
        }
    }
}
