package io.dialtone.embedded.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.embedded.Dialtone;
import io.dialtone.embedded.EmbeddedServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a test of a Quarkus application has a server: {@code @QuarkusTestResource(NatsResource.class)} on it. */
class QuarkusExampleTest {
    /** What Quarkus starts before the application. */
    static class NatsResource implements QuarkusTestResourceLifecycleManager {
        private final EmbeddedServer server = Dialtone.builder().build();

        @Override
        public Map<String, String> start() {
            return Map.of("nats.url", server.start().clientUrl());
        }

        @Override
        public void stop() {
            server.stop();
        }
    }

    @Test
    void theApplicationIsToldTheAddressOfTheServer() throws Exception {
        NatsResource resource = new NatsResource();
        String url = resource.start().get("nats.url");
        try (Connection nats = Nats.connect(url)) {
            assertThat(nats.getConnectedUrl()).isEqualTo(url);
        } finally {
            resource.stop();
        }
    }
}
