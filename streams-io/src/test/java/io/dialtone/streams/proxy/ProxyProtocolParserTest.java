package io.dialtone.streams.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.streams.proxy.ProxyProtocolParser.Result;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyProtocolParserTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String V4 = SIGNATURE + "2111000c" + "c0000201" + "c6336402" + "1388" + "107e";
    private static final String V6 = SIGNATURE + "21210024" + "20010db8000000000000000000000001"
            + "20010db8000000000000000000000002" + "1388" + "107e";

    /** How parsing ended, how many bytes it took, and what it said. */
    private record Outcome(String text, int used) {}

    private static Outcome parse(byte[] bytes, int... cuts) {
        ProxyProtocolParser parser = new ProxyProtocolParser();
        Result result = new Result.NeedMore();
        int at = 0;
        int used = 0;
        for (int i = 0; i <= cuts.length && result instanceof Result.NeedMore; i++) {
            int end = i < cuts.length ? cuts[i] : bytes.length;
            ByteBuffer piece = ByteBuffer.wrap(bytes, at, end - at);
            result = parser.feed(piece);
            used += end - at - piece.remaining();
            at = end;
        }
        return new Outcome(
                switch (result) {
                    case Result.NeedMore ignored -> "more";
                    case Result.NotProxy n -> "not " + new String(n.replay(), StandardCharsets.ISO_8859_1);
                    case Result.Malformed m -> m.text();
                    case Result.Found f ->
                        f.header().source() + " " + f.header().destination();
                },
                used);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static String text(byte[] bytes) {
        return parse(bytes).text();
    }

    @Test
    void readsVersionOneAndLeavesWhatFollows() {
        String line = "PROXY TCP4 192.0.2.1 198.51.100.2 5000 4222\r\n";
        assertThat(parse(ascii(line + "CONNECT")))
                .isEqualTo(new Outcome("/192.0.2.1:5000 /198.51.100.2:4222", line.length()));
        assertThat(text(ascii("PROXY TCP6 2001:db8::1 2001:db8::2 5000 4222\r\n")))
                .isEqualTo("/[2001:db8:0:0:0:0:0:1]:5000 /[2001:db8:0:0:0:0:0:2]:4222");
        assertThat(text(ascii("PROXY TCP6 ::ffff:192.0.2.1 ::1 5000 4222\r\n"))).startsWith("/192.0.2.1:5000 ");
        assertThat(text(ascii("PROXY   UNKNOWN any thing\r\n"))).isEqualTo("null null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TCP4 192.0.2.1 198.51.100.2 5000 | invalid PROXY protocol header: invalid v1 format",
                "TCP4 192.0.2.1 198.51.100.2 5000 4222 1 | invalid PROXY protocol header: invalid v1 format",
                "'' | invalid PROXY protocol header: invalid v1 format",
                "TCP4 192.0.2.256 198.51.100.2 5000 4222 | invalid PROXY protocol header: invalid address",
                "TCP4 192.0.2.01 198.51.100.2 5000 4222 | invalid PROXY protocol header: invalid address",
                "TCP4 192.0.2 198.51.100.2 5000 4222 | invalid PROXY protocol header: invalid address",
                "TCP4 localhost 198.51.100.2 5000 4222 | invalid PROXY protocol header: invalid address",
                "TCP6 1:2 ::1 5000 4222 | invalid PROXY protocol header: invalid address",
                "TCP4 ::1 ::1 5000 4222 | invalid PROXY protocol header: TCP4 with IPv6 address",
                "TCP6 192.0.2.1 ::1 5000 4222 | invalid PROXY protocol header: TCP6 with IPv4 address",
                "UDP4 192.0.2.1 198.51.100.2 5000 4222 | invalid PROXY protocol header: invalid protocol UDP4",
                "TCP4 192.0.2.1 198.51.100.2 +1 4222 | invalid source port: strconv.ParseUint: parsing \"+1\": invalid syntax",
                "TCP4 192.0.2.1 198.51.100.2 1 65536 | invalid dest port: strconv.ParseUint: parsing \"65536\": value out of range",
            })
    void refusesBadLinesInGosWords(String line, String error) {
        assertThat(text(ascii("PROXY " + line + "\r\n"))).isEqualTo(error);
    }

    @Test
    void aLineMayHave107Bytes() {
        String fits = "PROXY UNKNOWN " + "x".repeat(91) + "\r\n";
        assertThat(fits).hasSize(107);
        assertThat(text(ascii(fits))).isEqualTo("null null");
        assertThat(text(ascii("PROXY UNKNOWN " + "x".repeat(92) + "\r\n")))
                .isEqualTo("invalid PROXY protocol header: v1 line too long");
    }

    @Test
    void readsVersionTwoAndSkipsItsExtras() {
        assertThat(parse(hex(V4 + "50"))).isEqualTo(new Outcome("/192.0.2.1:5000 /198.51.100.2:4222", 28));
        assertThat(text(hex(V6))).isEqualTo("/[2001:db8:0:0:0:0:0:1]:5000 /[2001:db8:0:0:0:0:0:2]:4222");
        byte[] extras = hex(SIGNATURE + "21110010" + "c0000201" + "c6336402" + "1388" + "107e" + "04000100" + "50");
        assertThat(parse(extras)).isEqualTo(new Outcome("/192.0.2.1:5000 /198.51.100.2:4222", 32));
        assertThat(parse(hex(SIGNATURE + "20000000" + "50"))).isEqualTo(new Outcome("null null", 16));
        assertThat(parse(hex(SIGNATURE + "200000040102030450"))).isEqualTo(new Outcome("null null", 20));
        assertThat(text(hex(SIGNATURE + "21010000"))).isEqualTo("null null");
    }

    @ParameterizedTest
    @CsvSource({
        "1111000c, invalid PROXY protocol header: invalid version 0x10",
        "2211000c, unknown PROXY protocol command: 0x02",
        "2112000c, unsupported PROXY protocol feature: only STREAM protocol supported",
        "21310010, unsupported PROXY protocol feature: unsupported address family 0x30",
        "2111000b, IPv4 address data too short: 11 bytes",
        "21210023, IPv6 address data too short: 35 bytes",
    })
    void refusesBadBinaryHeadersInGosWords(String fixed, String error) {
        assertThat(text(hex(SIGNATURE + fixed))).isEqualTo(error);
    }

    @Test
    void anythingElseIsReplayed() {
        assertThat(text(ascii("CONNECT {}\r\n"))).isEqualTo("not CONNEC");
        assertThat(text(ascii("PING\r"))).isEqualTo("more");
        assertThat(text(hex("0d0a0d0a000e"))).startsWith("not ");
        assertThat(text(hex("0d0a0d0a000d0a515549540b"))).isEqualTo("invalid PROXY protocol header: invalid signature");
    }

    @ParameterizedTest
    @CsvSource({
        "'', failed to read protocol version: EOF",
        "50524f, failed to read protocol version: unexpected EOF",
        "50524f585920, failed to read v1 line: EOF",
        "0d0a0d0a000d0a, failed to read v2 signature: unexpected EOF",
        SIGNATURE + "21, failed to read v2 header: unexpected EOF",
        SIGNATURE + "2111000c01, failed to read IPv4 address data: unexpected EOF",
        SIGNATURE + "2121002401, failed to read IPv6 address data: unexpected EOF",
    })
    void saysWhereAnEndCame(String bytes, String error) {
        ProxyProtocolParser parser = new ProxyProtocolParser();
        assertThat(parser.feed(ByteBuffer.wrap(hex(bytes)))).isInstanceOf(Result.NeedMore.class);
        assertThat(parser.interrupted("EOF")).isEqualTo(error);
    }

    @Property(tries = 500)
    void everySplitOfTheBytesGivesTheSame(@ForAll("beginnings") byte[] bytes, @ForAll List<Byte> cuts) {
        int[] sorted = cuts.stream()
                .mapToInt(c -> (c & 0xFF) * bytes.length / 255)
                .sorted()
                .toArray();
        assertThat(parse(bytes, sorted)).isEqualTo(parse(bytes));
    }

    @Provide
    Arbitrary<byte[]> beginnings() {
        Arbitrary<byte[]> good = Arbitraries.of(
                ascii("PROXY TCP4 192.0.2.1 198.51.100.2 5000 4222\r\nPING\r\n"),
                ascii("PROXY UNKNOWN\r\n\r\n"),
                ascii("CONNECT {}\r\nPING\r\n"),
                hex(V4 + "505152"),
                hex(V6 + "50"));
        return good.flatMap(b -> Arbitraries.integers()
                .between(-b.length, b.length - 1)
                .flatMap(at -> Arbitraries.bytes().map(v -> {
                    byte[] changed = Arrays.copyOf(b, b.length);
                    if (at >= 0) {
                        changed[at] = v;
                    }
                    return changed;
                })));
    }
}
