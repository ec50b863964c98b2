package io.dialtone.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Large numbers, within a deadline that quadratic costs would miss by far. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class SubjectIndexScaleTest {
    private final SubjectSpace space = new SubjectSpace();

    @Test
    void aHundredThousandSubscribersOfOneSubjectComeAndGo() {
        comeAndGo(100_000, i -> Subscriptions.plain("ticks", i));
    }

    @Test
    void aHundredThousandMembersOfOneQueueGroupComeAndGo() {
        comeAndGo(100_000, i -> Subscriptions.queue("ticks.*", "workers", i));
    }

    @Test
    void twoHundredThousandSubjectsComeAndGo() {
        comeAndGo(200_000, i -> Subscriptions.plain("_INBOX." + i * 7919L + ".x", i));
    }

    @Test
    void twoHundredThousandPatternsComeAndGo() {
        comeAndGo(200_000, i -> Subscriptions.plain("_INBOX." + i * 7919L + ".*", i));
    }

    @Test
    void aHundredThousandPatternsAreWalkedByTokenNotOneByOne() {
        for (int i = 0; i < 100_000; i++) {
            Subscription s = Subscriptions.plain("device." + i + ".>", i);
            Subscriptions.slice(space, s).add(s);
        }
        for (int i = 0; i < 100_000; i++) {
            assertThat(Subscriptions.match(space, "device." + i + ".state").nodeCount())
                    .isEqualTo(1);
        }
    }

    private void comeAndGo(int count, IntFunction<Subscription> make) {
        List<Subscription> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Subscription s = make.apply(i);
            all.add(s);
            Subscriptions.slice(space, s).add(s);
        }
        assertThat(space.size()).isEqualTo(count);
        Collections.shuffle(all, new Random(7));
        for (Subscription s : all) {
            assertThat(Subscriptions.slice(space, s).remove(s)).isTrue();
        }
        assertThat(space.size()).isZero();
    }
}
