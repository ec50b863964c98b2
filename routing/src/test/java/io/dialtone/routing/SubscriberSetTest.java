package io.dialtone.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SubscriberSetTest {
    private SubscriberSet set = new SubscriberSet();

    @Property(tries = 500)
    void holdsWhatAListHolds(@ForAll @Size(max = 200) List<@IntRange(max = 2000) Integer> steps) {
        set = new SubscriberSet();
        List<Subscription> model = new ArrayList<>();
        for (int step : steps) {
            if (step % 2 == 0 || model.isEmpty()) {
                Subscription s = Subscriptions.plain("a", step);
                model.add(s);
                set.add(s);
            } else {
                Subscription s = model.remove(step % model.size());
                assertThat(set.remove(s)).isTrue();
                assertThat(set.remove(s)).as("removed a second time").isFalse();
            }
            List<Subscription> found = new ArrayList<>();
            set.forEach(found::add);
            assertThat(found).as("in the order of arrival").isEqualTo(model);
            assertThat(set.size()).isEqualTo(model.size());
        }
    }

    @Test
    void holesNeverOutnumberMembersOfASetThatIsNotTiny() {
        List<Subscription> model = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            if (model.isEmpty() || random.nextInt(100) < (i < 10_000 ? 60 : 35)) {
                Subscription s = Subscriptions.plain("a", i);
                model.add(s);
                set.add(s);
            } else {
                Collections.swap(model, random.nextInt(model.size()), model.size() - 1);
                set.remove(model.remove(model.size() - 1));
            }
            assertThat(set.bound()).isLessThanOrEqualTo(Math.max(8, 2 * set.size()));
            assertThat(set.view().length).isLessThanOrEqualTo(Math.max(8, 4 * set.size() + 4));
        }
    }
}
