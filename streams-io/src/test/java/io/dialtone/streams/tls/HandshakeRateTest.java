package io.dialtone.streams.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HandshakeRateTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final HandshakeRate rate = new HandshakeRate(2, clock::get);

    @Test
    void letsTheLimitInAndCountsTheRest() {
        assertThat(rate.allow()).isTrue();
        assertThat(rate.allow()).isTrue();
        assertThat(rate.allow()).isFalse();
        assertThat(rate.allow()).isFalse();
        assertThat(rate.takeRejected()).isEqualTo(2);
        assertThat(rate.takeRejected()).isZero();
    }

    @Test
    void beginsAnewWhenTheSecondIsOverEvenWhereTheClockWraps() {
        rate.allow();
        rate.allow();
        clock.addAndGet(1_000_000_000L);
        assertThat(rate.allow()).isFalse();
        clock.addAndGet(1);
        assertThat(rate.allow()).isTrue();
    }
}
