package io.dialtone.cluster.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.streams.s2.S2Level;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table by which nats-server decides, own mode against the other side's. */
class CompressionChoiceTest {
    @ParameterizedTest
    @CsvSource({
        "off, s2_fast, off",
        "not supported, s2_fast, off",
        "accept, '', off",
        "accept, not supported, off",
        "accept, off, off",
        "accept, accept, off",
        "accept, s2_auto, s2_fast",
        "accept, s2_better, s2_better",
        "s2_auto, off, off",
        "s2_auto, accept, s2_auto",
        "s2_auto, s2_best, s2_auto",
        "s2_best, '', off",
        "s2_best, accept, s2_best",
        "s2_best, s2_fast, s2_best",
    })
    void bothSidesComeToTheSameAboutWhether(String own, String theirs, String mode) {
        CompressionChoice choice = CompressionChoice.between(own, theirs);
        assertThat(choice.mode()).isEqualTo(mode);
        assertThat(choice.error()).isNull();
        assertThat(choice.compresses()).isEqualTo(!mode.equals("off"));
    }

    @Test
    void anUnknownModeIsAnErrorUnlessThereIsNoneHere() {
        assertThat(CompressionChoice.between("accept", "zstd").error())
                .isEqualTo("unsupported route compression mode \"zstd\"");
        assertThat(CompressionChoice.between("off", "zstd").error()).isNull();
    }

    @Test
    void onlyAutoGoesByTheDistance() {
        Duration far = Duration.ofSeconds(1);
        assertThat(CompressionChoice.between("s2_auto", "accept").level(far, S2Level.DEFAULT_RTT_THRESHOLDS))
                .isEqualTo(S2Level.BEST);
        assertThat(CompressionChoice.between("s2_fast", "accept").level(far, S2Level.DEFAULT_RTT_THRESHOLDS))
                .isEqualTo(S2Level.FAST);
    }
}
