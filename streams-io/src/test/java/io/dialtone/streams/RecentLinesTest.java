package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class RecentLinesTest {

    @Test
    void aLogKeepsNothingUnlessItIsAskedTo() {
        ServerLog log = new ServerLog();
        log.notice("gone");
        assertThat(log.recent()).isEmpty();
    }

    @Test
    void theNewestLinesAreKeptWithTheirLevelsAndNumbers() {
        ServerLog log = new ServerLog();
        log.levels(true, true, true);
        log.keepRecent(2);
        log.notice("one");
        log.warn("two");
        log.debug(() -> "not this");
        log.error("three");
        assertThat(log.recent()).extracting(RecentLines.Line::text).containsExactly("two", "three");
        assertThat(log.recent()).extracting(RecentLines.Line::level).containsExactly(Level.WARN, Level.ERROR);
        assertThat(log.recent()).extracting(RecentLines.Line::number).containsExactly(1L, 2L);
    }

    @Test
    void whatAClientMakesEndlessIsCutOff() {
        ServerLog log = new ServerLog();
        log.keepRecent(1);
        log.notice("x".repeat(5000));
        assertThat(log.recent().get(0).text()).hasSize(RecentLines.LONGEST + 3).endsWith("x...");
    }
}
