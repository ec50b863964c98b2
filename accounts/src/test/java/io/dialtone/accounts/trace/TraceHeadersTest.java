package io.dialtone.accounts.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.routing.ByteText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceHeadersTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-";

    @Test
    void findsTheDestinationAndAllOtherHeaders() {
        TraceHeaders headers = find("Nats-Trace-Dest: t.1\r\nFoo: bar\r\nFoo:\t baz \r\nEmpty:\r\nB: x:y");
        assertThat(headers).isNotNull();
        assertThat(headers)
                .isEqualTo(new TraceHeaders(
                        Map.of("Nats-Trace-Dest", List.of("t.1"), "Foo", List.of("bar", "baz"), "B", List.of("x:y")),
                        false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"traceparent", "TraceParent", "TRACEPARENT"})
    void findsASampledTraceparentInAnyLetterCase(String name) {
        TraceHeaders headers = find("A: b\r\n" + name + ": " + PARENT + "01");
        assertThat(headers).isNotNull();
        assertThat(headers).isEqualTo(new TraceHeaders(Map.of("A", List.of("b"), name, List.of(PARENT + "01")), true));
    }

    @Test
    void theDestinationGoesBeforeTheTraceparent() {
        TraceHeaders headers = find("traceparent: " + PARENT + "01\r\nNats-Trace-Dest: t.1");
        assertThat(headers).isNotNull();
        assertThat(headers.external()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A: b",
                "nats-trace-dest: t.1",
                "Nats-Trace-Dest: ",
                "Nats-Trace-Dest: trace disabled",
                "Nats-Trace-Dest",
                "X-Nats-Trace-Dest: t",
                "traceparent: " + PARENT + "00",
                "traceparent: " + PARENT + "zz",
                "traceparent: " + PARENT + "ff",
                "traceparent: " + PARENT + "1",
                "traceparent: 00-x-01",
                "traceparent: " + PARENT + "01\r\nNats-Trace-Dest: trace disabled",
            })
    void findsNothingThatAsksForATrace(String headers) {
        assertThat(find(headers)).isNull();
    }

    @Test
    void takesNoBlockThatIsNotOfNats() {
        byte[] block = ByteText.bytes("HTTP/1.1\r\nNats-Trace-Dest: t\r\n\r\n");
        assertThat(TraceHeaders.find(block, 0, block.length)).isNull();
        assertThat(TraceHeaders.find(block, 0, 0)).isNull();
    }

    @Test
    void takesAStatusLineAndLeavesAnUnfinishedLineOut() {
        byte[] block = ByteText.bytes("NATS/1.0 200 OK\r\nNats-Trace-Dest: t\r\nA: unfinished");
        assertThat(TraceHeaders.find(block, 0, block.length))
                .isEqualTo(new TraceHeaders(Map.of("Nats-Trace-Dest", List.of("t")), false));
    }

    @Test
    void theGlanceLetsNothingThroughThatDoesNotNameOneOfTheTwo() {
        assertThat(glance("A: Nats-Trace-Dest: x")).isFalse();
        assertThat(glance("Nats-Msg-Id: 1\r\ntrace: 2\r\nT: 3")).isFalse();
        assertThat(glance("")).isFalse();
        assertThat(glance("Nats-Trace-Dest: x")).isTrue();
        assertThat(glance("A: b\r\ntraceParent: x")).isTrue();
        byte[] random = {13, 10, 't', 13, 10, 'N', 13};
        for (int end = 0; end <= random.length; end++) {
            assertThat(TraceHeaders.mayAsk(random, 0, end)).isFalse();
        }
    }

    @Test
    void tellsOtherServersNotToTrace() {
        byte[] block = ByteText.bytes("NATS/1.0\r\nA: b\r\nNats-Trace-Dest: t\r\nC: d\r\n\r\n");
        assertThat(ByteText.text(TraceHeaders.disabled(block, 0, block.length)))
                .isEqualTo("NATS/1.0\r\nA: b\r\nC: d\r\nNats-Trace-Dest: trace disabled\r\n\r\n");
    }

    private static boolean glance(String headers) {
        byte[] block = block(headers);
        return TraceHeaders.mayAsk(block, 1, block.length - 2);
    }

    private static @Nullable TraceHeaders find(String headers) {
        byte[] block = block(headers);
        TraceHeaders found = TraceHeaders.find(block, 1, block.length - 2);
        assertThat(found == null || TraceHeaders.mayAsk(block, 1, block.length - 2))
                .isTrue();
        return found;
    }

    /** With a byte before and after, which must not be read. */
    private static byte[] block(String headers) {
        return ByteText.bytes("xNATS/1.0\r\n" + headers + "\r\n\r\nx");
    }
}
