package io.dialtone.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.JvmMemory;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.SharedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Ten thousand connections that say nothing: each ends, others are served meanwhile, and nothing of them is left, neither in
 * the counts nor in the memory. */
class SilentConnectionsTest {

    private static final int CONNECTIONS = 10_000;
    private static final int ROUNDS = 2;
    private static final int EVENT_LOOPS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    /** Two hundred bytes for each silent connection; what the server has learnt in the meantime is more than half of it. */
    private static final long HEAP_MARGIN = 4L << 20;

    /** What each loop keeps to use again: chunks and a write buffer; and a few of the JDK's own. */
    private static final int MOST_DIRECT_BLOCKS = 32 * EVENT_LOOPS + 8;

    private static final String TIMEOUT = "-ERR 'Authentication Timeout'\r\n";

    @TestFactory
    Stream<DynamicTest> eachEndsAndOthersAreServed() {
        String config = "authorization { user: a, password: p, timeout: 2 }\nmax_closed_clients: 10";
        return SharedServer.ownServer(config, server -> {
            try (RawClient talking = RawClient.connect(server.port(), "\"user\":\"a\",\"pass\":\"p\"")) {
                talking.send("SUB foo 1\r\n").flush();
                Optional<JvmMemory> memory = JvmMemory.of(server.pid());
                long before = memory.map(JvmMemory::heapInUse).orElse(0L);
                for (int round = 0; round < ROUNDS; round++) {
                    playRound(server, talking);
                }
                memory.ifPresent(m -> Deadline.awaitValue(
                        "the heap holds what it held before, give or take",
                        m::heapInUse,
                        now -> now < before + HEAP_MARGIN));
                // What a collection finds is freed a moment later.
                memory.ifPresent(m -> Deadline.awaitValue(
                        "blocks outside of the heap", m::directBlocks, blocks -> blocks <= MOST_DIRECT_BLOCKS));
                assertThat(server.monitor("/connz?state=closed").path("total").asInt())
                        .isLessThanOrEqualTo(10);
            }
        });
    }

    private static void playRound(NatsProcess server, RawClient talking) {
        List<RawClient> silent = new ArrayList<>(CONNECTIONS);
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                silent.add(RawClient.open(server.port()));
                if (i % 100 == 0) {
                    talking.send("PUB foo 2\r\nok\r\n").expect("MSG foo 1 2\r\nok\r\n");
                }
            }
            for (RawClient client : silent) {
                client.readInfo();
                client.expect(TIMEOUT).expectEof();
            }
        } finally {
            silent.forEach(RawClient::close);
        }
        Deadline.awaitValue(
                "only the client that talks is left",
                () -> server.monitor("/varz").path("connections").asInt(),
                connections -> connections == 1);
        talking.send("PUB foo 2\r\nok\r\n").expect("MSG foo 1 2\r\nok\r\n");
    }
}
