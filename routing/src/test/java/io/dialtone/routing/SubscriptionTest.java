package io.dialtone.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
    private final Subscription subscription = Subscriptions.plain("foo");

    @Test
    void deliversWithoutEndWhenNoMaximumIsArmed() {
        for (int i = 0; i < 1000; i++) {
            assertThat(subscription.tryDeliver()).isTrue();
        }
        assertThat(subscription.delivered()).isEqualTo(1000);
        assertThat(subscription.isExhausted()).isFalse();
    }

    @Test
    void aMaximumCountsFromTheSubscriptionNotFromTheUnsub() {
        subscription.tryDeliver();
        assertThat(subscription.endAfter(3)).isTrue();
        assertThat(subscription.tryDeliver()).isTrue();
        assertThat(subscription.isExhausted()).isFalse();
        assertThat(subscription.tryDeliver()).isTrue();
        assertThat(subscription.isExhausted()).isTrue();
        assertThat(subscription.tryDeliver()).isFalse();
    }

    @Test
    void refusedDeliveriesAreNotCounted() {
        subscription.endAfter(2);
        for (int i = 0; i < 10; i++) {
            subscription.tryDeliver();
        }
        assertThat(subscription.delivered()).isEqualTo(2);
    }

    @Test
    void aMaximumThatIsReachedAlreadyEndsItAtOnce() {
        subscription.tryDeliver();
        subscription.tryDeliver();
        assertThat(subscription.endAfter(2)).isFalse();
        assertThat(subscription.endAfter(1)).isFalse();
        assertThat(subscription.endAfter(3)).isTrue();
    }

    @Test
    void aLaterMaximumReplacesTheEarlierOne() {
        subscription.endAfter(1);
        subscription.endAfter(2);
        assertThat(subscription.tryDeliver()).isTrue();
        assertThat(subscription.tryDeliver()).isTrue();
        assertThat(subscription.tryDeliver()).isFalse();
    }

    @Test
    void nothingIsDeliveredOnceClosed() {
        subscription.close();
        assertThat(subscription.tryDeliver()).isFalse();
        assertThat(subscription.delivered()).isZero();
    }

    @Test
    void severalDeliverersNeverExceedTheMaximum() throws InterruptedException {
        subscription.endAfter(50_000);
        AtomicLong taken = new AtomicLong();
        Thread[] threads = new Thread[3];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                for (int n = 0; n < 30_000; n++) {
                    if (subscription.tryDeliver()) {
                        taken.incrementAndGet();
                    }
                }
            });
            threads[i].start();
        }
        for (Thread t : threads) {
            t.join();
        }
        assertThat(taken.get()).isEqualTo(50_000);
    }

    @Test
    void theSidAsAWordIsTheSidAndABlank() {
        assertThat(word("1")).isEqualTo("1 ");
        assertThat(word("1234567")).isEqualTo("1234567 ");
        assertThat(word("\u00e9\u00e9\u00e9x")).isEqualTo("\u00e9\u00e9\u00e9x ");
        assertThat(new Subscription(new byte[1], null, ByteText.bytes("12345678"), Subscriptions.NOBODY).sidWord())
                .as("too long for a word")
                .isZero();
    }

    private static String word(String sid) {
        byte[] bytes = ByteText.bytes(sid);
        long word = new Subscription(new byte[1], null, bytes, Subscriptions.NOBODY).sidWord();
        byte[] out = new byte[bytes.length + 1];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) (word >>> 8 * i);
        }
        return ByteText.text(out);
    }
}
