package io.dialtone.app.differential;

import io.dialtone.app.testkit.Differential;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * A sound conversation with a few bytes changed, added or missing: the parser must answer as nats-server's does, to the byte. No line ends
 * are put where they do not belong: what nats-server makes of those depends on how the bytes happen to be read.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutatedBytesDifferentialTest {

    private static final int GROUPS = 20;
    private static final int CONVERSATIONS = 50;
    private static final String SOUND = "CONNECT {\"verbose\":true,\"pedantic\":false,\"headers\":true}\r\n"
            + "SUB foo.* 1\r\nSUB bar q 2\r\nPUB foo.a 5\r\nhello\r\nHPUB bar re 12 14\r\nNATS/1.0\r\n\r\nok\r\n"
            + "UNSUB 1 3\r\nPUB foo.b re 0\r\n\r\nPING\r\nUNSUB 2\r\nPONG\r\nPUB foo.c 2\r\nok\r\nPING\r\n";
    private static final String BYTES = " \t0159-+.*>aZ\"{}\0";

    private Differential servers;

    @BeforeAll
    void start() {
        servers = Differential.start("max_control_line: 128");
    }

    @AfterAll
    void stop() {
        if (servers != null) {
            servers.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyAnswerIsTheSame() {
        return IntStream.range(0, GROUPS)
                .mapToObj(group -> DynamicTest.dynamicTest("group " + group, () -> {
                    Random random = new Random(group);
                    for (int i = 0; i < CONVERSATIONS; i++) {
                        String mutated = mutate(random);
                        servers.compare(
                                io.dialtone.app.testkit.Wire.escape(mutated), server -> answer(server, mutated));
                    }
                }));
    }

    private static String mutate(Random random) {
        StringBuilder bytes = new StringBuilder(SOUND);
        int changes = 1 + random.nextInt(2);
        for (int i = 0; i < changes; i++) {
            int at = betweenLines(bytes, random.nextInt(bytes.length()));
            char other = BYTES.charAt(random.nextInt(BYTES.length()));
            switch (random.nextInt(3)) {
                case 0 -> bytes.setCharAt(at, other);
                case 1 -> bytes.insert(at, other);
                default -> bytes.deleteCharAt(at);
            }
        }
        return bytes.toString();
    }

    /** Not between the two bytes of a line's end. */
    private static int betweenLines(CharSequence bytes, int at) {
        return at > 0 && bytes.charAt(at - 1) == '\r' ? at - 1 : at;
    }

    private static String answer(NatsProcess server, String bytes) {
        try (RawClient client = RawClient.connect(server.port())) {
            client.sendUntilClosed(bytes);
            try {
                client.shutdownOutput();
            } catch (java.io.UncheckedIOException closedAlready) {
                return client.readToEof();
            }
            return client.readToEof();
        }
    }
}
