package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.ActorSystem;
import akka.japi.Pair;
import akka.stream.ActorAttributes;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import akka.testkit.javadsl.TestKit;
import com.typesafe.config.ConfigFactory;
import io.dialtone.streams.s2.S2Encoder;
import io.dialtone.streams.s2.S2Level;
import io.dialtone.streams.s2.S2Samples;
import io.dialtone.streams.s2.S2Streams;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 180, unit = TimeUnit.SECONDS)
class CompressionStageTest {
    private static final EventLoops LOOPS = new EventLoops(1);
    private static ActorSystem system;

    private final ConnectionPort port = new ConnectionPort(1, 1, Long.MAX_VALUE, noEvents());
    private final LinkCompression compression = new LinkCompression(port);
    private TestPublisher.Probe<Chunk> fromWire;
    private TestSubscriber.Probe<Chunk> toOperations;
    private TestPublisher.Probe<Batch> fromOutbox;
    private TestSubscriber.Probe<Batch> toWire;

    @BeforeAll
    static void startLoop() {
        // The probes give up after three seconds unless they are told otherwise.
        system = ActorSystem.create(
                "compression",
                ConfigFactory.parseString("akka.test.single-expect-default = 60s")
                        .withFallback(LOOPS.config())
                        .withFallback(ConfigFactory.load()));
    }

    @AfterAll
    static void stopLoop() {
        TestKit.shutdownActorSystem(system);
    }

    private static ConnectionEvents noEvents() {
        return (ConnectionEvents) Proxy.newProxyInstance(
                ConnectionEvents.class.getClassLoader(),
                new Class<?>[] {ConnectionEvents.class},
                (proxy, method, args) -> {
                    throw new IllegalStateException("unexpected: " + method);
                });
    }

    @BeforeEach
    void run() {
        // Like a connection, whose actor starts its stream on its loop.
        does(this::materialize);
        toWire.ensureSubscription();
        toOperations.ensureSubscription();
    }

    private void materialize() {
        Flow<Batch, Chunk, Pair<TestSubscriber.Probe<Batch>, TestPublisher.Probe<Chunk>>> wire =
                Flow.fromSinkAndSourceMat(TestSink.create(system), TestSource.create(system), Keep.both());
        var all = TestSource.<Batch>create(system)
                .viaMat(wire.joinMat(BidiFlow.fromGraph(new CompressionStage(compression)), Keep.left()), Keep.both())
                .toMat(TestSink.create(system), Keep.both())
                .withAttributes(ActorAttributes.dispatcher(LOOPS.dispatcher(0)))
                .run(system);
        fromOutbox = all.first().first();
        toWire = all.first().second().first();
        fromWire = all.first().second().second();
        toOperations = all.second();
    }

    /** Does it on the loop of the connection. */
    private static <T> T on(Callable<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        system.dispatchers().lookup(LOOPS.dispatcher(0)).execute(() -> {
            try {
                done.complete(work.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static void does(Runnable work) {
        on(() -> {
            work.run();
            return true;
        });
    }

    private static Chunk chunk(byte[] content) {
        return on(() -> {
            Chunk chunk = EventLoop.current().memory().takeChunk();
            chunk.buffer().put(content);
            chunk.filled(content.length);
            return chunk;
        });
    }

    private void arrives(byte[] content) {
        fromWire.sendNext(chunk(content));
    }

    private byte[] delivered() {
        Chunk chunk = toOperations.requestNext();
        byte[] bytes = new byte[chunk.length()];
        chunk.buffer().get(0, bytes);
        chunk.release();
        return bytes;
    }

    /** All chunks that come, until so many bytes are together. */
    private byte[] delivered(int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (out.size() < count) {
            out.writeBytes(delivered());
        }
        return out.toByteArray();
    }

    private void send(String text) {
        does(() -> port.send(Reading.bytes(text)));
    }

    /** What the connection would push now: all that waits in its outbox. */
    private void push() {
        fromOutbox.sendNext(on(() -> port.outbox().takeAll()));
    }

    private byte[] written() {
        return content(toWire.requestNext());
    }

    private static byte[] content(Batch list) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Batch b = list; b != null; b = b.next) {
            b.gather(0, new Batch.Gather() {
                @Override
                public boolean copied(byte[] source, int from, int count) {
                    out.write(source, from, count);
                    return true;
                }

                @Override
                public boolean direct(ByteBuffer source, int from, int count) {
                    byte[] copy = new byte[count];
                    source.get(from, copy);
                    out.writeBytes(copy);
                    return true;
                }
            });
        }
        return out.toByteArray();
    }

    // ---- plain

    @Test
    void everythingPassesAsItIsUntilToldOtherwise() {
        send("INFO {}\r\n");
        push();
        assertThat(written()).asString().isEqualTo("INFO {}\r\n");
        arrives(Reading.bytes("PING\r\n"));
        assertThat(delivered()).asString().isEqualTo("PING\r\n");
    }

    // ---- reading

    @Test
    void theReadsAfterTheSwitchAreDecoded() throws Exception {
        arrives(Reading.bytes("INFO {}\r\nPING\r\n"));
        assertThat(delivered()).asString().isEqualTo("INFO {}\r\nPING\r\n");
        does(compression::startReading);
        arrives(S2Streams.encode(S2Level.FAST, Reading.bytes("INFO {}\r\n")));
        assertThat(delivered()).asString().isEqualTo("INFO {}\r\n");
    }

    @Test
    void manyBlocksOfOneReadAreOneChunk() {
        does(compression::startReading);
        byte[] plain = S2Samples.protocol(20_000, 1);
        byte[] stream = S2Streams.encode(S2Level.BETTER, plain, 12);
        arrives(stream);
        assertThat(delivered()).isEqualTo(plain);
    }

    @Test
    void aLargeBlockComesInChunksOfAUsualRead() {
        does(compression::startReading);
        byte[] plain = S2Samples.repetitive(S2Encoder.MAX_BLOCK, 2);
        byte[] stream = S2Streams.encode(S2Level.FAST, plain);
        arrives(stream);
        byte[] first = delivered();
        assertThat(first).hasSize(Chunk.USUAL_READ);
        assertThat(first).isEqualTo(Arrays.copyOf(plain, first.length));
        byte[] rest = delivered(plain.length - first.length);
        assertThat(rest).isEqualTo(Arrays.copyOfRange(plain, first.length, plain.length));
    }

    @Test
    void readsThatEndInsideAChunkAreCarriedOn() {
        does(compression::startReading);
        byte[] plain = S2Samples.noise(300_000, 3);
        byte[] stream = S2Streams.encode(S2Level.FAST, plain);
        new Thread(() -> {
                    for (int at = 0; at < stream.length; at += 7000) {
                        arrives(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + 7000)));
                    }
                })
                .start();
        assertThat(delivered(plain.length)).isEqualTo(plain);
    }

    @Test
    void whatIsNotS2EndsTheInputAsAReadErrorAfterWhatWasGood() {
        does(compression::startReading);
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(S2Streams.encode(S2Level.FAST, Reading.bytes("PING\r\n")));
        both.writeBytes(Reading.bytes("PING\r\n"));
        arrives(both.toByteArray());
        assertThat(delivered()).asString().isEqualTo("PING\r\n");
        toOperations.request(1);
        Throwable failure = toOperations.expectError();
        assertThat(failure).isInstanceOf(ConnectionFailure.class).hasMessageStartingWith("s2: corrupt stream");
        assertThat(((ConnectionFailure) failure).reason()).isEqualTo(CloseReason.READ_ERROR);
        fromWire.expectCancellation();
    }

    @Test
    void anEndBetweenChunksIsAnEnd() {
        does(compression::startReading);
        arrives(S2Streams.encode(S2Level.FAST, Reading.bytes("PING\r\n")));
        assertThat(delivered()).asString().isEqualTo("PING\r\n");
        fromWire.sendComplete();
        toOperations.expectComplete();
    }

    @Test
    void anEndInsideAChunkIsAReadError() {
        does(compression::startReading);
        byte[] stream = S2Streams.encode(S2Level.FAST, Reading.bytes("PING\r\n"));
        toOperations.request(1);
        arrives(Arrays.copyOf(stream, stream.length - 1));
        fromWire.sendComplete();
        assertThat(toOperations.expectError()).hasMessage("s2: the stream ends inside a chunk");
    }

    @Test
    void theEndWaitsForWhatIsDecoded() {
        does(compression::startReading);
        byte[] plain = S2Samples.repetitive(200_000, 4);
        arrives(S2Streams.encode(S2Level.BEST, plain));
        byte[] first = delivered();
        fromWire.sendComplete();
        assertThat(delivered(plain.length - first.length)).hasSize(plain.length - first.length);
        toOperations.request(1);
        toOperations.expectComplete();
    }

    // ---- writing

    @ParameterizedTest
    @EnumSource(S2Level.class)
    void whatIsQueuedBeforeTheSwitchLeavesInPlainAndTheRestInS2(S2Level level) throws Exception {
        send("INFO {\"compression\":\"s2_fast\"}\r\n");
        does(() -> compression.startWriting(level));
        send("INFO {\"compressed\":true}\r\n");
        push();
        String written = Reading.text(written());
        assertThat(written).startsWith("INFO {\"compression\":\"s2_fast\"}\r\n\u00ff\u0006");
        byte[] stream = Reading.bytes(written.substring(written.indexOf('\u00ff')));
        assertThat(S2Streams.decode(stream)).asString().isEqualTo("INFO {\"compressed\":true}\r\n");
    }

    @Test
    void theSwitchAloneWritesNothing() throws Exception {
        toWire.request(1);
        does(() -> compression.startWriting(S2Level.FAST));
        push();
        send("PING\r\n");
        push();
        assertThat(S2Streams.decode(content(toWire.expectNext()))).asString().isEqualTo("PING\r\n");
    }

    @Test
    void aPushThatComesBeforeTheSwitchInTheQueueStaysPlain() throws Exception {
        send("one");
        Batch taken = on(() -> port.outbox().takeAll());
        does(() -> compression.startWriting(S2Level.FAST));
        fromOutbox.sendNext(taken);
        assertThat(written()).asString().isEqualTo("one");
        send("two");
        push();
        assertThat(S2Streams.decode(written())).asString().isEqualTo("two");
    }

    @ParameterizedTest
    @EnumSource(S2Level.class)
    void manyBatchesOfAPushAreOneBlock(S2Level level) throws Exception {
        does(() -> compression.startWriting(level));
        for (int i = 0; i < 100; i++) {
            send("RMSG $G orders.eu 5\r\nhello\r\n");
        }
        push();
        byte[] stream = written();
        String plain = "RMSG $G orders.eu 5\r\nhello\r\n".repeat(100);
        // The stream's identifier and the header of one block.
        assertThat(stream.length).isLessThanOrEqualTo(level == S2Level.UNCOMPRESSED ? 10 + 8 + plain.length() : 200);
        assertThat(S2Streams.decode(stream)).asString().isEqualTo(plain);
    }

    @ParameterizedTest
    @EnumSource(S2Level.class)
    void payloadsThatStayedInTheirChunksGoAlongAndAreGivenBack(S2Level level) throws Exception {
        does(() -> compression.startWriting(level));
        Chunk chunk = chunk(S2Samples.protocol(50_000, 5));
        byte[] large = S2Samples.mixed(3_000_000, 6);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        does(() -> {
            for (int i = 0; i < 3; i++) {
                Batch batch = EventLoop.current().memory().takeBatch(100);
                batch.put(Reading.bytes("before"));
                batch.putSlice(chunk, 10, 40_000);
                batch.put(Reading.bytes("between"));
                batch.putArray(large, 0, i == 1 ? large.length : 1000);
                batch.put(Reading.bytes("after"));
                expected.writeBytes(content(batch));
                port.outbox().publish(batch);
            }
        });
        push();
        Batch out = toWire.requestNext();
        assertThat(S2Streams.decode(content(out))).isEqualTo(expected.toByteArray());
        does(() -> CipherBatches.release(out));
        assertThat(chunk.holders()).isEqualTo(1);
    }

    @Test
    void theLevelCanChangeAtAnyTime() throws Exception {
        does(() -> compression.startWriting(S2Level.UNCOMPRESSED));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (S2Level level : S2Level.values()) {
            does(() -> compression.level(level));
            send("x".repeat(5000));
            push();
            byte[] written = written();
            assertThat(written.length < 100).as("%s", level).isEqualTo(level != S2Level.UNCOMPRESSED);
            out.writeBytes(written);
        }
        assertThat(S2Streams.decode(out.toByteArray())).asString().isEqualTo("x".repeat(20_000));
    }

    @Test
    void itSwitchesOnce() {
        does(() -> compression.startWriting(S2Level.FAST));
        assertThatThrownBy(() -> does(() -> compression.startWriting(S2Level.FAST)))
                .hasRootCauseInstanceOf(IllegalStateException.class);
    }

    // ---- demand and ends

    @Test
    void aReadIsLookedAtOnlyWhenTheOperationsWantIt() {
        arrives(Reading.bytes("INFO {}\r\n"));
        arrives(S2Streams.encode(S2Level.FAST, Reading.bytes("PING\r\n")));
        assertThat(delivered()).asString().isEqualTo("INFO {}\r\n");
        // However long the actor takes over INFO, the second read waits, and is not taken for plain.
        does(compression::startReading);
        assertThat(delivered()).asString().isEqualTo("PING\r\n");
    }

    @Test
    void theEndOfTheOutboxEndsTheOutputAndNotTheInput() {
        fromOutbox.sendComplete();
        toWire.expectComplete();
        arrives(Reading.bytes("PING\r\n"));
        assertThat(delivered()).asString().isEqualTo("PING\r\n");
    }

    @Test
    void failuresPassThroughInBothDirections() {
        fromWire.sendError(new ConnectionFailure(CloseReason.READ_ERROR));
        assertThat(toOperations.expectError()).isInstanceOf(ConnectionFailure.class);
        toWire.cancel();
        fromOutbox.expectCancellation();
    }
}
