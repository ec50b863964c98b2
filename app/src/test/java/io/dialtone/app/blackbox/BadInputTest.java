package io.dialtone.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.SharedServer;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Input that no client sends ends its own connection and nothing else. */
class BadInputTest {

    private static final String CONNECT = "CONNECT {\"verbose\":false}\r\n";

    @TestFactory
    Stream<DynamicContainer> badInputEndsItsConnectionOnly() {
        return SharedServer.forAll(
                "",
                server -> Stream.concat(
                        IntStream.range(0, 20)
                                .mapToObj(seed -> test(server, "random bytes " + seed, bytes(seed, 2000))),
                        Stream.of(
                                test(server, "a megabyte of zeros", "\0".repeat(1 << 20)),
                                test(server, "an endless control line", CONNECT + "PUB " + "x".repeat(1 << 20)),
                                test(server, "an endless CONNECT", "CONNECT {\"name\":\"" + "x".repeat(1 << 20)),
                                test(server, "an endless operation", "P".repeat(1 << 20)),
                                test(server, "an endless PING", CONNECT + "PING" + " ".repeat(1 << 16) + "\r\nX"),
                                test(server, "more than a payload may be", CONNECT + "PUB foo 999999999\r\n"),
                                test(server, "half a payload", CONNECT + "PUB foo 10\r\nabc"),
                                test(server, "half a header", CONNECT + "HPUB foo 100 200\r\nNATS/1.0"),
                                test(server, "half a control line", CONNECT + "SUB fo"),
                                test(server, "half a CONNECT", "CONNECT {\"verbose\""),
                                test(server, "half an operation", CONNECT + "PU"),
                                test(server, "deep JSON", "CONNECT {\"a\":" + "[".repeat(2000) + "}\r\n"),
                                test(server, "HTTP", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                                test(server, "a TLS hello", "\26\3\1\2\0\1\0\1\374\3\3" + bytes(1, 500)))));
    }

    private static DynamicTest test(SharedServer shared, String name, String input) {
        return DynamicTest.dynamicTest(name, () -> {
            NatsProcess server = shared.get();
            try (RawClient witness = RawClient.connect(server.port(), "");
                    RawClient bad = RawClient.connect(server.port())) {
                witness.send("SUB foo 1\r\n").flush();
                bad.sendUntilClosed(input);
                finishSending(bad);
                assertThat(bad.readToEof()).doesNotContain("MSG");
                witness.send("PUB foo 2\r\nok\r\nPING\r\n").expect("MSG foo 1 2\r\nok\r\nPONG\r\n");
                assertOnlyTheWitnessIsLeft(server);
            }
        });
    }

    /** Half of something is only bad input once nothing more can follow. */
    private static void finishSending(RawClient bad) {
        try {
            bad.shutdownOutput();
        } catch (java.io.UncheckedIOException closedAlready) {
            assertThat(closedAlready).isNotNull();
        }
    }

    private static void assertOnlyTheWitnessIsLeft(NatsProcess server) {
        Deadline.awaitValue(
                "connections left",
                () -> server.monitor("/varz").path("connections").asInt(),
                connections -> connections == 1);
    }

    private static String bytes(int seed, int count) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return io.dialtone.app.testkit.Wire.text(bytes, count);
    }
}
