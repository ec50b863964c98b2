package io.dialtone.multijvm.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the checks of the kit would find what they are there for. */
class ChecksTest {

    @TempDir
    Path directory;

    @Test
    void whatComesInOrderIsSound() {
        Arrivals arrivals = arrivals(false, 3, 4, 5);
        report(arrivals).mustBeSound().mustHaveLostNothing();
        assertThat(arrivals.count()).isEqualTo(3);
    }

    @Test
    void aMessageThatComesTwiceIsFound() {
        assertThatThrownBy(() -> report(arrivals(false, 1, 2, 2)).mustBeSound()).hasMessageContaining("p 2 twice");
        assertThatThrownBy(() -> report(arrivals(true, 1, 2, 1)).mustBeSound()).hasMessageContaining("p 1 twice");
    }

    @Test
    void aMessageOutOfOrderIsFoundInASubscriptionAndRightInAGroup() {
        assertThatThrownBy(() -> report(arrivals(false, 1, 3, 2)).mustBeSound()).hasMessageContaining("p 2 after 3");
        report(arrivals(true, 1, 3, 2)).mustBeSound().mustHaveLostNothing();
    }

    @Test
    void aMessageThatIsLostIsFound() {
        LoadReport report = report(arrivals(false, 1, 4));
        assertThatThrownBy(report::mustHaveLostNothing).hasMessageContaining("p 2..3 missing");
        assertThat(report.lost("s")).isEqualTo(2);
    }

    @Test
    void afterAReconnectTheSameMessageMayComeAgainToASubscription() {
        Arrivals arrivals = arrivals(false, 1, 2);
        arrivals.reconnected();
        arrivals.arrived(new Numbered("p", 0, 2, 0));
        report(arrivals).mustBeSound();
    }

    @Test
    void somebodyWhoGotNothingIsFound() {
        assertThatThrownBy(() -> report(arrivals(false)).mustBeSound()).hasMessageContaining("nothing at all");
    }

    @Test
    void aRequestWithoutAnswerIsFound() {
        Requests requests = new Requests("r");
        requests.answered("somebody", 1);
        requests.failed("2: no answer");
        LoadReport report = new LoadReport(Map.of(), Map.of("r", requests));
        assertThatThrownBy(report::mustHaveAnsweredAll).hasMessageContaining("2: no answer");
    }

    @Test
    void anErrorInALogIsFoundUnlessAllowed() throws IOException {
        Path file = directory.resolve("log");
        Files.writeString(file, """
                [1] 2026/01/01 00:00:00.000000 [INF] Server is ready
                [1] 2026/01/01 00:00:00.000000 [ERR] Error trying to connect to route (attempt 1): dial tcp: connect: connection refused
                [1] 2026/01/01 00:00:00.000000 [ERR] something else
                panic: assignment to entry in nil map
                \tat io.dialtone.Thing.run(Thing.java:1)
                """);
        NodeLog log = new NodeLog(file);
        assertThat(log.errorsBut(List.of(NodeLog.PEER_AWAY))).hasSize(3);
        assertThat(log.errorsBut(List.of(NodeLog.PEER_AWAY, "something", "^panic", "Thing")))
                .isEmpty();
    }

    @Test
    void aNumberedMessageIsReadAsItWasWritten() {
        Numbered message = new Numbered("a publisher", 2, 3, 4);
        assertThat(Numbered.of(message.bytes())).isEqualTo(message);
    }

    @Test
    void subjectsMatchAsInNats() {
        assertThat(Subjects.matches("a.*", "a.b")).isTrue();
        assertThat(Subjects.matches("a.>", "a.b.c")).isTrue();
        assertThat(Subjects.matches("a.b", "a.b")).isTrue();
        assertThat(Subjects.matches("a.>", "a")).isFalse();
        assertThat(Subjects.matches("a.*", "a.b.c")).isFalse();
    }

    private static Arrivals arrivals(boolean group, int... numbers) {
        Arrivals arrivals = new Arrivals("s", "subject", group);
        for (int number : numbers) {
            arrivals.arrived(new Numbered("p", 0, number, 0));
        }
        return arrivals;
    }

    private static LoadReport report(Arrivals arrivals) {
        return new LoadReport(Map.of("s", arrivals), Map.of());
    }
}
