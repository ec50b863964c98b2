package io.dialtone.app.simulate;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection through a proxy: two sockets and a {@link Pump} for each direction. It ends with its second pump, or when it is cut. */
final class ProxiedConnection {

    private final Link link;
    private final Socket caller;
    private final Socket server;
    private final AtomicInteger running = new AtomicInteger(2);
    private volatile boolean lostBytes;

    ProxiedConnection(Link link, Socket caller, Socket server) {
        this.link = link;
        this.caller = caller;
        this.server = server;
    }

    /** @param firstBytes run when the first bytes of the caller have been written to the server */
    void start(Runnable firstBytes) {
        link.opened(this);
        new Pump(this, link.forth(), caller, server, firstBytes).start();
        new Pump(this, link.back(), server, caller, () -> {}).start();
    }

    /** Both sockets are ended the same way, so neither peer learns what happened to the other. */
    void cut(Ending ending) {
        end(caller, ending);
        end(server, ending);
        link.ended(this);
    }

    void losesBytes() {
        lostBytes = true;
    }

    boolean lostBytes() {
        return lostBytes;
    }

    /** One direction has come to its end. */
    void pumpEnded() {
        if (running.decrementAndGet() == 0) {
            cut(Ending.FIN);
        }
    }

    private static void end(Socket socket, Ending ending) {
        try {
            if (ending == Ending.RST) {
                socket.setSoLinger(true, 0);
            } else if (!socket.isClosed() && !socket.isOutputShutdown()) {
                // Before close: bytes that nobody has read would turn the FIN into an RST.
                socket.shutdownOutput();
                socket.getInputStream().skipNBytes(socket.getInputStream().available());
            }
        } catch (IOException gone) {
            // Whatever it was, it is closed below.
        }
        closeQuietly(socket);
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // A socket that cannot be closed is of no use to anybody.
        }
    }
}
