package io.dialtone.streams.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.streams.tls.Opening.Plan;
import io.dialtone.streams.tls.Opening.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OpeningTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Step AWAIT_PROXY = new Step.Await(Duration.ofSeconds(5));
    private static final Step SEND_INFO = new Step.SendInfo();
    private static final Step PLAIN = new Step.StartPlain();
    private static final Step TLS = new Step.StartTls(false);
    private static final Step TLS_FIRST = new Step.StartTls(true);
    private static final String V1 = "PROXY TCP4 192.0.2.1 198.51.100.2 5000 4222\r\n";
    private static final String HELLO = "\u0016\u0003\u0001";

    private static Opening opening(boolean tls, boolean first, int fallbackMs, boolean allowNonTls, boolean proxy) {
        return new Opening(new Plan(tls, first, Duration.ofMillis(fallbackMs), allowNonTls, TIMEOUT, proxy));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void tlsFollowsInfoByDefault() {
        Opening o = opening(true, false, 0, false, false);
        assertThat(o.begin()).isEqualTo(SEND_INFO);
        assertThat(o.infoSent()).isEqualTo(TLS);
    }

    @Test
    void handshakeFirstPutsInfoInside() {
        assertThat(opening(true, true, 0, false, false).begin()).isEqualTo(TLS_FIRST);
    }

    @Test
    void handshakeFirstOverridesAllowNonTls() {
        assertThat(opening(true, true, 0, true, false).begin()).isEqualTo(TLS_FIRST);
    }

    @Test
    void withADelayAnyByteMeansTlsFirst() {
        Opening o = opening(true, true, 50, false, false);
        assertThat(o.begin()).isEqualTo(new Step.Await(Duration.ofMillis(50)));
        ByteBuffer in = bytes("C");
        assertThat(o.bytes(in)).isEqualTo(TLS_FIRST);
        assertThat(in.remaining()).isEqualTo(1);
    }

    @Test
    void silenceThroughTheDelayBringsInfoFirst() {
        Opening o = opening(true, true, 50, false, false);
        o.begin();
        assertThat(o.timeout()).isEqualTo(SEND_INFO);
        assertThat(o.infoSent()).isEqualTo(TLS);
    }

    @Test
    void silenceThroughTheDelayLeavesThePlainWayOpenWhereAllowed() {
        Opening o = opening(true, true, 50, true, false);
        o.begin();
        assertThat(o.timeout()).isEqualTo(SEND_INFO);
        assertThat(o.infoSent()).isEqualTo(new Step.Await(TIMEOUT));
        assertThat(o.bytes(bytes("CONNECT"))).isEqualTo(PLAIN);
    }

    @Test
    void allowNonTlsLooksAtTheFirstByteAndLeavesIt() {
        Opening o = opening(true, false, 0, true, false);
        o.begin();
        assertThat(o.infoSent()).isEqualTo(new Step.Await(TIMEOUT));
        ByteBuffer in = bytes(HELLO);
        assertThat(o.bytes(in)).isEqualTo(TLS);
        assertThat(in.remaining()).isEqualTo(3);
    }

    @Test
    void allowNonTlsTakesSilenceForPlain() {
        Opening o = opening(true, false, 0, true, false);
        o.begin();
        o.infoSent();
        assertThat(o.timeout()).isEqualTo(PLAIN);
    }

    @Test
    void aProxyHeaderComesAfterInfoAndBeforeTls() {
        Opening o = opening(true, false, 0, false, true);
        assertThat(o.begin()).isEqualTo(SEND_INFO);
        assertThat(o.infoSent()).isEqualTo(AWAIT_PROXY);
        ByteBuffer in = bytes(V1 + HELLO);
        assertThat(o.bytes(in)).isEqualTo(TLS);
        assertThat(in.remaining()).isEqualTo(3);
        assertThat(o.proxyHeader().source().getHostString()).isEqualTo("192.0.2.1");
    }

    @Test
    void behindAProxyHeaderTheFirstByteIsLookedAtAgain() {
        Opening together = opening(true, false, 0, true, true);
        together.begin();
        together.infoSent();
        assertThat(together.bytes(bytes(V1 + HELLO))).isEqualTo(TLS);

        Opening apart = opening(true, false, 0, true, true);
        apart.begin();
        apart.infoSent();
        assertThat(apart.bytes(bytes(V1))).isEqualTo(new Step.Await(TIMEOUT));
        assertThat(apart.bytes(bytes("PING"))).isEqualTo(PLAIN);
    }

    @Test
    void handshakeFirstWaitsForTheProxyHeader() {
        Opening o = opening(true, true, 0, false, true);
        assertThat(o.begin()).isEqualTo(AWAIT_PROXY);
        assertThat(o.bytes(bytes("PROX"))).isEqualTo(new Step.KeepWaiting());
        assertThat(o.bytes(bytes(V1.substring(4)))).isEqualTo(TLS_FIRST);
    }

    @Test
    void aDelayThatEndsInAPartOfAProxyHeaderWaitsForTheRest() {
        Opening o = opening(true, true, 50, false, true);
        o.begin();
        assertThat(o.bytes(bytes("PR"))).isEqualTo(AWAIT_PROXY);
        assertThat(o.bytes(bytes(V1.substring(2)))).isEqualTo(TLS_FIRST);
    }

    @Test
    void clientsWithoutAProxyMayComeDirectly() {
        Opening o = opening(false, false, 0, false, true);
        o.begin();
        o.infoSent();
        ByteBuffer in = bytes("CONNECT {}\r\n");
        assertThat(o.bytes(in)).isEqualTo(PLAIN);
        assertThat(new String(o.replay(), StandardCharsets.US_ASCII) + StandardCharsets.US_ASCII.decode(in))
                .isEqualTo("CONNECT {}\r\n");
    }

    @Test
    void aBadProxyHeaderIsRefused() {
        Opening o = opening(false, false, 0, false, true);
        o.begin();
        o.infoSent();
        assertThat(o.bytes(bytes("PROXY TCP4\r\n")))
                .isEqualTo(new Step.Refuse("invalid PROXY protocol header: invalid v1 format"));
    }

    @Test
    void halfAProxyHeaderIsRefusedInTheEnd() {
        Opening late = opening(false, false, 0, false, true);
        late.begin();
        late.infoSent();
        late.bytes(bytes("PROXY TC"));
        assertThat(late.timeout()).isEqualTo(new Step.Refuse("failed to read v1 line: i/o timeout"));

        Opening gone = opening(false, false, 0, false, true);
        gone.begin();
        gone.infoSent();
        gone.bytes(bytes("PRO"));
        assertThat(gone.ended()).isEqualTo(new Step.Refuse("failed to read protocol version: unexpected EOF"));
    }
}
