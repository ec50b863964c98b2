package io.dialtone.streams;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.OperationReader.Op;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One read of {@value #MESSAGES} publishes: found ({@code parse}), and laid into the batch of a subscriber ({@code route}); and
 * of messages from a server of the cluster, found ({@code parseRouted}, {@code parseQueued}, {@code parseOrigin}).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@OperationsPerInvocation(DataPathBenchmark.MESSAGES)
public class DataPathBenchmark {
    static final int MESSAGES = 50;

    /** Bytes of payload. */
    @Param({"16", "128", "5000"})
    public int payload;

    private final EventLoop loop = new EventLoop(0, "benchmark");
    private final SubjectSpace space = new SubjectSpace();
    private final Session session = new Session(space);
    private final LoopMemory memory = loop.memory();
    private final OperationReader reader = new OperationReader(memory.scratch());
    private final Outbox publisher = outbox(1);
    private final Outbox subscriber = outbox(2);
    private final Router router = new Router(loop, publisher, session, reader, new ServerLog());
    private final Chunk chunk = memory.takeChunk();
    private final OperationReader routeReader = new OperationReader(memory.scratch(), Dialect.ROUTE);
    private final Chunk routed = memory.takeChunk();
    private final Chunk queued = memory.takeChunk();
    private final Chunk origin = memory.takeChunk();

    private static Outbox outbox(long cid) {
        return new Outbox(cid, 1, Long.MAX_VALUE, new Outbox.Owner() {
            @Override
            public void wake() {}

            @Override
            public void overflowed() {}

            @Override
            public void exhausted(Subscription subscription) {}
        });
    }

    /** Fills the read and subscribes once. */
    @Setup
    public void prepare() {
        fill(chunk, "PUB orders.eu.created ");
        fill(routed, "RMSG $G orders.eu.created ");
        fill(queued, "RMSG $G orders.eu.created | workers auditors ");
        fill(origin, "LMSG EAST $G orders.eu.created 0 ");
        byte[] subject = ByteText.bytes("orders.eu.created");
        space.slice(SubjectSpace.sliceOfPattern(subject))
                .add(new Subscription(subject, null, ByteText.bytes("1"), subscriber));
        router.settings(new LiveSettings(1 << 20, 4096, Duration.ofSeconds(10), false, false, 0, false));
    }

    private void fill(Chunk read, String line) {
        byte[] message = ByteText.bytes(line + payload + "\r\n" + "x".repeat(payload) + "\r\n");
        for (int i = 0; i < MESSAGES; i++) {
            read.buffer().put(i * message.length, message);
        }
        read.filled(MESSAGES * message.length);
    }

    /** Ends the loop, which only lent its memory. */
    @TearDown
    public void stop() {
        loop.shutdown();
    }

    /** Finds the operations. */
    @Benchmark
    public int parse() {
        reader.attach(chunk, 0);
        int found = 0;
        while (reader.next() == Op.PUB) {
            found++;
        }
        reader.detach();
        return found;
    }

    /** Finds plain messages of a route. */
    @Benchmark
    public int parseRouted() {
        return parse(routed);
    }

    /** Finds messages for queue groups. */
    @Benchmark
    public int parseQueued() {
        return parse(queued);
    }

    /** Finds messages that came from a leaf cluster. */
    @Benchmark
    public int parseOrigin() {
        return parse(origin);
    }

    private int parse(Chunk read) {
        routeReader.attach(read, 0);
        int found = 0;
        while (routeReader.next() == Op.PUB) {
            found++;
        }
        routeReader.detach();
        return found;
    }

    /** Finds them, matches each and lays it into a batch. */
    @Benchmark
    public long route() {
        reader.attach(chunk, 0);
        while (reader.next() == Op.PUB) {
            router.route(reader.bytes(), reader.subjectFrom(), reader.subjectLength());
        }
        reader.detach();
        router.flush();
        long bytes = 0;
        for (Batch b = subscriber.takeAll(); b != null; ) {
            Batch following = b.next;
            bytes += b.size();
            subscriber.written(b.size());
            b.release();
            b = following;
        }
        return bytes;
    }
}
