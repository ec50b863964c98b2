package io.dialtone.embedded;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;

/** The client library with more patience than its own two seconds: the first connection of a JVM on a busy machine may need it. */
public final class Patient {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Patient() {}

    /** Connects to it. */
    public static Connection client(EmbeddedServer server) throws IOException, InterruptedException {
        return Nats.connect(to(server.clientUrl()).build());
    }

    /** What else is wanted of a client may be added. */
    public static Options.Builder to(String url) {
        return Options.builder().server(url).connectionTimeout(LIMIT);
    }
}
