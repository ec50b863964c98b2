package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorSystem;
import akka.stream.Materializer;
import akka.testkit.javadsl.TestKit;
import com.typesafe.config.ConfigFactory;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.streams.s2.S2Decoder;
import io.dialtone.streams.s2.S2Encoder;
import io.dialtone.streams.s2.S2Level;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A link over a real socket that agrees on compression as two servers do, with the whole stack of its connection. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class CompressedLinkTest {
    private static final EventLoops LOOPS = new EventLoops(1);

    private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ConnectionEvents events = (ConnectionEvents) Proxy.newProxyInstance(
            ConnectionEvents.class.getClassLoader(),
            new Class<?>[] {ConnectionEvents.class},
            (proxy, method, args) -> event(method.getName(), args));
    private final ConnectionPort port = new ConnectionPort(1, 1, 1 << 26, events);
    private final LinkCompression compression = new LinkCompression(port);
    private final S2Decoder decoder = new S2Decoder();
    private final S2Encoder encoder = new S2Encoder(S2Level.FAST);
    private ActorSystem system;
    private Socket peer;
    private InputStream in;
    private OutputStream out;

    @BeforeEach
    void connect() throws Exception {
        system = ActorSystem.create("link", LOOPS.config().withFallback(ConfigFactory.load()));
        LiveSettings settings = new LiveSettings(1 << 20, 4096, Duration.ofSeconds(10), false, false, 0, false);
        ConnectionFlow flow =
                new ConnectionFlow(Materializer.matFromSystem(system), LOOPS, () -> settings, new ServerLog());
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
            peer = new Socket(address.getAddress(), address.getPort());
            peer.setSoTimeout(30_000);
            in = peer.getInputStream();
            out = peer.getOutputStream();
            SocketChannel accepted = listener.accept();
            accepted.configureBlocking(false);
            Session session = new Session(new SubjectSpace());
            session.answersPings(true);
            system.dispatchers().lookup(LOOPS.dispatcher(0)).execute(() -> {
                flow.run(
                        0,
                        accepted,
                        address,
                        ListenerSecurity.NONE,
                        session,
                        port,
                        events,
                        null,
                        compression,
                        its -> its);
                port.send(Reading.bytes("INFO {\"compression\":\"accept\"}\r\n"));
            });
        }
    }

    @AfterEach
    void close() throws Exception {
        peer.close();
        TestKit.shutdownActorSystem(system);
    }

    /** What the actor of a link does, on its loop. */
    private Object event(String name, Object[] args) {
        switch (name) {
            case "control" -> {
                if (args[0] instanceof List<?> run && run.getFirst() instanceof ControlOperation.Info) {
                    compression.startReading();
                    compression.startWriting(S2Level.FAST);
                    port.send(Reading.bytes("INFO {\"compression\":\"s2_fast\"}\r\n"));
                }
                port.resume();
            }
            case "inputEnded" -> {
                CloseReason reason = (CloseReason) args[0];
                told.add(reason.text());
                port.close(reason);
            }
            case "ended" -> ended.countDown();
            default -> told.add(name);
        }
        return null;
    }

    private String readPlain(int length) throws IOException {
        return Reading.text(in.readNBytes(length));
    }

    /** What comes in S2, up to the end of that many bytes. */
    private String read(int length) throws Exception {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        while (plain.size() < length) {
            int n = in.read(buffer);
            assertThat(n).as("bytes before the end").isPositive();
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
            while (decoder.take(bytes)) {
                ByteBuffer block = decoder.block();
                byte[] part = new byte[block.remaining()];
                block.get(part);
                plain.writeBytes(part);
            }
        }
        return plain.toString(StandardCharsets.ISO_8859_1);
    }

    private void write(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] plain = Reading.bytes(text);
        encoder.add(plain, 0, plain.length, bytes::write);
        encoder.flush(bytes::write);
        out.write(bytes.toByteArray());
    }

    private void agree() throws Exception {
        assertThat(readPlain(31)).isEqualTo("INFO {\"compression\":\"accept\"}\r\n");
        out.write(Reading.bytes("INFO {\"compression\":\"s2_fast\"}\r\n"));
        assertThat(read(32)).isEqualTo("INFO {\"compression\":\"s2_fast\"}\r\n");
    }

    @Test
    void afterTheAgreementBothDirectionsAreS2() throws Exception {
        agree();
        write("PING\r\n");
        assertThat(read(6)).isEqualTo("PONG\r\n");
        write("PING\r\n".repeat(50_000));
        assertThat(read(300_000)).isEqualTo("PONG\r\n".repeat(50_000));
    }

    @Test
    void whatFollowsTheInfoInTheSameReadIsPlain() throws Exception {
        assertThat(readPlain(31)).startsWith("INFO");
        out.write(Reading.bytes("INFO {\"compression\":\"s2_fast\"}\r\nPING\r\n"));
        assertThat(read(38)).isEqualTo("INFO {\"compression\":\"s2_fast\"}\r\nPONG\r\n");
        write("PING\r\n");
        assertThat(read(6)).isEqualTo("PONG\r\n");
    }

    @Test
    void plainBytesAfterTheAgreementAreAReadError() throws Exception {
        agree();
        out.write(Reading.bytes("PING\r\n"));
        assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("Read Error");
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void whatIsQueuedIsWrittenBeforeTheEnd() throws Exception {
        agree();
        String last = "-ERR 'bye'\r\n".repeat(100_000);
        system.dispatchers().lookup(LOOPS.dispatcher(0)).execute(() -> {
            port.send(Reading.bytes(last));
            port.close(CloseReason.SERVER_SHUTDOWN);
        });
        assertThat(read(last.length())).isEqualTo(last);
        assertThat(in.read()).isEqualTo(-1);
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aPeerThatGoesEndsTheLink() throws Exception {
        agree();
        peer.shutdownOutput();
        assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("Client Closed");
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
