package io.dialtone.app.process;

import io.dialtone.conf.ClientOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The client port, bound before anything else is loaded: whoever starts us for a test looks for a socket a few tenths of a second after the
 * fork. Connections wait in its backlog until the broker accepts them. That it could not be bound is said later, when there is a log.
 */
final class ClientSocket {
    private static final int BACKLOG = 4096;
    private static final int MAX_PORT = 65535;

    private final @Nullable ServerSocketChannel channel;
    private final @Nullable StartFailure failure;

    private ClientSocket(@Nullable ServerSocketChannel channel, @Nullable StartFailure failure) {
        this.channel = channel;
        this.failure = failure;
    }

    /** Binds host and port of the options: {@code 0.0.0.0} is every address of both families, a port below 1 any free one. */
    static ClientSocket bind(ClientOptions client) {
        try {
            return new ClientSocket(bind(client.host(), client.port()), null);
        } catch (IOException e) {
            String address = HostPort.join(client.host(), Math.max(0, client.port()));
            return new ClientSocket(
                    null, new StartFailure("Error listening on port: " + address + ", \"" + e.getMessage() + "\"", e));
        }
    }

    /** @throws StartFailure when it could not be bound */
    ServerSocketChannel channel() throws StartFailure {
        if (channel == null) {
            throw Objects.requireNonNull(failure);
        }
        return channel;
    }

    private static ServerSocketChannel bind(String host, int port) throws IOException {
        if (port > MAX_PORT) {
            throw new IOException("listen tcp: address " + port + ": invalid port");
        }
        InetSocketAddress address = address(host, Math.max(0, port));
        ServerSocketChannel socket = open(address.getAddress());
        try {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return socket.bind(address, BACKLOG);
        } catch (IOException e) {
            socket.close();
            String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            throw new IOException("listen tcp " + HostPort.join(host, address.getPort()) + ": bind: " + reason, e);
        }
    }

    private static ServerSocketChannel open(InetAddress address) throws IOException {
        if (address.isAnyLocalAddress()) {
            return ServerSocketChannel.open();
        }
        return ServerSocketChannel.open(
                address.getAddress().length == 4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
    }

    private static InetSocketAddress address(String host, int port) throws IOException {
        if (host.isEmpty() || host.equals("0.0.0.0") || host.equals("::")) {
            return new InetSocketAddress(port);
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new IOException("listen tcp: lookup " + host + ": no such host", e);
        }
    }
}
