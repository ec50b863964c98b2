package io.dialtone.accounts;

import io.dialtone.accounts.trace.TraceHeaders;
import io.dialtone.conf.PermissionOptions;
import io.dialtone.conf.SubjectRules;
import io.dialtone.routing.ByteText;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What rights and traces cost each message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PublishRightsBenchmark {
    private static final int SUBJECTS = 4096;

    private final Permissions permissions = Permissions.of(PermissionOptions.builder()
            .publish(new SubjectRules(List.of("orders.*.*.created", "orders.eu.>", "ping"), List.of("orders.eu.0.>")))
            .build());
    private final PublishRights rights = new PublishRights(permissions, System::nanoTime);
    private final byte[] subject = ByteText.bytes("orders.eu.1234.created");
    private final byte[][] many = new byte[SUBJECTS][];
    private final byte[] headers =
            ByteText.bytes("NATS/1.0\r\nNats-Msg-Id: 12345678\r\nContent-Type: application/json\r\n\r\n");
    private int next;

    /** Fills the many subjects. */
    public PublishRightsBenchmark() {
        for (int i = 0; i < SUBJECTS; i++) {
            many[i] = ByteText.bytes("orders.us." + i + ".created");
        }
    }

    /** The same subject again. */
    @Benchmark
    public boolean sameSubject() {
        return rights.canPublish(subject, 0, subject.length);
    }

    /** More subjects than are remembered. */
    @Benchmark
    public boolean manySubjects() {
        byte[] one = many[next++ & SUBJECTS - 1];
        return rights.canPublish(one, 0, one.length);
    }

    /** The lists alone. */
    @Benchmark
    public boolean lists() {
        return permissions.canPublish(subject, 0, subject.length);
    }

    /** Headers that do not ask for a trace. */
    @Benchmark
    public boolean untracedHeaders() {
        return TraceHeaders.mayAsk(headers, 0, headers.length);
    }
}
