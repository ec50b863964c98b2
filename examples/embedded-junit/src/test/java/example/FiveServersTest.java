package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.dialtone.embedded.EmbeddedServer;
import io.dialtone.embedded.junit.NatsServerTest;
import io.nats.client.Connection;
import io.nats.client.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Five test classes at the same time, each with a server of its own in the same JVM. */
@Execution(ExecutionMode.CONCURRENT)
class FiveServersTest {
    private static final CyclicBarrier ALL_FIVE = new CyclicBarrier(5);
    private static final Set<String> URLS = ConcurrentHashMap.newKeySet();

    abstract static class Orders {
        @Test
        void nobodyElseIsHeard(EmbeddedServer server, Connection nats) throws Exception {
            String mine = server.clientUrl();
            Subscription orders = nats.subscribe("orders");
            nats.flush(Duration.ofSeconds(10));
            URLS.add(mine);
            ALL_FIVE.await(60, TimeUnit.SECONDS);
            assertEquals(5, URLS.size());
            nats.publish("orders", mine.getBytes(StandardCharsets.UTF_8));
            assertEquals(mine, new String(orders.nextMessage(Duration.ofSeconds(10)).getData(), StandardCharsets.UTF_8));
            ALL_FIVE.await(60, TimeUnit.SECONDS);
            assertNull(orders.nextMessage(Duration.ofMillis(20)));
        }
    }

    @Nested
    @NatsServerTest
    class First extends Orders {}

    @Nested
    @NatsServerTest
    class Second extends Orders {}

    @Nested
    @NatsServerTest
    class Third extends Orders {}

    @Nested
    @NatsServerTest
    class Fourth extends Orders {}

    @Nested
    @NatsServerTest
    class Fifth extends Orders {}
}
