package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dialtone.embedded.EmbeddedServer;
import io.dialtone.embedded.junit.NatsServerTest;
import io.nats.client.Connection;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@NatsServerTest
class OrdersTest {
    @Test
    void aRequestIsAnswered(EmbeddedServer server, Connection nats) throws Exception {
        System.out.println("connected to " + server.clientUrl() + " "
                + (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime())
                + " ms after the start of the JVM");
        nats.createDispatcher(m -> nats.publish(m.getReplyTo(), "42".getBytes(StandardCharsets.UTF_8)))
                .subscribe("orders.price");
        nats.flush(Duration.ofSeconds(5));
        byte[] answer =
                nats.request("orders.price", new byte[0], Duration.ofSeconds(5)).getData();
        assertEquals("42", new String(answer, StandardCharsets.UTF_8));
    }

    @Test
    void theLibraryIsSmall() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        long bytes = Stream.of(path.split(File.pathSeparator))
                .map(File::new)
                .filter(f -> f.getName().matches("(dialtone-embedded|akka-|scala-|config-|ssl-config|jackson-|slf4j-|reactive-"
                        + "|jspecify-).*\\.jar"))
                .peek(f -> System.out.printf("%6d KiB %s%n", f.length() / 1024, f.getName()))
                .mapToLong(File::length)
                .sum();
        System.out.println("the server's class path: " + bytes / 1024 + " KiB");
        assertTrue(bytes > 0 && bytes < 25L << 20, "less than 25 MiB: " + bytes);
    }
}
