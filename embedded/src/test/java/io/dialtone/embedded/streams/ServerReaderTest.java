package io.dialtone.embedded.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ServerReaderTest {
    private static final String ALL = "INFO {\"server_id\":\"S\"}\r\n"
            + "PING\r\nPONG\r\n+OK\r\n-ERR 'Some Thing'\r\n"
            + "MSG a.b 1 5\r\nhello\r\n"
            + "MSG a.b 12 reply.to 0\r\n\r\n"
            + "HMSG c 3 12 14\r\nNATS/1.0\r\n\r\nhi\r\n"
            + "HMSG c 3 r 16 16\r\nNATS/1.0 503\r\n\r\n\r\n"
            + "MSG \u00fc 4 4\r\n\r\n\r\n\r\n";

    private static final List<String> SAID = List.of(
            "info {\"server_id\":\"S\"}",
            "ping",
            "pong",
            "error Some Thing",
            "1 a.b []0 hello",
            "12 a.b [reply.to]0 ",
            "3 c []12 NATS/1.0\r\n\r\nhi",
            "3 c [r]16 NATS/1.0 503\r\n\r\n",
            "4 \u00fc []0 \r\n\r\n");

    /** Writes down what it is told; wants to stop after messages of one sid. */
    private static class Told implements ServerReader.Handler {
        private final List<String> all = new ArrayList<>();
        private final long stopAt;

        Told(long stopAt) {
            this.stopAt = stopAt;
        }

        @Override
        public boolean message(long sid, String subject, String reply, int headerSize, byte[] bytes) {
            all.add(sid + " " + subject + " [" + reply + "]" + headerSize + " "
                    + new String(bytes, StandardCharsets.UTF_8));
            return sid != stopAt;
        }

        @Override
        public void info(String json) {
            all.add("info " + json);
        }

        @Override
        public void ping() {
            all.add("ping");
        }

        @Override
        public void pong() {
            all.add("pong");
        }

        @Override
        public void error(String text) {
            all.add("error " + text);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whateverTheServerSaysIsUnderstood() {
        Told told = new Told(-1);
        byte[] bytes = utf8(ALL);
        assertThat(new ServerReader(told).read(bytes, 0, bytes.length)).isEqualTo(bytes.length);
        assertThat(told.all).isEqualTo(SAID);
    }

    @Test
    void nothingIsToldBeforeItIsThere() {
        Told told = new Told(-1);
        ServerReader reader = new ServerReader(told);
        byte[] bytes = utf8("MSG a 1 3\r\nxyz\r\n");
        for (int i = 0; i < bytes.length - 1; i++) {
            reader.read(bytes, i, i + 1);
            assertThat(told.all).as("after %d bytes", i + 1).isEmpty();
        }
        reader.read(bytes, bytes.length - 1, bytes.length);
        assertThat(told.all).containsExactly("1 a []0 xyz");
    }

    @Test
    void everySplitInTwoIsTheSame() {
        byte[] bytes = utf8(ALL);
        for (int cut = 0; cut <= bytes.length; cut++) {
            Told told = new Told(-1);
            ServerReader reader = new ServerReader(told);
            reader.read(bytes, 0, cut);
            reader.read(ByteBuffer.wrap(bytes), cut, bytes.length);
            assertThat(told.all).as("cut at %d", cut).isEqualTo(SAID);
        }
    }

    @Property(tries = 300)
    void anyCutsAndAnyKindOfBytesAreTheSame(@ForAll("cuts") List<Integer> cuts, @ForAll List<Boolean> direct) {
        byte[] bytes = utf8(ALL);
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).put(0, bytes);
        Told told = new Told(-1);
        ServerReader reader = new ServerReader(told);
        int at = 0;
        for (int i = 0; at < bytes.length; i++) {
            int end = i < cuts.size() ? Math.min(bytes.length, at + cuts.get(i)) : bytes.length;
            boolean fromBuffer = i < direct.size() && direct.get(i);
            at = fromBuffer ? reader.read(buffer, at, end) : reader.read(bytes, at, end);
        }
        assertThat(told.all).isEqualTo(SAID);
    }

    @Property(tries = 300)
    void whoStopsItGetsTheRestFromWhereItStopped(@ForAll("cuts") List<Integer> cuts) {
        byte[] bytes = utf8(ALL);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Told told = new Told(3);
        ServerReader reader = new ServerReader(told);
        int at = 0;
        int stops = 0;
        for (int i = 0; at < bytes.length; i++) {
            int end = i < cuts.size() ? Math.min(bytes.length, at + cuts.get(i)) : bytes.length;
            int before = told.all.size();
            int read = i % 2 == 0 ? reader.read(buffer, at, end) : reader.read(bytes, at, end);
            if (read < end) {
                stops++;
                assertThat(told.all.size()).isGreaterThan(before);
            }
            at = read;
        }
        assertThat(told.all).isEqualTo(SAID);
        assertThat(stops).isLessThanOrEqualTo(2);
    }

    @Property(tries = 100)
    void headersAndPayloadsOfAnyBytesArrive(@ForAll("payloads") byte[] payload, @ForAll("cuts") List<Integer> cuts) {
        List<byte[]> arrived = new ArrayList<>();
        ServerReader reader = new ServerReader(new Told(-1) {
            @Override
            public boolean message(long sid, String subject, String reply, int headerSize, byte[] bytes) {
                arrived.add(bytes);
                return true;
            }
        });
        byte[] line = utf8("MSG s 1 " + payload.length + "\r\n");
        ByteBuffer all = ByteBuffer.allocate(line.length + payload.length + 2)
                .put(line)
                .put(payload)
                .put(utf8("\r\n"));
        int at = 0;
        for (int i = 0; at < all.capacity(); i++) {
            int end = i < cuts.size() ? Math.min(all.capacity(), at + cuts.get(i)) : all.capacity();
            at = i % 2 == 0 ? reader.read(all, at, end) : reader.read(all.array(), at, end);
        }
        assertThat(arrived).hasSize(1);
        assertThat(arrived.getFirst()).isEqualTo(payload);
    }

    @Test
    void whatIsNotTheProtocolIsRefused() {
        for (String bad : List.of("NONSENSE\r\n", "MSG a\r\n", "PANG\r\n", "\r\n")) {
            byte[] bytes = utf8(bad);
            assertThatThrownBy(() -> new ServerReader(new Told(-1)).read(bytes, 0, bytes.length))
                    .as(bad)
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(1, 40).list().ofMaxSize(60);
    }

    @Provide
    Arbitrary<byte[]> payloads() {
        return Combinators.combine(
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(50),
                        Arbitraries.integers().between(0, 30))
                .as((some, times) -> {
                    ByteBuffer many = ByteBuffer.allocate(some.length * times);
                    for (int i = 0; i < times; i++) {
                        many.put(some);
                    }
                    return many.array();
                });
    }
}
