package io.dialtone.app.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class StandardErrorSinkTest {
    private static final LineFormat FORMAT = new TextFormat(1, false, false, false);

    @Test
    void aLineIsOneWrite() {
        int[] writes = {0};
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] b, int off, int len) {
                writes[0]++;
                super.write(b, off, len);
            }
        };
        new StandardErrorSink(FORMAT, out).write(LogLine.of(Label.DEBUG, "x"));
        assertThat(out).hasToString("[1] [DBG] x\n");
        assertThat(writes[0]).isEqualTo(1);
    }

    @Test
    void aReaderThatIsGoneDisturbsNobody() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        assertThatCode(() -> new StandardErrorSink(FORMAT, broken).write(LogLine.of(Label.INFO, "x")))
                .doesNotThrowAnyException();
    }

    @Test
    void thereIsNothingToReopen() throws IOException {
        assertThat(new StandardErrorSink(FORMAT).reopen()).isFalse();
    }
}
