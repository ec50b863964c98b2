package io.dialtone.app.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownCommandLineTest {

    @ParameterizedTest
    @CsvSource({
        "dialtone -c x.conf, dialtone -c x.conf",
        "dialtone --pass hidden --user u, dialtone --pass [REDACTED] --user u",
        "dialtone -pass=hidden, dialtone -pass=[REDACTED]",
        "dialtone --auth=hidden=x, dialtone --auth=[REDACTED]",
        "dialtone --auth --pass x, dialtone --auth [REDACTED] x",
        "dialtone --routes nats://u:p@h:1, dialtone --routes nats://u:[REDACTED]@h:1",
        "dialtone --routes=nats://u:p@h:1, dialtone --routes=nats://u:[REDACTED]@h:1",
        "dialtone --cluster nats://h:4248, dialtone --cluster nats://h:4248",
    })
    void secretsAreBlanked(String words, String expected) {
        assertThat(String.join(" ", ShownCommandLine.redacted(List.of(words.split(" ")))))
                .isEqualTo(expected);
    }
}
