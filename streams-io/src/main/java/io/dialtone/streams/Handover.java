package io.dialtone.streams;

import io.dialtone.streams.tls.TlsConnection;
import io.dialtone.streams.ws.Upgrade.Outcome;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the stages of an upgrade end together: once it is agreed on, none of them closes anything, and the last one, which has the
 * socket, passes that on. On the connection's loop.
 */
final class Handover {
    private final InetSocketAddress peer;
    private final int loop;
    private final Consumer<UpgradedSocket> taker;
    private final Consumer<String> failed;
    private Outcome.@Nullable Agreed agreed;
    private byte[] rest = {};
    private @Nullable TlsConnection tls;
    private String problem = "";

    /**
     * @param taker of what comes of it, or
     * @param failed is told why nothing does; one of the two, once
     */
    Handover(InetSocketAddress peer, int loop, Consumer<UpgradedSocket> taker, Consumer<String> failed) {
        this.peer = peer;
        this.loop = loop;
        this.taker = taker;
        this.failed = failed;
    }

    /** The stages are to end now. */
    void agree(Outcome.Agreed outcome, byte[] unread) {
        agreed = outcome;
        rest = unread;
    }

    /** Nothing comes of it. */
    void fail(String why) {
        if (problem.isEmpty()) {
            problem = why;
        }
    }

    /** Whether the end of a stage is no end of the connection. */
    boolean isDue() {
        return agreed != null;
    }

    /** What encrypts goes on. */
    void secure(TlsConnection up) {
        tls = up;
    }

    /** The socket is free. */
    void complete(SocketChannel channel) {
        Outcome.Agreed outcome = agreed;
        if (outcome != null) {
            taker.accept(new UpgradedSocket(channel, peer, loop, tls, outcome.terms(), outcome.request(), rest));
        }
    }

    /** The socket is closed. */
    void closed() {
        failed.accept(problem.isEmpty() ? "EOF" : problem);
    }
}
