package io.dialtone.app.nats.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void percentilesAreWithinOnePercentOfThoseOfAllTimesSorted() {
        Random random = new Random(7);
        long[] times = new long[20_000];
        Latencies latencies = new Latencies();
        for (int i = 0; i < times.length; i++) {
            times[i] = (long) Math.exp(random.nextDouble() * 25);
            latencies.record(times[i]);
        }
        Arrays.sort(times);
        for (double part : new double[] {0.01, 0.5, 0.9, 0.99, 0.999, 1}) {
            long exact = times[(int) Math.ceil(part * times.length) - 1];
            assertThat((double) latencies.percentile(part)).isCloseTo((double) exact, within(exact / 100.0 + 1));
        }
        assertThat(latencies.min()).isEqualTo(times[0]);
        assertThat(latencies.max()).isEqualTo(times[times.length - 1]);
        assertThat(latencies.mean()).isCloseTo(Arrays.stream(times).average().orElse(0), within(1.0));
    }

    @Test
    void theLongestTimesHaveTheirPlaceToo() {
        Latencies latencies = new Latencies();
        latencies.record(Long.MAX_VALUE);
        latencies.record(0);
        latencies.record(-5);
        assertThat(latencies.percentile(0.5)).isZero();
        assertThat(latencies.percentile(1)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatOthersMeasuredIsAdded() {
        Latencies one = new Latencies();
        Latencies other = new Latencies();
        one.record(10);
        other.record(30);
        other.record(20);
        one.add(other);
        assertThat(one.count()).isEqualTo(3);
        assertThat(one.percentile(0.5)).isEqualTo(20);
        assertThat(new Latencies().percentile(0.5)).isZero();
        assertThat(new Latencies().min()).isZero();
    }
}
