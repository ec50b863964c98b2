package io.dialtone.streams;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.OperationReader.Op;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The data path of one connection without its socket and actor: what it sends is read, published and flushed as the
 * connection's stage does it; what it would be sent is taken from its outbox.
 */
final class TestConnection {
    static final LiveSettings SETTINGS =
            new LiveSettings(1024 * 1024, 4096, Duration.ofSeconds(10), false, false, 0, false);

    final Outbox outbox;
    final Session session;
    final List<Subscription> exhausted = Collections.synchronizedList(new ArrayList<>());
    final List<String> refusals = new ArrayList<>();
    final AtomicInteger wakes = new AtomicInteger();
    final AtomicInteger overflows = new AtomicInteger();
    final ConnectionCounters counters = new ConnectionCounters();
    final Router router;
    private final LoopFixture fixture;
    private final SubjectSpace space;
    private final OperationReader reader;
    private final MessageIntake publisher;
    private Chunk lastChunk;

    TestConnection(LoopFixture fixture, SubjectSpace space, long cid) {
        this(fixture, space, cid, 64L * 1024 * 1024, 1);
    }

    TestConnection(LoopFixture fixture, SubjectSpace space, long cid, long maxPending, int loops) {
        this(fixture, space, cid, maxPending, loops, null);
    }

    /** A link to another server. */
    TestConnection(LoopFixture fixture, SubjectSpace space, long cid, LinkPath link) {
        this(fixture, space, cid, 64L * 1024 * 1024, 1, link);
    }

    private TestConnection(
            LoopFixture fixture, SubjectSpace space, long cid, long maxPending, int loops, LinkPath link) {
        this.fixture = fixture;
        this.space = space;
        this.session = new Session(space, link);
        session.connected(false, false, true, true, false);
        this.outbox = new Outbox(cid, loops, maxPending, new Outbox.Owner() {
            @Override
            public void wake() {
                wakes.incrementAndGet();
            }

            @Override
            public void overflowed() {
                overflows.incrementAndGet();
            }

            @Override
            public void exhausted(Subscription subscription) {
                exhausted.add(subscription);
            }
        });
        this.reader = new OperationReader(fixture.loop.memory().scratch(), session.dialect());
        ServerLog log = new ServerLog();
        this.router = new Router(fixture.loop, outbox, session, reader, log);
        ConnectionEvents events = RefusalEvents.into(refusals);
        this.publisher = link == null
                ? new Publisher(session, router, reader, events, log)
                : new LinkPublisher(session, router, reader, outbox, events, log);
        settings(SETTINGS);
    }

    void settings(LiveSettings settings) {
        router.settings(settings);
        publisher.settings(settings);
        reader.limits(settings.maxPayload(), settings.maxControlLine(), true);
    }

    Subscription subscribe(String subject, String sid) {
        return add(new Subscription(Reading.bytes(subject), null, Reading.bytes(sid), outbox));
    }

    Subscription subscribe(String subject, String queue, String sid) {
        return add(new Subscription(Reading.bytes(subject), Reading.bytes(queue), Reading.bytes(sid), outbox));
    }

    private Subscription add(Subscription s) {
        space.slice(SubjectSpace.sliceOfPattern(s.subject())).add(s);
        return s;
    }

    void unsubscribe(Subscription s) {
        s.close();
        space.slice(SubjectSpace.sliceOfPattern(s.subject())).remove(s);
    }

    /** One read that brings these bytes, and its flush. Returns whether the publisher should wait. */
    boolean send(String stream) {
        return fixture.on(() -> {
            byte[] bytes = Reading.bytes(stream);
            boolean gated = false;
            for (int from = 0; from < bytes.length; from += Chunk.CAPACITY) {
                gated |= read(bytes, from, Math.min(bytes.length, from + Chunk.CAPACITY));
            }
            return gated;
        });
    }

    private boolean read(byte[] bytes, int from, int to) {
        Chunk chunk = fixture.loop.memory().takeChunk();
        lastChunk = chunk;
        chunk.buffer().put(0, bytes, from, to - from);
        chunk.filled(to - from);
        reader.attach(chunk, 0);
        Op op;
        while ((op = reader.next()) != Op.NEED_MORE) {
            switch (op) {
                case PUB, HPUB -> publisher.publish();
                case PING -> router.reply(ByteText.bytes("PONG\r\n"));
                default -> throw new IllegalStateException(op + " " + reader.error());
            }
        }
        reader.detach();
        publisher.count(counters);
        boolean gated = router.flush();
        chunk.release();
        return gated;
    }

    Chunk lastChunk() {
        return lastChunk;
    }

    /** What it was sent since the last call, written and given back. */
    String received() {
        return fixture.on(() -> {
            StringBuilder out = new StringBuilder();
            for (Batch b = outbox.takeAll(); b != null; ) {
                Batch next = b.next;
                out.append(content(b));
                outbox.written(b.size());
                b.release();
                b = next;
            }
            return out.toString();
        });
    }

    static String content(Batch batch) {
        StringBuilder out = new StringBuilder();
        batch.gather(0, new Batch.Gather() {
            @Override
            public boolean copied(byte[] source, int from, int count) {
                out.append(Reading.text(source, from, count));
                return true;
            }

            @Override
            public boolean direct(ByteBuffer source, int from, int count) {
                byte[] copy = new byte[count];
                source.get(from, copy);
                out.append(Reading.text(copy, 0, count));
                return true;
            }
        });
        return out.toString();
    }
}
