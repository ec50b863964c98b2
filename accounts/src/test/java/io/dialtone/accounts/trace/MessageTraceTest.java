package io.dialtone.accounts.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.routing.ByteText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class MessageTraceTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:13:47.1013500Z");
    private static final ServerFacts SERVER =
            new ServerFacts("srv", "127.0.0.1", "NABC", "", "2.15.1", List.of(), Map.of(), Map.of(), 17, NOW);
    private static final String SERVER_JSON = "{\"server\":{\"name\":\"srv\",\"host\":\"127.0.0.1\",\"id\":\"NABC\","
            + "\"ver\":\"2.15.1\",\"jetstream\":false,\"flags\":0,\"seq\":17,\"time\":\"2026-11-21T08:13:47.10135Z\"},";
    private static final TraceEvent.Party PUBLISHER = new TraceEvent.Party(TraceEvent.Kind.CLIENT, 6, "me");
    private static final String TS = "\"ts\":\"2026-11-21T08:13:47.10135Z\",";

    @Test
    void tellsWhereAMessageWentAsNatsServerTellsIt() {
        MessageTrace trace =
                trace(Map.of("Nats-Trace-Dest", List.of("t.1"), "Foo", List.of("bar", "baz")), "$G", "foo");
        trace.egress(PUBLISHER, "$G", "foo", "", null);
        TraceEvent.Party other = new TraceEvent.Party(TraceEvent.Kind.CLIENT, 8, "");
        trace.egress(other, "$G", ">", "", "Not delivered because subscription denies this subject");
        trace.egress(PUBLISHER, "$G", "foo", "q", null);
        MessageTrace.Event event = trace.event(SERVER);
        assertThat(event.destination()).isEqualTo("t.1");
        assertThat(event.headers()).isEmpty();
        assertThat(ByteText.text(event.payload()))
                .isEqualTo(SERVER_JSON
                        + "\"request\":{\"header\":{\"Foo\":[\"bar\",\"baz\"],\"Nats-Trace-Dest\":[\"t.1\"]},\"msgsize\":65},"
                        + "\"events\":[{\"type\":\"in\"," + TS
                        + "\"kind\":0,\"cid\":6,\"name\":\"me\",\"acc\":\"$G\",\"subj\":\"foo\"},"
                        + "{\"type\":\"eg\"," + TS + "\"kind\":0,\"cid\":6,\"name\":\"me\",\"sub\":\"foo\"},"
                        + "{\"type\":\"eg\"," + TS + "\"kind\":0,\"cid\":8,\"sub\":\"\\u003e\","
                        + "\"error\":\"Not delivered because subscription denies this subject\"},"
                        + "{\"type\":\"eg\"," + TS
                        + "\"kind\":0,\"cid\":6,\"name\":\"me\",\"sub\":\"foo\",\"queue\":\"q\"}]}");
    }

    @Test
    void tellsOfMappingsAndRefusals() {
        MessageTrace trace = trace(Map.of("Nats-Trace-Dest", List.of("t.1")), "A", "m.x");
        trace.mapped("mm.x");
        trace.ingressError("Permissions Violation for Publish to \"mm.x\"");
        assertThat(ByteText.text(trace.event(SERVER).payload()))
                .endsWith("\"events\":[{\"type\":\"in\"," + TS
                        + "\"kind\":0,\"cid\":6,\"name\":\"me\",\"acc\":\"A\",\"subj\":\"m.x\","
                        + "\"error\":\"Permissions Violation for Publish to \\\"mm.x\\\"\"},"
                        + "{\"type\":\"sm\"," + TS + "\"to\":\"mm.x\"}]}");
    }

    @Test
    void namesTheAccountOfAReceiverInAnotherOne() {
        MessageTrace trace = trace(Map.of("Nats-Trace-Dest", List.of("t.1")), "A", "foo");
        trace.egress(PUBLISHER, "B", "foo", "", null);
        assertThat(ByteText.text(trace.event(SERVER).payload())).contains("\"acc\":\"B\",\"sub\":\"foo\"");
    }

    @Test
    void numbersTheHopsOfWhatAClientPublishes() {
        MessageTrace trace = trace(Map.of("Nats-Trace-Dest", List.of("t"), "Nats-Trace-Hop", List.of("7")), "A", "foo");
        TraceEvent.Party route = new TraceEvent.Party(TraceEvent.Kind.ROUTER, 9, "there");
        TraceEvent.Party leaf = new TraceEvent.Party(TraceEvent.Kind.LEAF, 10, "below");
        assertThat(trace.hop(route, "B", true)).isEqualTo("1");
        assertThat(trace.hop(leaf, "B", true)).isEqualTo("2");
        assertThat(ByteText.text(trace.event(SERVER).payload()))
                .contains("\"hops\":2,")
                .contains("\"kind\":1,\"cid\":9,\"name\":\"there\",\"hop\":\"1\"}")
                .contains("\"kind\":4,\"cid\":10,\"name\":\"below\",\"hop\":\"2\",\"acc\":\"B\"}");
    }

    @Test
    void whatIsOnlyTracedDoesNotGoToAServerThatWouldDeliverIt() {
        TraceEvent.Party old = new TraceEvent.Party(TraceEvent.Kind.ROUTER, 9, "old");
        MessageTrace delivered = trace(Map.of("Nats-Trace-Dest", List.of("t")), "A", "foo");
        assertThat(delivered.hop(old, "A", false)).isEqualTo("1");
        assertThat(ByteText.text(delivered.event(SERVER).payload()))
                .contains("\"error\":\"Message delivered but remote does not support message tracing");
        MessageTrace traced = new MessageTrace(
                new TraceDecision.Traced(
                        "t", true, new TraceHeaders(new TreeMap<>(Map.of("Nats-Trace-Dest", List.of("t"))), false)),
                PUBLISHER,
                "A",
                "foo",
                65,
                InstantSource.fixed(NOW),
                ZoneOffset.UTC);
        assertThat(traced.hop(old, "A", false)).isNull();
        assertThat(ByteText.text(traced.event(SERVER).payload()))
                .contains("\"error\":\"Not delivered because remote does not support message tracing\"");
    }

    @Test
    void packsTheEventWithGzipWhenThatIsWished() throws IOException {
        MessageTrace trace = trace(
                Map.of("Nats-Trace-Dest", List.of("t"), "Accept-Encoding", List.of("deflate, GZIP")), "$G", "foo");
        MessageTrace.Event event = trace.event(SERVER);
        assertThat(ByteText.text(event.headers())).isEqualTo("NATS/1.0\r\nContent-Encoding: gzip\r\n\r\n");
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(event.payload()))) {
            assertThat(ByteText.text(in.readAllBytes())).startsWith(SERVER_JSON).endsWith("]}");
        }
    }

    @Test
    void saysThatNothingWasDoneAboutAnyOtherWish() {
        for (String wish : List.of("snappy", "s2, gzip", "zstd")) {
            MessageTrace trace =
                    trace(Map.of("Nats-Trace-Dest", List.of("t"), "Accept-Encoding", List.of(wish)), "$G", "foo");
            MessageTrace.Event event = trace.event(SERVER);
            assertThat(ByteText.text(event.headers())).isEqualTo("NATS/1.0\r\nContent-Encoding: identity\r\n\r\n");
            assertThat(ByteText.text(event.payload())).startsWith(SERVER_JSON);
        }
    }

    @Test
    void describesAServerWithAllThatItHas() {
        ServerFacts full = new ServerFacts(
                "srv",
                "h",
                "N",
                "EAST",
                "2.15.1",
                List.of("a", "b"),
                Map.of("k", "v"),
                Map.of("x", true, "c", false),
                1,
                Instant.parse("2026-11-21T08:13:47Z"));
        MessageTrace trace = trace(Map.of("Nats-Trace-Dest", List.of("t")), "$G", "foo");
        assertThat(ByteText.text(trace.event(full).payload()))
                .startsWith(
                        "{\"server\":{\"name\":\"srv\",\"host\":\"h\",\"id\":\"N\",\"cluster\":\"EAST\",\"ver\":\"2.15.1\","
                                + "\"tags\":[\"a\",\"b\"],\"metadata\":{\"k\":\"v\"},\"feature_flags\":{\"c\":false,\"x\":true},"
                                + "\"jetstream\":false,\"flags\":0,\"seq\":1,\"time\":\"2026-11-21T08:13:47Z\"}");
    }

    @Test
    void escapesAsGoDoes() {
        MessageTrace trace = trace(Map.of("Nats-Trace-Dest", List.of("t")), "$G", "<a&b>\u001f\t\"\\\u2028é\u007f");
        assertThat(ByteText.text(trace.event(SERVER).payload()))
                .contains("\"subj\":\"\\u003ca\\u0026b\\u003e\\u001f\\t\\\"\\\\\\u2028é\u007f\"");
    }

    @Test
    void writesTimesOfStepsWithTheOffsetOfTheServer() {
        TraceHeaders headers = new TraceHeaders(Map.of("Nats-Trace-Dest", List.of("t")), false);
        MessageTrace trace = new MessageTrace(
                new TraceDecision.Traced("t", true, headers),
                PUBLISHER,
                "$G",
                "foo",
                1,
                InstantSource.fixed(NOW),
                ZoneOffset.ofHours(2));
        assertThat(trace.isTraceOnly()).isTrue();
        assertThat(ByteText.text(trace.event(SERVER).payload())).contains("\"ts\":\"2026-11-21T10:13:47.10135+02:00\"");
    }

    private static MessageTrace trace(Map<String, List<String>> headers, String account, String subject) {
        TraceHeaders found = new TraceHeaders(new TreeMap<>(headers), false);
        String destination = found.first(TraceHeaders.DESTINATION);
        return new MessageTrace(
                new TraceDecision.Traced(destination, false, found),
                PUBLISHER,
                account,
                subject,
                65,
                InstantSource.fixed(NOW),
                ZoneOffset.UTC);
    }
}
