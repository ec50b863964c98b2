package io.dialtone.app.differential;

import io.dialtone.app.testkit.Differential;
import io.dialtone.app.testkit.NatsProcess;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Random operations of several clients, the same on both servers: every client must get the same after each of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzDifferentialTest {

    private static final int STREAMS = 25;
    private static final int OPERATIONS = 200;

    private Differential servers;

    @BeforeAll
    void start() {
        servers = Differential.start("max_payload: 64\nmax_control_line: 256\n");
    }

    @AfterAll
    void stop() {
        if (servers != null) {
            servers.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyClientGetsTheSame() {
        return IntStream.range(0, STREAMS)
                .mapToObj(seed -> DynamicTest.dynamicTest(
                        "seed " + seed, () -> servers.compare("seed " + seed, server -> play(server, seed))));
    }

    private static String play(NatsProcess server, int seed) {
        try (RandomTraffic traffic = new RandomTraffic(server.port(), seed)) {
            return traffic.play(OPERATIONS);
        }
    }
}
