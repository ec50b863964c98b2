package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dialtone.routing.ByteText;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SubjectSketchTest {
    private static final long SECOND = 1_000_000_000L;
    private static final double WINDOW = SubjectSketch.WINDOW_SECONDS;

    @Test
    void countsAreByAccountAndSubject() {
        SubjectSketch sketch = new SubjectSketch(10, 0);
        sketch.add("A", bytes("x"), 3, SECOND);
        sketch.add("B", bytes("x"), 5, SECOND);
        sketch.add("A", bytes("x"), 4, 2 * SECOND);
        assertThat(told(sketch, 3 * SECOND)).containsOnly(Map.entry("A x", 7 / WINDOW), Map.entry("B x", 5 / WINDOW));
    }

    @Test
    void whatIsLongerAgoCountsLessAndThenNotAtAll() {
        SubjectSketch sketch = new SubjectSketch(10, 0);
        sketch.add("A", bytes("x"), 100, SECOND);
        assertThat(told(sketch, 9 * SECOND)).containsEntry("A x", 10.0);
        assertThat(told(sketch, 15 * SECOND)).containsEntry("A x", 5.0);
        assertThat(told(sketch, 20 * SECOND)).isEmpty();
        sketch.add("A", bytes("y"), 1, 100 * SECOND);
        assertThat(told(sketch, 101 * SECOND)).containsOnlyKeys("A y");
    }

    @Test
    void theBusiestAreFoundAmongManyMoreThanThereArePlaces() {
        SubjectSketch sketch = new SubjectSketch(64, 0);
        Random random = new Random(7);
        int messages = 100_000;
        for (int i = 0; i < messages; i++) {
            String subject = i % 2 == 0 ? "busy." + random.nextInt(4) : "rare." + random.nextInt(10_000);
            sketch.add("A", bytes(subject), 1, SECOND);
        }
        Map<String, Double> rates = told(sketch, 2 * SECOND);
        assertThat(rates).hasSize(64);
        double each = messages / 8.0 / WINDOW;
        for (int i = 0; i < 4; i++) {
            assertThat(rates.get("A busy." + i)).isCloseTo(each, within(each * 0.1));
        }
    }

    @Test
    void noMoreAreShownThanAskedFor() {
        SubjectSampler sampler = new SubjectSampler(2, 1);
        sampler.add(0, "A", bytes("a"), 10);
        sampler.add(0, "A", bytes("b"), 30);
        sampler.add(0, "A", bytes("c"), 20);
        assertThat(sampler.busiest())
                .extracting(rate -> ByteText.text(rate.subject()))
                .containsExactly("b", "c");
    }

    private static Map<String, Double> told(SubjectSketch sketch, long now) {
        Map<String, Double> rates = new HashMap<>();
        sketch.tell(
                now,
                rate -> rates.merge(
                        rate.account() + " " + ByteText.text(rate.subject()), rate.messagesPerSecond(), Double::sum));
        return rates;
    }

    private static byte[] bytes(String text) {
        return ByteText.bytes(text);
    }
}
