package io.dialtone.app.simulate.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.simulate.Wire.Kind;
import io.dialtone.app.simulate.world.Linkage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ViewTest {

    private static final Picture PICTURE = new Picture(
            Duration.ofSeconds(12),
            List.of(
                    new ServerFigures("US-1", "US", true, 4222, 8222, 3, 14, 120.4, 118),
                    new ServerFigures("US-2", "US", false, 4223, 8223, 0, 0, 0, 0),
                    new ServerFigures("factory", "factory", true, 4224, 8224, 1, 2, 10, 20)),
            List.of(
                    new LinkFigures(new Linkage(Kind.ROUTE, "US", "US", 0, 0), Duration.ZERO, OptionalDouble.empty()),
                    new LinkFigures(
                            new Linkage(Kind.GATEWAY, "US", "EU", 1, 2),
                            Duration.ofMillis(40),
                            OptionalDouble.of(41.23)),
                    new LinkFigures(
                            new Linkage(Kind.LEAF, "factory", "US", 1, 1),
                            Duration.ofNanos(1_500_000),
                            OptionalDouble.empty())));

    @Test
    void theTableHasEachServerAndEachPairOfRegions() {
        assertThat(TextView.table(PICTURE))
                .containsExactly(
                        "SERVER                     PORT  MONITOR   CONNS    SUBS      IN/s     OUT/s",
                        "US",
                        "  US-1                     4222     8222       3      14       120       118",
                        "  US-2                     4223     8223    down",
                        "factory                    4224     8224       1       2        10        20",
                        "",
                        "LINKS                                               UP   ROUND TRIP",
                        "within US                            routes        0/0   - (set 0 ms)",
                        "US -> EU                             gateways      1/2   41.2 ms (set 40 ms)",
                        "factory -> US                        leaf          1/1   - (set 1.5 ms)");
    }

    @Test
    void aLineHasTheSums() {
        assertThat(TextView.line(PICTURE))
                .isEqualTo("   12 s  servers 2/3  routes 0/0  gateways 1/2  leafs 1/1  conns 4  subs 16"
                        + "  in 130/s  out 138/s");
    }

    @Test
    void jsonHasAllOfIt() {
        assertThat(JsonView.line(PICTURE))
                .doesNotContain("\n")
                .contains("\"seconds\":12.0", "\"name\":\"US-2\",\"region\":\"US\",\"up\":false")
                .contains("\"kind\":\"gateway\",\"from\":\"US\",\"to\":\"EU\",\"open\":1,\"wanted\":2")
                .contains("\"set_rtt_ms\":40.0,\"rtt_ms\":41.23");
    }

    @Test
    void aTerminalIsClearedOnlyWhenSomethingMoves() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Screen screen = new Screen.Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), "title");

        screen.show(PICTURE);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("\u001b[2J").contains("title   12 s");
        bytes.reset();
        screen.show(PICTURE);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .startsWith("\u001b7\u001b[H")
                .endsWith("\u001b8")
                .doesNotContain("\u001b[2J");
        bytes.reset();
        screen.say("US-2 is dead");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("\u001b[2J").contains("US-2 is dead");
    }

    @Test
    void linesShowTheTableOnceAndAgainWhenAsked() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Screen screen = new Screen.Lines(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        screen.show(PICTURE);
        screen.show(PICTURE);
        assertThat(bytes.toString(StandardCharsets.UTF_8).split("SERVER", -1)).hasSize(2);
        screen.table();
        screen.show(PICTURE);
        assertThat(bytes.toString(StandardCharsets.UTF_8).split("SERVER", -1)).hasSize(3);
    }
}
