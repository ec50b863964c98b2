package io.dialtone.routing;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What is done to the subject of a message beside matching it: checks, and mappings that concern it or do not. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SubjectsBenchmark {
    private final byte[] line = ByteText.bytes("PUB orders.eu.1234.created 128");
    private final byte[] pattern = ByteText.bytes("orders.*.*.created");
    private final SplittableRandom random = new SplittableRandom(1);
    private final SubjectMappings mappings =
            SubjectMappings.of(List.of(to("a", "b"), to("c.*", "d.$1"), to("e.*.>", "f.{{partition(5,1)}}.>")), "");
    private final SubjectMappings partition =
            SubjectMappings.of(List.of(to("orders.*.*.*", "$1.{{partition(5,2)}}.$3")), "");

    /** The pedantic check of a publish. */
    @Benchmark
    public boolean isValidPublish() {
        return Subjects.isValidPublish(line, 4, 22);
    }

    /** A literal against a pattern. */
    @Benchmark
    public boolean matches() {
        return Subjects.matches(line, 4, 22, pattern, 0, pattern.length);
    }

    /** Mappings that do not concern the subject. */
    @Benchmark
    public byte @Nullable [] mapsNothing() {
        return mappings.map(line, 4, 22, random);
    }

    /** A mapping into a partition. */
    @Benchmark
    public byte @Nullable [] mapsToPartition() {
        return partition.map(line, 4, 22, random);
    }

    private static SubjectMappings.Mapping to(String source, String destination) {
        return new SubjectMappings.Mapping(source, List.of(new SubjectMappings.Destination(destination, 100, "")));
    }
}
