package io.dialtone.streams.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloseFrameTest {
    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1003, 1007, 1011, 1014, 3000, 4999})
    void aStatusThatMayBeSentIsSentBack(int status) {
        byte[] payload = CloseFrame.payload(status, "bye");

        CloseFrame.Answer answer = CloseFrame.answer(payload);

        assertThat(answer.failure()).isNull();
        assertThat(answer.answer()).isEqualTo(payload);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535})
    void aStatusThatMustNotBeSentIsAFailure(int status) {
        CloseFrame.Answer answer = CloseFrame.answer(CloseFrame.payload(status, ""));

        assertThat(answer.failure()).isEqualTo("invalid close status code " + status);
        assertThat(answer.answer()).isNull();
    }

    @Test
    void nothingIsAnsweredWithNothing() {
        assertThat(CloseFrame.answer(new byte[0]).answer()).isEmpty();
    }

    @Test
    void halfAStatusIsAFailure() {
        assertThat(CloseFrame.answer(new byte[1]).failure()).isEqualTo("close frame payload cannot be 1 byte");
    }

    @Test
    void aReasonThatIsNoTextIsAnsweredWithThat() {
        byte[] payload = HexFormat.of().parseHex("03e8c3");

        assertThat(CloseFrame.answer(payload).answer())
                .isEqualTo(CloseFrame.payload(1007, "invalid utf8 body in close frame"));
    }

    @Test
    void aLongReasonIsCut() {
        byte[] payload = CloseFrame.payload(1000, "x".repeat(200));

        assertThat(payload).hasSize(125).endsWith((byte) '.', (byte) '.', (byte) '.');
    }
}
