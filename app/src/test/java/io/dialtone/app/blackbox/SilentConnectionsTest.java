package io.dialtone.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.SharedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Ten thousand connections that say nothing: each ends, others are served meanwhile, and nothing of them is left. */
class SilentConnectionsTest {

    private static final int CONNECTIONS = 10_000;
    private static final int ROUNDS = 2;
    private static final String TIMEOUT = "-ERR 'Authentication Timeout'\r\n";

    @TestFactory
    Stream<DynamicTest> eachEndsAndOthersAreServed() {
        String config = "authorization { user: a, password: p, timeout: 2 }\nmax_closed_clients: 10";
        return SharedServer.ownServer(config, server -> {
            try (RawClient talking = RawClient.connect(server.port(), "\"user\":\"a\",\"pass\":\"p\"")) {
                talking.send("SUB foo 1\r\n").flush();
                for (int round = 0; round < ROUNDS; round++) {
                    playRound(server, talking);
                }
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
