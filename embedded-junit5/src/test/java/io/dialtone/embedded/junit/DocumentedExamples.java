package io.dialtone.embedded.junit;

import io.dialtone.embedded.EmbeddedServer;
import io.nats.client.Connection;
import org.junit.jupiter.api.Test;

/** What docs/embedded.md shows, so that it compiles. */
final class DocumentedExamples {
    private DocumentedExamples() {}

    @NatsServerTest(servers = 3)
    static class OrdersTest {
        @Test
        void test(Connection nats, EmbeddedServer first, NatsServers all, @NatsUrl String url) {}
    }
}
