package io.dialtone.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GoDurationTest {
    @ParameterizedTest
    @CsvSource({
        "0s, PT0S",
        "1m30s, PT1M30S",
        "2m0s, PT2M",
        "300ms, PT0.3S",
        "1.5s, PT1.5S",
        "1h2m3.5s, PT1H2M3.5S",
        "-5s, PT-5S",
        "50ms, PT0.05S",
        "100ns, PT0.0000001S",
        "1h0m0s, PT1H"
    })
    void aDurationIsReadAndWrittenAsGoDoes(String text, Duration duration) {
        assertThat(GoDuration.parse(text)).isEqualTo(duration);
        assertThat(GoDuration.format(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'', time: invalid duration \"\"",
        "abc, time: invalid duration \"abc\"",
        "5, time: missing unit in duration \"5\"",
        "5x, time: unknown unit \"x\" in duration \"5x\"",
        ".s, time: invalid duration \".s\"",
        "9999999h, time: invalid duration \"9999999h\""
    })
    void whatIsNoDurationIsRefusedInGosWords(String text, String message) {
        assertThatThrownBy(() -> GoDuration.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Property
    void whatIsWrittenIsReadBack(@ForAll long nanos) {
        Duration duration = Duration.ofNanos(nanos == Long.MIN_VALUE ? 0 : nanos);
        assertThat(GoDuration.parse(GoDuration.format(duration))).isEqualTo(duration);
    }
}
