package io.dialtone.accounts.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    /** Finds it in a block of these lines, which does not begin at the start of its array. */
    private static @Nullable TraceParent find(String lines) {
        byte[] block = ("xxNATS/1.0\r\n" + lines.replace("~", "\r\n") + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        return TraceParent.sampled(block, 2, block.length - 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "a: b~TraceParent:00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03  ~c: d",
                "traceparent: cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-comes-later"
            })
    void aParentThatIsSampledIsFound(String lines) {
        TraceParent parent = Objects.requireNonNull(find(lines));

        assertThat(parent.traceId()).isEqualTo(TRACE);
        assertThat(parent.spanId()).isEqualTo(SPAN);
        assertThat(parent.state()).isEmpty();
    }

    @Test
    void statesOfSeveralHeadersAreOne() {
        TraceParent parent = find(
                "tracestate: a=1~traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01~Tracestate: b=2");

        assertThat(Objects.requireNonNull(parent).state()).isEqualTo("a=1,b=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: b",
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-02",
                "traceparent: 00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g",
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01",
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "traceparent: cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more",
                "traceparent: ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "traceparent: 00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "traceparent: 00-1-2-01",
                "traceparent:",
                "traceparents: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01~"
                        + "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            })
    void otherHeadersAndBrokenOnesAreNoParent(String lines) {
        assertThat(find(lines)).isNull();
    }

    @Test
    void aBlockThatIsCutOffIsNoHarm() {
        String whole = "NATS/1.0\r\ntraceparent: 00-" + TRACE + "-" + SPAN + "-01\r\n\r\n";
        byte[] block = whole.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length <= block.length; length++) {
            TraceParent parent = TraceParent.sampled(block, 0, length);
            assertThat(parent == null || parent.traceId().equals(TRACE)).isTrue();
        }
    }
}
