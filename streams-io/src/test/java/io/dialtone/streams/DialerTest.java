package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DialerTest {
    private final LoopFixture fixture = new LoopFixture();
    private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();

    @AfterEach
    void stopLoop() throws InterruptedException {
        fixture.close();
    }

    private Object dial(InetSocketAddress to, Duration limit) throws InterruptedException {
        Dialer.dial(fixture.loop, to, limit, this::answer, this::answer);
        return answers.poll(60, TimeUnit.SECONDS);
    }

    private void answer(Object answer) {
        answers.add(fixture.loop.isCurrent() ? answer : "not on the loop");
    }

    private static InetSocketAddress address(ServerSocket socket) {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Test
    void givesAConnectedChannelThatCanBeRegisteredAtOnce() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            BlockingQueue<Integer> ready = new LinkedBlockingQueue<>();
            Dialer.dial(
                    fixture.loop,
                    address(server),
                    Duration.ofSeconds(10),
                    channel -> {
                        try {
                            fixture.loop.register(channel, SelectionKey.OP_READ, ready::add);
                        } catch (IOException e) {
                            answer(e);
                        }
                        answer(channel);
                    },
                    this::answer);
            try (Socket accepted = server.accept();
                    SocketChannel channel = (SocketChannel) answers.poll(60, TimeUnit.SECONDS)) {
                assertThat(channel.isConnected()).isTrue();
                assertThat(channel.isBlocking()).isFalse();
                assertThat(channel.getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
                accepted.getOutputStream().write(1);
                assertThat(ready.poll(60, TimeUnit.SECONDS)).isEqualTo(SelectionKey.OP_READ);
            }
        }
    }

    @Test
    void saysInGosWordsThatNobodyListens() throws Exception {
        InetSocketAddress nobody;
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            nobody = address(server);
        }
        assertThat(dial(nobody, Duration.ofSeconds(10)))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.THROWABLE)
                .hasMessage("dial tcp 127.0.0.1:" + nobody.getPort() + ": connect: connection refused");
        assertThat(answers).isEmpty();
    }

    @Test
    void givesUpWhenTheTimeIsOver() throws Exception {
        // A listener whose queue is full answers nobody.
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<SocketChannel> waiting = new ArrayList<>();
            try {
                for (int i = 0; i < 4; i++) {
                    SocketChannel channel = SocketChannel.open();
                    waiting.add(channel);
                    channel.configureBlocking(false);
                    channel.connect(address(full));
                }
                assertThat(dial(address(full), Duration.ofMillis(100)))
                        .isInstanceOf(SocketTimeoutException.class)
                        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.THROWABLE)
                        .hasMessage("dial tcp 127.0.0.1:" + full.getLocalPort() + ": i/o timeout");
            } finally {
                for (SocketChannel channel : waiting) {
                    channel.close();
                }
            }
        }
        assertThat(answers).isEmpty();
    }

    @Test
    void anAddressThatWasNotResolvedFailsToo() throws Exception {
        assertThat(dial(InetSocketAddress.createUnresolved("nowhere.invalid", 1), Duration.ofSeconds(10)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void resolvesAllAddressesElsewhere() throws Exception {
        List<String> ran = new ArrayList<>();
        var found = Dialer.resolve("127.0.0.1", task -> {
            ran.add("elsewhere");
            task.run();
        });
        assertThat(found.toCompletableFuture().get()).containsExactly(InetAddress.getByName("127.0.0.1"));
        assertThat(ran).containsExactly("elsewhere");
        assertThatThrownBy(() -> Dialer.resolve("nowhere.invalid", Runnable::run)
                        .toCompletableFuture()
                        .get())
                .hasCauseInstanceOf(UnknownHostException.class)
                .hasMessageContaining("lookup for host \"nowhere.invalid\"");
    }
}
