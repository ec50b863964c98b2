package io.dialtone.multijvm.kit;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Clients that come back by themselves when their connection is lost; all are closed together. */
public final class Clients implements AutoCloseable {

    /** Where a client goes when it lost its server. */
    public enum Place {
        /** Back to the same one. */
        FIXED,
        /** To any that its server told it of. */
        ROAMING
    }

    /** Servers, and this JVM, stand still for seconds where the machine is busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Queue<Connection> open = new ConcurrentLinkedQueue<>();

    /** @param credentials {@code user:password}, or empty */
    public Connection connect(Node node, Place place, String credentials) {
        return connect(node, place, credentials, (connection, event) -> {});
    }

    Connection connect(Node node, Place place, String credentials, ConnectionListener listener) {
        Options.Builder options = new Options.Builder()
                .server(node.url())
                .connectionTimeout(PATIENCE)
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(50))
                .reconnectJitter(Duration.ofMillis(50))
                .connectionListener(listener)
                .errorListener(new ErrorListener() {});
        if (place == Place.FIXED) {
            options.ignoreDiscoveredServers();
        }
        if (!credentials.isEmpty()) {
            String[] parts = credentials.split(":", 2);
            options.userInfo(parts[0].toCharArray(), parts[1].toCharArray());
        }
        try {
            Connection connection = Nats.connect(options.build());
            open.add(connection);
            return connection;
        } catch (IOException e) {
            throw new AssertionError("no connection to " + node.name() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        open.parallelStream().forEach(Clients::close);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
