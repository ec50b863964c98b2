package io.dialtone.app.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.SharedServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A client that does not read is stalled for, then closed; nobody else notices. */
class SlowConsumerTest {

    private static final int PAYLOAD = 64 * 1024;
    private static final int BATCH = 8;
    private static final int MOST_BATCHES = 200;
    private static final int RECEIVE_BUFFER = 16 * 1024;
    private static final String MESSAGE = "MSG flood 1 " + PAYLOAD + "\r\n" + "x".repeat(PAYLOAD) + "\r\n";
    private static final String PUBLISH =
            ("PUB flood " + PAYLOAD + "\r\n" + "x".repeat(PAYLOAD) + "\r\n").repeat(BATCH);

    @TestFactory
    Stream<DynamicTest> tooManyPendingBytesCloseItAndTheOthersGetEverything() {
        return SharedServer.ownServer("max_pending: 1MB\nwrite_deadline: \"60s\"", server -> {
            try (Flood flood = new Flood(server)) {
                flood.publishUntilEvicted();
                Deadline.awaitValue(
                        "slow clients",
                        () -> server.monitor("/varz")
                                .at("/slow_consumer_stats/clients")
                                .asInt(),
                        seen -> seen == 1);
                Deadline.awaitValue(
                        "stalled clients",
                        () -> server.monitor("/varz").path("stalled_clients").asInt(),
                        seen -> seen > 0);
                assertThat(closedReason(server)).isEqualTo("Slow Consumer (Pending Bytes)");
                server.awaitLog("Slow Consumer Detected: MaxPending of 1048576 Exceeded");
                flood.expectSlowEnded();
                flood.publish();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aWriteThatTakesTooLongClosesIt() {
        // The others must read within that time, too, on a machine that may do something else for a while.
        return SharedServer.ownServer("write_deadline: \"5s\"", server -> {
            try (Flood flood = new Flood(server)) {
                for (int i = 0; i < 32; i++) {
                    flood.publish();
                }
                awaitSlowConsumers(server, 1);
                assertThat(closedReason(server)).isEqualTo("Slow Consumer (Write Deadline)");
                server.awaitLog(
                        "Slow Consumer Detected: WriteDeadline of 5s exceeded with \\d+ chunks of \\d+ total bytes\\.");
                flood.expectSlowEnded();
                flood.publish();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> withoutStallsWhatItCannotTakeIsDropped() {
        String config = "max_pending: 2MB\nno_fast_producer_stall: true\nwrite_deadline: \"60s\"";
        return SharedServer.ownServer(config, server -> {
            try (Flood flood = new Flood(server)) {
                int batches = 64;
                for (int i = 0; i < batches; i++) {
                    flood.publish();
                }
                assertThat(server.monitor("/varz").path("slow_consumers").asInt())
                        .isZero();
                assertThat(server.monitor("/varz").path("stalled_clients").asInt())
                        .isZero();
                assertThat(flood.slowReadsUpToPong())
                        .isLessThan(batches * BATCH)
                        .isPositive();
            }
        });
    }

    private static void awaitSlowConsumers(NatsProcess server, int count) {
        Deadline.awaitValue(
                "slow consumers",
                () -> server.monitor("/varz").path("slow_consumers").asInt(),
                seen -> seen == count);
    }

    /** A connection is counted as slow a moment before it is one of those that have ended. */
    private static String closedReason(NatsProcess server) {
        Deadline.awaitValue("closed connections", () -> closed(server), closed -> closed.size() == 1);
        return closed(server).path(0).path("reason").asText();
    }

    private static JsonNode closed(NatsProcess server) {
        return server.monitor("/connz?state=closed").path("connections");
    }

    /** A publisher, a subscriber that reads and one that does not. */
    private static final class Flood implements AutoCloseable {

        private final NatsProcess server;
        private final RawClient publisher;
        private final RawClient reading;
        private final RawClient slow;

        Flood(NatsProcess server) {
            this.server = server;
            this.publisher = RawClient.connect(server.port(), "");
            this.reading =
                    RawClient.connect(server.port(), "").send("SUB flood 1\r\n").flush();
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
            this.slow = RawClient.open(address, RECEIVE_BUFFER);
            slow.readInfo();
            slow.send("CONNECT {\"verbose\":false}\r\nSUB flood 1\r\n").flush();
        }

        /** One batch, which the reading subscriber must get whole. */
        void publish() {
            publisher.send(PUBLISH).flush();
            for (int i = 0; i < BATCH; i++) {
                reading.expect(MESSAGE);
            }
        }

        void publishUntilEvicted() {
            for (int i = 0; i < MOST_BATCHES; i++) {
                publish();
                if (server.monitor("/varz").path("slow_consumers").asInt() > 0) {
                    return;
                }
            }
            throw new AssertionError("nobody was closed after " + MOST_BATCHES * BATCH * PAYLOAD + " bytes");
        }

        void expectSlowEnded() {
            slow.expect(MESSAGE);
            assertThat(slow.readToEof()).doesNotContain("-ERR");
        }

        /** How many messages the slow one gets when it begins to read. */
        int slowReadsUpToPong() {
            slow.send("PING\r\n");
            return slow.readThrough("PONG\r\n").length() / MESSAGE.length();
        }

        @Override
        public void close() {
            publisher.close();
            reading.close();
            slow.close();
        }
    }
}
