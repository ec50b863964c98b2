package io.dialtone.streams.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.streams.ws.Upgrade.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedUpgradeTest {
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    private static final String ALL = "Host: a:80\r\nUpgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n" + KEY
            + "Sec-WebSocket-Version: 13\r\n";
    private static final Instant NOW = Instant.parse("2026-11-28T13:12:36Z");
    private static final AcceptedUpgrade PLAIN = new AcceptedUpgrade(false, true, false, List.of(), Map.of());

    private static Outcome of(AcceptedUpgrade rules, String line, String fields) {
        byte[] head = (line + "\r\n" + fields + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(HttpHead.end(head, 0, head.length)).isEqualTo(head.length);
        return rules.head(HttpHead.parse(head, 0, head.length), 0, NOW);
    }

    private static Outcome of(String fields) {
        return of(PLAIN, "GET /some/path?x HTTP/1.1", fields);
    }

    private static Outcome.Agreed agreed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Agreed.class);
        return (Outcome.Agreed) outcome;
    }

    private static String text(Outcome outcome) {
        byte[] answer = switch (outcome) {
            case Outcome.Agreed a -> a.answer();
            case Outcome.Refused r -> r.answer();
        };
        return new String(answer, StandardCharsets.ISO_8859_1);
    }

    @Test
    void aGoodRequestIsAnsweredWithTheKeyOfTheStandardsExample() {
        Outcome.Agreed agreed = agreed(of(ALL));

        assertThat(text(agreed)).isEqualTo("""
                HTTP/1.1 101 Switching Protocols\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
                \r
                """);
        assertThat(agreed.terms()).isEqualTo(new WebSocketTerms(false, true, false, 0, 0));
    }

    @Test
    void whatIsOfferedIsTakenWhereItIsConfigured() {
        String offer = "Sec-WebSocket-Extensions: x, permessage-deflate; client_max_window_bits\r\n"
                + "Nats-No-Masking: true\r\n";

        Outcome.Agreed agreed = agreed(of(ALL + offer));

        assertThat(text(agreed))
                .contains("Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; "
                        + "client_no_context_takeover\r\nNats-No-Masking: true\r\n");
        assertThat(agreed.terms()).isEqualTo(new WebSocketTerms(true, false, false, 0, 0));
        AcceptedUpgrade without = new AcceptedUpgrade(false, false, false, List.of(), Map.of("X", "y"));
        assertThat(text(of(without, "GET / HTTP/1.1", ALL + offer)))
                .doesNotContain("permessage")
                .endsWith("X: y\r\n\r\n");
    }

    @Test
    void browsersGetSmallFramesAndSafariWholeCompressedOnes() {
        String deflate = ALL + "Sec-WebSocket-Extensions: permessage-deflate\r\nUser-Agent: Mozilla/5.0 ";

        assertThat(agreed(of(deflate + "Chrome/100 Safari/500\r\n")).terms())
                .isEqualTo(new WebSocketTerms(true, true, false, 4096, 4096));
        assertThat(agreed(of(deflate + "Version/17 Safari/600\r\n")).terms())
                .isEqualTo(new WebSocketTerms(true, true, false, 4096, 0));
    }

    @Test
    void thePathTellsLeafNodesApart() {
        assertThat(agreed(of(PLAIN, "GET /x/leafnode HTTP/1.1", ALL)).request().kind())
                .isEqualTo(UpgradeRequest.Kind.LEAF);
        assertThat(agreed(of(PLAIN, "GET /leafnode/x HTTP/1.1", ALL)).request().kind())
                .isEqualTo(UpgradeRequest.Kind.CLIENT);
    }

    @Test
    void cookiesAndTheProxysWordAreKept() {
        UpgradeRequest request = agreed(of(ALL + "Cookie: a=1; jwt=\"e.f.g\"; b\r\nCookie: jwt=second\r\n"
                        + "X-Forwarded-For: 9.8.7.6\r\n"))
                .request();

        assertThat(request.cookie("a")).isEqualTo("1");
        assertThat(request.cookie("jwt")).isEqualTo("second");
        assertThat(request.cookie("none")).isEmpty();
        assertThat(request.cookie("")).isEmpty();
        assertThat(request.forwardedFor()).isEqualTo("9.8.7.6");
        assertThat(agreed(of(ALL + "X-Forwarded-For: unknown\r\n")).request().forwardedFor())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST / HTTP/1.1|none|405 Method Not Allowed|request method must be GET",
                "GET /mqtt HTTP/1.1|none|404 Not Found|mqtt websocket endpoint not enabled",
                "GET / HTTP/1.1|Upgrade|400 Bad Request|invalid value for header 'Upgrade'",
                "GET / HTTP/1.1|Connection|400 Bad Request|invalid value for header 'Connection'",
                "GET / HTTP/1.1|Sec-WebSocket-Key|400 Bad Request|key missing",
                "GET / HTTP/1.1|Sec-WebSocket-Version|400 Bad Request|invalid version",
            })
    void eachThingThatIsWrongHasItsAnswer(String line, String missing, String status, String why) {
        Outcome outcome = of(PLAIN, line, ALL.replaceAll(missing + ": [^\\r]*\\r\\n", ""));

        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(text(outcome))
                .startsWith("HTTP/1.1 " + status + "\r\nContent-Type: text/plain; charset=utf-8\r\n"
                        + "Sec-Websocket-Version: 13\r\nX-Content-Type-Options: nosniff\r\n"
                        + "Date: Sat, 28 Nov 2026 13:12:36 GMT\r\n");
        assertThat(((Outcome.Refused) outcome).why()).isEqualTo("websocket handshake error: " + why);
        assertThat(((Outcome.Refused) outcome).another()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BLA", "GET /", "GET / HTTP/2.0"})
    void whatIsNoRequestIsAnsweredBareAndClosed(String line) {
        Outcome outcome = of(PLAIN, line, ALL);

        assertThat(text(outcome))
                .isEqualTo("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n"
                        + "Connection: close\r\n\r\n400 Bad Request");
        assertThat(((Outcome.Refused) outcome).another()).isFalse();
    }

    @Test
    void nothingMayComeBeforeTheAnswer() {
        byte[] head = ("GET / HTTP/1.1\r\n" + ALL + "\r\n").getBytes(StandardCharsets.ISO_8859_1);

        Outcome outcome = PLAIN.head(HttpHead.parse(head, 0, head.length), 1, NOW);

        assertThat(text(outcome)).isEmpty();
        assertThat(((Outcome.Refused) outcome).why())
                .isEqualTo("websocket handshake error: client sent data before handshake is complete");
    }

    @ParameterizedTest
    @CsvSource({
        "http://a, yes",
        "HTTP://A:80, yes",
        "http://a:81, no",
        "https://a:80, no",
        "http://b, no",
        "null, no",
        "'', yes",
    })
    void theOriginMayHaveToBeTheHost(String origin, String good) {
        AcceptedUpgrade same = new AcceptedUpgrade(false, false, true, List.of(), Map.of());

        Outcome outcome = of(same, "GET / HTTP/1.1", ALL + "Origin: " + origin + "\r\n");

        assertThat(outcome instanceof Outcome.Agreed).isEqualTo(good.equals("yes"));
    }

    @ParameterizedTest
    @CsvSource({"https://good.example, yes", "https://good.example:443, yes", "http://good.example, no", "http://c, no"
    })
    void theOriginMayHaveToBeOneOfAList(String origin, String good) {
        AcceptedUpgrade listed =
                new AcceptedUpgrade(false, false, false, List.of("https://Good.example", "http://b:8080"), Map.of());

        Outcome outcome = of(listed, "GET / HTTP/1.1", ALL + "Origin: " + origin + "\r\n");

        assertThat(outcome instanceof Outcome.Agreed).isEqualTo(good.equals("yes"));
        assertThat(good.equals("yes") || text(outcome).startsWith("HTTP/1.1 403 Forbidden"))
                .isTrue();
    }
}
