package io.dialtone.app.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gateway port of a server that only greets and listens. */
class WiresTest {

    private static final int LIMIT_MS = 10_000;
    private static final String GREETING = "INFO {\"server_name\":\"EU-1\"}\r\n";

    private Ports ports;
    private ServerSocket server;
    private Wires wires;
    private int dialled;

    @BeforeEach
    void start() throws Exception {
        ports = Ports.take();
        Topology topology =
                Description.parse("clusters { US {}, EU {} }\nrtt { US { EU: 200ms } }\nleafs { f { to: EU } }", "x");
        Map<String, ServerPlan> plans = Layout.of(topology, ports::next, node -> "");
        ServerPlan.Port gateway = plans.get("EU-1").gateway().orElseThrow();
        dialled = gateway.advertise();
        server = new ServerSocket(gateway.listen(), 10, InetAddress.getLoopbackAddress());
        wires = Wires.of(topology, plans.values());
    }

    @AfterEach
    void stop() throws IOException {
        wires.close();
        server.close();
        ports.close();
    }

    private Socket dial() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), dialled);
        socket.setSoTimeout(LIMIT_MS);
        return socket;
    }

    private Socket accept() throws IOException {
        server.setSoTimeout(LIMIT_MS);
        Socket socket = server.accept();
        socket.setSoTimeout(LIMIT_MS);
        send(socket, GREETING);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String receive(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
    }

    private int open(Wire.Kind kind, String from) {
        return wires.all().stream()
                .filter(wire -> wire.kind() == kind
                        && wire.from().equals(from)
                        && wire.to().equals("EU-1"))
                .mapToInt(wire -> wire.link().size())
                .sum();
    }

    @Test
    void aCallerIsKnownByItsFirstLinesWhichReachTheServerWhole() throws IOException {
        String connect = "CONNECT {\"name\":\"ID\",\"gateway\":\"US\"}\r\nPING\r\n";
        try (Socket caller = dial();
                Socket accepted = accept()) {
            assertThat(receive(caller, GREETING.length())).isEqualTo(GREETING);
            send(caller, connect.substring(0, 12));
            send(caller, connect.substring(12));

            assertThat(receive(accepted, connect.length())).isEqualTo(connect);
            Awaitility.await().until(() -> open(Wire.Kind.GATEWAY, "US") == 1);
            long sent = System.nanoTime();
            send(accepted, "PONG\r\n");
            assertThat(receive(caller, 6)).isEqualTo("PONG\r\n");
            assertThat(Duration.ofNanos(System.nanoTime() - sent)).isGreaterThanOrEqualTo(Duration.ofMillis(90));
        }
    }

    @Test
    void whoNamesNobodyThatShouldCallHereIsReset() throws IOException {
        try (Socket caller = dial();
                Socket accepted = accept()) {
            receive(caller, GREETING.length());
            send(caller, "CONNECT {\"gateway\":\"AP\"}\r\n");
            caller.shutdownOutput();
            assertThatThrownBy(() -> {
                        if (caller.getInputStream().read() < 0) {
                            throw new IOException("ended");
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(accepted.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aPartitionEndsWhatConnectsTheRegionAndHoldsUntilItIsHealed() throws IOException {
        try (Socket caller = dial();
                Socket accepted = accept()) {
            send(caller, "CONNECT {\"gateway\":\"US\"}\r\n");
            receive(accepted, 10);
            Awaitility.await().until(() -> open(Wire.Kind.GATEWAY, "US") == 1);
            wires.partition("US");
            assertThat(open(Wire.Kind.GATEWAY, "US")).isZero();
        }
        wires.heal();
        try (Socket caller = dial();
                Socket accepted = accept()) {
            send(caller, "CONNECT {\"gateway\":\"US\"}\r\n");
            assertThat(receive(accepted, 7)).isEqualTo("CONNECT");
        }
    }
}
