package io.dialtone.app.nats.wire;

import io.dialtone.app.nsc.remote.TlsFiles;
import java.time.Duration;
import java.util.List;

/**
 * How to connect.
 *
 * @param servers tried in turn
 * @param login of who is meant when an address names nobody
 * @param name shown by servers
 * @param inboxPrefix of the subjects that answers come to
 * @param timeout of a connection that is being made, and of a line that the server owes
 * @param reconnects whether a connection that is lost is made again
 */
public record ConnectOptions(
        List<ServerUrl> servers,
        Identity login,
        TlsFiles tls,
        String name,
        String inboxPrefix,
        Duration timeout,
        boolean reconnects) {

    /** The same for who gives up when the connection is lost. */
    public ConnectOptions once() {
        return new ConnectOptions(servers, login, tls, name, inboxPrefix, timeout, false);
    }

    /** The same to one server. */
    public ConnectOptions to(ServerUrl url) {
        return new ConnectOptions(List.of(url), login, tls, name, inboxPrefix, timeout, reconnects);
    }

    int timeoutMs() {
        return Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
    }
}
