package io.dialtone.streams.s2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S2LevelTest {
    @ParameterizedTest
    @CsvSource({
        "0, UNCOMPRESSED",
        "10, UNCOMPRESSED",
        "11, FAST",
        "50, FAST",
        "51, BETTER",
        "100, BETTER",
        "101, BEST",
        "100000, BEST",
    })
    void theFurtherAwayTheHarderItTries(int rttMs, S2Level level) {
        assertThat(S2Level.forRtt(Duration.ofMillis(rttMs), S2Level.DEFAULT_RTT_THRESHOLDS))
                .isEqualTo(level);
    }

    @Test
    void aThresholdOfZeroLeavesItsLevelOut() {
        List<Duration> thresholds = List.of(Duration.ZERO, Duration.ofMillis(20));
        assertThat(S2Level.forRtt(Duration.ZERO, thresholds)).isEqualTo(S2Level.FAST);
        assertThat(S2Level.forRtt(Duration.ofMillis(21), thresholds)).isEqualTo(S2Level.BEST);
    }
}
