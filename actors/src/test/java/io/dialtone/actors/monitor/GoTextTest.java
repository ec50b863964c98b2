package io.dialtone.actors.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoTextTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T21:40:22Z, 2026-11-20T21:40:22Z",
        "2026-11-20T21:40:22.5Z, 2026-11-20T21:40:22.500000000Z",
        "2026-11-20T21:40:22.870682367Z, 2026-11-20T21:40:22.870682367Z",
        "2026-11-20T21:40:22.00000001Z, 2026-11-20T21:40:22.00000001Z",
    })
    void timesHaveNoMoreDigitsThanTheyNeed(String expected, Instant time) {
        assertThat(GoText.time(time)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.9S, 0s",
        "PT1S, 1s",
        "PT1M5S, 1m5s",
        "PT3H2M1S, 3h2m1s",
        "PT1H, 1h0m0s",
        "P1DT3H2M1S, 1d3h2m1s",
        "P367DT3H2M1S, 1y2d3h2m1s",
        "PT-5S, 0s",
    })
    void uptimeBeginsWithItsLargestUnit(Duration uptime, String expected) {
        assertThat(GoText.uptime(uptime)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "999, 999ns",
        "1000, 1µs",
        "480999, 480µs",
        "1105689, 1.105689ms",
        "500634594, 500.634594ms",
        "1500000000, 1.5s",
        "62000000000, 1m2s",
        "3600000000000, 1h0m0s",
    })
    void roundTripTimesAreWholeMicrosecondsBelowAMillisecond(long nanos, String expected) {
        assertThat(GoText.rtt(Duration.ofNanos(nanos))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "2, 2", "0.125, 0.125", "0.8571428571428571, 0.8571428571428571", "1e-7, 0.0000001"})
    void wholeNumbersHaveNoFraction(double value, String expected) {
        assertThat(GoText.number(value)).isEqualTo(expected);
    }

    @Test
    void halfSurrogatesAreReplacedAndPairsKept() {
        assertThat(GoText.wellFormed("a\uD83D\uDE00b")).isEqualTo("a\uD83D\uDE00b");
        assertThat(GoText.wellFormed("a\uD83Db\uDE00")).isEqualTo("a\uFFFDb\uFFFD");
    }
}
