package io.dialtone.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.app.process.SignalCommand.SignalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalCommandTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "quit=abc | invalid pid: abc",
                "quit=1=2 | invalid signal parameters: [2]",
                "foo=1 | unknown signal \"foo\"",
                "=1 | unknown signal \"\"",
                "quit=99999999* | no nats-server processes running"
            })
    void refusesWhatItCannotSend(String parameter, String reason) {
        assertThatThrownBy(() -> SignalCommand.send(parameter))
                .isInstanceOf(SignalException.class)
                .hasMessage(reason);
    }

    @Test
    void aProcessThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> SignalCommand.send("ldm=99999999"))
                .hasMessage("\nsignal \"ldm\" 99999999: no such process");
    }

    @Test
    void reachesAProcessByItsIdOrItsPidFile(@TempDir Path directory) throws Exception {
        try (Sleeper byId = new Sleeper()) {
            SignalCommand.send("term=" + byId.process.pid());
            assertThat(byId.exitCode()).isEqualTo(128 + 15);
        }
        try (Sleeper byFile = new Sleeper()) {
            Path file = Files.writeString(directory.resolve("pid"), Long.toString(byFile.process.pid()));
            SignalCommand.send("stop=" + file);
            assertThat(byFile.exitCode()).isEqualTo(128 + 9);
        }
    }

    private static final class Sleeper implements AutoCloseable {
        private final Process process;

        private Sleeper() throws IOException {
            process = new ProcessBuilder("sleep", "60").start();
        }

        private int exitCode() throws InterruptedException {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
