package io.dialtone.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subscriber;
import io.dialtone.routing.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SidTableTest {
    private static final Subscriber NOBODY = new Subscriber() {};

    private static byte[] sid(int i) {
        return ByteText.bytes("" + i);
    }

    private static Subscription subscription(int i) {
        return new Subscription(ByteText.bytes("foo"), null, sid(i), NOBODY);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void holdsWhatAMapHolds(@ForAll @Size(max = 300) List<@IntRange(max = 60) Integer> toggles) {
        SidTable table = new SidTable();
        Map<Integer, Subscription> model = new HashMap<>();
        for (int i : toggles) {
            Subscription there = model.remove(i);
            if (there == null) {
                Subscription s = subscription(i);
                model.put(i, s);
                table.add(s);
            } else {
                assertThat(table.remove(sid(i))).isSameAs(there);
                assertThat(table.remove(sid(i))).as("removed a second time").isNull();
            }
            assertThat(table.size()).isEqualTo(model.size());
            for (int k = 0; k <= 60; k++) {
                assertThat(table.get(sid(k))).isSameAs(model.get(k));
            }
        }
        List<Subscription> all = new ArrayList<>();
        table.forEach(all::add);
        assertThat(all).containsExactlyInAnyOrderElementsOf(model.values());
    }

    @Test
    void anEmptyTableFindsNothing() {
        SidTable table = new SidTable();
        assertThat(table.get(sid(1))).isNull();
        assertThat(table.remove(sid(1))).isNull();
        table.add(subscription(1));
        table.clear();
        assertThat(table.get(sid(1))).isNull();
        assertThat(table.size()).isZero();
        table.add(subscription(1));
        assertThat(table.get(sid(1))).isNotNull();
    }

    @Test
    void twoHundredThousandSidsComeAndGo() {
        SidTable table = new SidTable();
        for (int i = 0; i < 200_000; i++) {
            table.add(subscription(i));
        }
        for (int i = 199_999; i >= 0; i--) {
            assertThat(table.remove(sid(i * 7919 % 200_000))).isNotNull();
        }
        assertThat(table.size()).isZero();
    }
}
