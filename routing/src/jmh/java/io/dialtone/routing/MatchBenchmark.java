package io.dialtone.routing;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Finding the subscribers of a subject: in the index, and in a connection's cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MatchBenchmark {
    private static final Subscriber NOBODY = new Subscriber() {};

    /** Literal subjects in the index; a tenth as many patterns beside them. */
    @Param({"100", "100000"})
    public int subjects;

    private final SubjectSpace space = new SubjectSpace();
    private final MatchCache cache = new MatchCache(space);
    private final MatchResult out = new MatchResult();
    private byte[][] asked = {};
    private int next;

    /** Fills the index. */
    @Setup
    public void fill() {
        for (int i = 0; i < subjects; i++) {
            add("orders." + i + ".created", i);
            if (i % 10 == 0) {
                add("orders." + i + ".*", i);
            }
        }
        asked = new byte[64][];
        for (int i = 0; i < asked.length; i++) {
            asked[i] = ByteText.bytes("orders." + (i * 7919L % subjects) + ".created");
        }
    }

    private void add(String subject, int sid) {
        byte[] bytes = ByteText.bytes(subject);
        space.slice(SubjectSpace.sliceOfPattern(bytes))
                .add(new Subscription(bytes, null, ByteText.bytes("" + sid), NOBODY));
    }

    private byte[] subject() {
        return asked[next++ & asked.length - 1];
    }

    /** A match in the index. */
    @Benchmark
    public int index() {
        byte[] subject = subject();
        space.match(subject, 0, subject.length, out);
        return out.nodeCount();
    }

    /** A match answered by the cache, 64 subjects in turn. */
    @Benchmark
    public int cached() {
        byte[] subject = subject();
        return cache.match(subject, 0, subject.length).nodeCount();
    }
}
