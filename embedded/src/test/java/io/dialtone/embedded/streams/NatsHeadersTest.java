package io.dialtone.embedded.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NatsHeadersTest {
    @Test
    void whatIsEncodedIsDecodedTheSame() {
        NatsHeaders headers = NatsHeaders.of("A", "1").with("B", "two words").with("A", "2");
        byte[] bytes = headers.encoded();
        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .isEqualTo("NATS/1.0\r\nA: 1\r\nA: 2\r\nB: two words\r\n\r\n");
        assertThat(NatsHeaders.decoded(bytes, 0, bytes.length)).isEqualTo(headers);
    }

    @Test
    void aStatusAndCarelessHeadersOfOthersAreRead() {
        byte[] bytes = "NATS/1.0 503 No Responders\r\nA:x\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        NatsHeaders headers = NatsHeaders.decoded(bytes, 0, bytes.length);
        assertThat(headers.status()).isEqualTo(503);
        assertThat(headers.first("A")).contains("x");
        assertThat(headers.first("a")).isEmpty();
        assertThat(headers.all("none")).isEmpty();
    }

    @Test
    void whatWouldEndALineIsNoHeader() {
        assertThatThrownBy(() -> NatsHeaders.of("A", "1\r\nB: 2")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NatsHeaders.of("A:", "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NatsHeaders.of("", "1")).isInstanceOf(IllegalArgumentException.class);
    }
}
