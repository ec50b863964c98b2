package io.dialtone.app.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that sends back what it gets, behind a proxy. */
class FaultProxyTest {

    private static final int A_WHILE_MS = 300;
    private static final int LIMIT_MS = 20_000;

    private final Link link = new Link();
    private final BlockingQueue<String> openings = new LinkedBlockingQueue<>();
    private ServerSocket server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        proxy = FaultProxy.before(server.getLocalPort(), link);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void passesBytesBothWaysAndTheEndOfTheStream() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "hello");
            assertThat(receive(socket, 5)).isEqualTo("hello");
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        awaitNoConnections();
    }

    @Test
    void aRoundTripTakesWhatTheLinkTakes() throws IOException {
        link.rtt(Duration.ofMillis(120));
        try (Socket socket = connect()) {
            assertThat(roundTrip(socket)).isBetween(Duration.ofMillis(120), Duration.ofMillis(LIMIT_MS));
            link.rtt(Duration.ZERO);
            // The machine may be busy with something else for a moment.
            Awaitility.await()
                    .atMost(Duration.ofMillis(LIMIT_MS))
                    .untilAsserted(() -> assertThat(roundTrip(socket)).isLessThan(Duration.ofMillis(120)));
        }
    }

    @Test
    void delayDoesNotThrottle() throws IOException {
        link.rtt(Duration.ofMillis(200));
        try (Socket socket = connect()) {
            long start = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                send(socket, "x".repeat(1000));
            }
            receive(socket, 50_000);
            // 50 messages one after the other would take 10 s.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
        }
    }

    @Test
    void bandwidthIsPerDirection() throws IOException {
        link.forth().bandwidth(200_000);
        try (Socket socket = connect()) {
            long start = System.nanoTime();
            send(socket, "x".repeat(100_000));
            receive(socket, 100_000);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(450), Duration.ofMillis(LIMIT_MS));
        }
    }

    @Test
    void aStallLosesNothing() throws IOException {
        try (Socket socket = connect()) {
            roundTrip(socket);
            link.silence();
            send(socket, "late");
            assertSilent(socket);
            link.heal();
            assertThat(receive(socket, 4)).isEqualTo("late");
        }
    }

    @Test
    void halfOpenIsSilentAndEndsWithTheHealing() throws IOException {
        try (Socket socket = connect()) {
            roundTrip(socket);
            link.swallow();
            send(socket, "lost");
            Awaitility.await().atMost(Duration.ofMillis(LIMIT_MS)).until(link::hasLostBytes);
            assertSilent(socket);
            link.heal();
            assertThatThrownBy(() -> receive(socket, 1)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void aConnectionThatLostNothingOutlivesHalfOpen() throws IOException {
        try (Socket socket = connect()) {
            roundTrip(socket);
            link.swallow().heal();
            roundTrip(socket);
        }
    }

    @Test
    void aCutWithRstIsAnErrorAndWithFinIsAnEnd() throws IOException {
        try (Socket reset = connect()) {
            roundTrip(reset);
            link.cut(Ending.RST);
            assertThatThrownBy(() -> receive(reset, 1)).isInstanceOf(SocketException.class);
        }
        try (Socket ended = connect()) {
            roundTrip(ended);
            link.cut(Ending.FIN);
            assertThat(ended.getInputStream().read()).isEqualTo(-1);
        }
        awaitNoConnections();
    }

    @Test
    void aBlockedLinkResetsNewConnectionsToo() throws IOException {
        link.block(Ending.RST);
        assertThatThrownBy(() -> {
                    try (Socket socket = connect()) {
                        roundTrip(socket);
                    }
                })
                .isInstanceOf(IOException.class);
        link.heal();
        try (Socket socket = connect()) {
            roundTrip(socket);
        }
    }

    @Test
    void aRefusingProxyIsNotThereAndComesBackAtTheSamePort() throws IOException {
        int port = proxy.port();
        proxy.refuse();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        proxy.accept();
        assertThat(proxy.port()).isEqualTo(port);
        try (Socket socket = connect()) {
            roundTrip(socket);
        }
    }

    @Test
    void openingsThatAreHeldReachTheServerWhenReleased() throws Exception {
        link.holdOpenings();
        try (Socket socket = connect()) {
            send(socket, "a");
            assertThat(openings.poll(A_WHILE_MS, TimeUnit.MILLISECONDS)).isNull();
            link.releaseOpenings();
            assertThat(openings.poll(LIMIT_MS, TimeUnit.MILLISECONDS)).isEqualTo("a");
        }
    }

    @Test
    void theSecondOpeningCanBeMadeToOvertakeTheFirst() throws Exception {
        link.swapNextOpenings();
        try (Socket first = connect()) {
            send(first, "1");
            assertThat(openings.poll(A_WHILE_MS, TimeUnit.MILLISECONDS)).isNull();
            try (Socket second = connect()) {
                send(second, "2");
                assertThat(List.of(
                                openings.poll(LIMIT_MS, TimeUnit.MILLISECONDS),
                                openings.poll(LIMIT_MS, TimeUnit.MILLISECONDS)))
                        .containsExactly("2", "1");
            }
        }
    }

    @Test
    void theOwnerOfTheOtherEndIsFoundByItsProcess() throws IOException {
        long me = ProcessHandle.current().pid();
        try (ServerSocket here = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket caller = new Socket(here.getInetAddress(), here.getLocalPort());
                Socket accepted = here.accept()) {
            assertThat(caller.isConnected()).isTrue();
            assertThat(SocketOwner.of(accepted, List.of(1L, me))).hasValue(me);
            assertThat(SocketOwner.of(accepted, List.of())).isEmpty();
        }
    }

    /** The peers may know of the end before the proxy has put its own side away. */
    private void awaitNoConnections() {
        Awaitility.await()
                .atMost(Duration.ofMillis(LIMIT_MS))
                .untilAsserted(() -> assertThat(link.size()).isZero());
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(LIMIT_MS);
        return socket;
    }

    private static Duration roundTrip(Socket socket) throws IOException {
        long start = System.nanoTime();
        send(socket, "ping");
        assertThat(receive(socket, 4)).isEqualTo("ping");
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String receive(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(A_WHILE_MS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(LIMIT_MS);
    }

    private void serve() {
        try {
            while (true) {
                Socket accepted = server.accept();
                Thread.ofVirtual().start(() -> echo(accepted));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private void echo(Socket accepted) {
        try (accepted;
                InputStream in = accepted.getInputStream()) {
            byte[] buffer = new byte[4096];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                openings.add(new String(buffer, 0, n, StandardCharsets.US_ASCII));
                accepted.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException reset) {
            // As some tests want it.
        }
    }
}
