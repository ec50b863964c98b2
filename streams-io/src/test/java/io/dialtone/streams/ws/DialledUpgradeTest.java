package io.dialtone.streams.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.streams.ws.Upgrade.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialledUpgradeTest {
    private static HttpHead head(byte[] bytes) {
        HttpHead head = HttpHead.parse(bytes, 0, bytes.length);
        assertThat(head).isNotNull();
        return head;
    }

    private static Outcome exchange(DialledUpgrade dialled, AcceptedUpgrade accepted) {
        Outcome outcome = accepted.head(head(dialled.opening()), 0, Instant.now());
        return dialled.head(head(((Outcome.Agreed) outcome).answer()), 0, Instant.now());
    }

    @ParameterizedTest
    @CsvSource({"false, false, false", "true, false, false", "true, true, true", "false, true, false"})
    void bothSidesComeToTheSameTerms(boolean asked, boolean offered, boolean compressed) {
        DialledUpgrade dialled = new DialledUpgrade("a:1", "/x/", asked, false, new Random(1));
        AcceptedUpgrade accepted = new AcceptedUpgrade(false, offered, false, List.of(), Map.of());

        Outcome outcome = exchange(dialled, accepted);

        assertThat(((Outcome.Agreed) outcome).terms()).isEqualTo(new WebSocketTerms(compressed, false, true, 0, 0));
        assertThat(new String(dialled.opening(), StandardCharsets.ISO_8859_1))
                .startsWith("GET /x/leafnode HTTP/1.1\r\nHost: a:1\r\n");
    }

    @Test
    void whoIsLetOffMaskingDoesNotMask() {
        DialledUpgrade dialled = new DialledUpgrade("a:1", "", false, true, new Random(1));
        AcceptedUpgrade accepted = new AcceptedUpgrade(false, true, false, List.of(), Map.of());

        Outcome outcome = exchange(dialled, accepted);

        assertThat(((Outcome.Agreed) outcome).terms().writesMasked()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 200 OK, websocket, ''",
        "HTTP/1.1 101 Switching Protocols, other, ''",
        "HTTP/1.1 101 Switching Protocols, websocket, wrong",
    })
    void anAnswerThatIsNoneIsRefused(String line, String upgrade, String key) {
        DialledUpgrade dialled = new DialledUpgrade("a:1", "", true, false, new Random(1));
        String accept =
                key.isEmpty() ? Upgrade.acceptKey(head(dialled.opening()).field("Sec-WebSocket-Key")) : key;
        String answer = line + "\r\nUpgrade: " + upgrade + "\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept
                + "\r\n\r\n";

        Outcome outcome = dialled.head(head(answer.getBytes(StandardCharsets.ISO_8859_1)), 0, Instant.now());

        assertThat(((Outcome.Refused) outcome).why()).isEqualTo("invalid websocket connection");
    }

    @Test
    void compressionThatKeepsItsContextIsRefused() {
        DialledUpgrade dialled = new DialledUpgrade("a:1", "", true, false, new Random(1));
        String answer = "HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + Upgrade.acceptKey(head(dialled.opening()).field("Sec-WebSocket-Key"))
                + "\r\nSec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n\r\n";

        Outcome outcome = dialled.head(head(answer.getBytes(StandardCharsets.ISO_8859_1)), 0, Instant.now());

        assertThat(((Outcome.Refused) outcome).why()).isEqualTo("compression negotiation error");
    }
}
