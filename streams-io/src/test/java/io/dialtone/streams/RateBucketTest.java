package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What may be taken, how long a debt is owed, and in which order debts are paid. */
class RateBucketTest {
    private static final long MS = 1_000_000;

    private final RateBucket bucket = new RateBucket(0);

    @Test
    void withoutALimitNothingIsOwed() {
        assertThat(bucket.due(bucket.take(1_000_000, 0), 0)).isZero();
    }

    @Test
    void aBurstIsFreeAndTheRestTakesItsTime() {
        bucket.rate(1000, Duration.ofMillis(500), 0);
        long burst = bucket.take(500, 0);
        assertThat(bucket.due(burst, 0)).isZero();
        long ticket = bucket.take(100, 0);
        assertThat(bucket.due(ticket, 0)).isEqualTo(100 * MS);
        assertThat(bucket.due(ticket, 60 * MS)).isEqualTo(40 * MS);
        assertThat(bucket.due(ticket, 100 * MS)).isZero();
    }

    @Test
    void noMoreThanABurstIsSavedUp() {
        bucket.rate(1000, Duration.ofMillis(500), 0);
        long later = 60_000 * MS;
        assertThat(bucket.due(bucket.take(501, later), later)).isEqualTo(MS);
    }

    @Test
    void whoTookFirstGoesOnFirst() {
        bucket.rate(1000, Duration.ofMillis(1), 0);
        long first = bucket.take(101, 0);
        long second = bucket.take(50, 0);
        assertThat(bucket.due(first, 0)).isEqualTo(100 * MS);
        assertThat(bucket.due(second, 0)).isEqualTo(150 * MS);
        long again = bucket.take(100, 100 * MS);
        assertThat(bucket.due(first, 100 * MS)).isZero();
        assertThat(bucket.due(second, 100 * MS))
                .as("the first does not push in")
                .isEqualTo(50 * MS);
        assertThat(bucket.due(again, 100 * MS)).isEqualTo(150 * MS);
    }

    @Test
    void aDebtIsPaidAtTheNewRateIfThatIsSooner() {
        bucket.rate(1000, Duration.ofMillis(1), 0);
        long ticket = bucket.take(1001, 0);
        bucket.rate(10_000, Duration.ofMillis(1), 500 * MS);
        assertThat(bucket.due(ticket, 500 * MS)).isEqualTo(50 * MS);
        bucket.rate(100, Duration.ofMillis(1), 500 * MS);
        assertThat(bucket.due(ticket, 500 * MS)).isEqualTo(50 * MS);
        assertThat(bucket.due(bucket.take(10, 500 * MS), 500 * MS))
                .as("what is taken now costs what it costs now")
                .isEqualTo(150 * MS);
    }

    @Test
    void withTheLimitADebtGoesAway() {
        bucket.rate(1000, Duration.ofMillis(1), 0);
        long ticket = bucket.take(100_000, 0);
        bucket.rate(0, Duration.ofMillis(1), 0);
        assertThat(bucket.due(ticket, 0)).isZero();
        bucket.rate(1000, Duration.ofMillis(100), 0);
        assertThat(bucket.due(ticket, 0)).isZero();
        assertThat(bucket.due(bucket.take(100, 0), 0)).isZero();
    }
}
