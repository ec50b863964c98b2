package io.dialtone.app.nats.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private static final String SAID =
            "PING\r\nMSG a.b 1 5\r\nhello\r\n+OK\r\nHMSG a 22 re.ply 21 24\r\nNATS/1.0\r\nA: b\r\nC:d\r\n"
                    + "\r\nbody\r\nMSG x 3 back 0\r\n\r\n-ERR 'no'\r\nmsg  y\t4 " + 200_000 + "\r\n"
                    + "z".repeat(200_000) + "\r\nPONG\r\n";

    /** A stream that gives so many bytes at a time. */
    private static InputStream slow(String text, int step) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(step, length));
            }
        };
    }

    private static List<String> read(String text, int step, int frames) throws IOException {
        List<String> told = new ArrayList<>();
        FrameReader reader = new FrameReader(slow(text, step));
        FrameReader.Sink sink = new FrameReader.Sink() {
            @Override
            public void message(int sid, Frame frame) {
                Message message = frame.message();
                told.add(sid + " " + message.subject() + " " + message.reply() + " "
                        + message.headers().entries() + " " + (frame.size() > 10 ? frame.size() : message.text()));
            }

            @Override
            public void line(String line) {
                told.add(line);
            }
        };
        for (int i = 0; i < frames; i++) {
            reader.next(sink);
        }
        assertThat(reader.hasMore()).isFalse();
        return told;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1 << 20})
    void theSameIsFoundHoweverTheBytesCome(int step) throws IOException {
        String said = SAID.replace(" 21 24\r\n", " 23 27\r\n");
        assertThat(read(said, step, 8))
                .containsExactly(
                        "PING",
                        "1 a.b  [] hello",
                        "+OK",
                        "22 a re.ply [Entry[name=A, value=b], Entry[name=C, value=d]] body",
                        "3 x back [] ",
                        "-ERR 'no'",
                        "4 y  [] 200000",
                        "PONG");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MSG a 1\r\n",
                "MSG a 1 x\r\n",
                "MSG a 1 99999999999\r\n",
                "HMSG a 1 9 5\r\n",
                "MSG a b c d e\r\n",
                "MSG a x 1\r\n1\r\n"
            })
    void nonsenseEndsTheReading(String said) {
        assertThatThrownBy(() -> read(said, 100, 1)).isInstanceOf(ClientException.class);
    }

    @Test
    void anEndWithinAMessageIsNoMessage() {
        assertThatThrownBy(() -> read("MSG a 1 5\r\nhel", 100, 1)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> read("PIN", 100, 1)).isInstanceOf(EOFException.class);
    }

    @Test
    void aStatusIsRead() {
        byte[] bytes = "NATS/1.0 503 No Responders\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        Headers headers = Headers.parse(bytes, 0, bytes.length);
        assertThat(headers.isNoResponders()).isTrue();
        assertThat(headers.description()).isEqualTo("No Responders");
        assertThat(headers.entries()).isEmpty();
    }
}
