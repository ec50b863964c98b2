package io.dialtone.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dialtone.conf.ClientOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSocketTest {
    @ParameterizedTest(name = "host ''{0}''")
    @ValueSource(strings = {"0.0.0.0", "::", ""})
    void theWildcardAddressIsThatOfBothFamilies(String host) throws Exception {
        try (ServerSocketChannel bound = bind(host, -1).channel()) {
            connect("127.0.0.1", port(bound));
            assumeTrue(hasIpv6Loopback());
            connect("::1", port(bound));
        }
    }

    @Test
    void anAddressIsThatOneOnly() throws Exception {
        try (ServerSocketChannel bound = bind("127.0.0.1", -1).channel()) {
            assertThat(((InetSocketAddress) bound.getLocalAddress())
                            .getAddress()
                            .getHostAddress())
                    .isEqualTo("127.0.0.1");
        }
    }

    @Test
    void aTakenPortIsSaidAsNatsServerSaysIt() throws Exception {
        try (ServerSocketChannel bound = bind("127.0.0.1", -1).channel()) {
            String address = "127.0.0.1:" + port(bound);
            assertThatThrownBy(() -> bind("127.0.0.1", port(bound)).channel())
                    .isInstanceOf(StartFailure.class)
                    .hasMessage("Error listening on port: " + address + ", \"listen tcp " + address
                            + ": bind: address already in use\"");
        }
    }

    @Test
    void anImpossiblePortIsSaidAsNatsServerSaysIt() {
        assertThatThrownBy(() -> bind("0.0.0.0", 80_000).channel())
                .hasMessage("Error listening on port: 0.0.0.0:80000, \"listen tcp: address 80000: invalid port\"");
    }

    private static ClientSocket bind(String host, int port) {
        return ClientSocket.bind(ClientOptions.builder().host(host).port(port).build());
    }

    private static int port(ServerSocketChannel bound) throws IOException {
        return ((InetSocketAddress) bound.getLocalAddress()).getPort();
    }

    private static void connect(String host, int port) throws IOException {
        try (Socket socket = new Socket(host, port)) {
            assertThat(socket.isConnected()).isTrue();
        }
    }

    private static boolean hasIpv6Loopback() throws IOException {
        try (Stream<NetworkInterface> all = NetworkInterface.networkInterfaces()) {
            return all.flatMap(NetworkInterface::inetAddresses)
                    .anyMatch(a -> a.getAddress().length == 16 && a.isLoopbackAddress());
        }
    }
}
