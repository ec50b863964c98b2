package io.dialtone.actors.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventIdsTest {
    @Test
    void idsAreTwentyTwoLettersAndDigitsAndNeverTheSame() {
        EventIds ids = new EventIds(new Random(1));
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            String id = ids.next();
            assertThat(id).matches("[0-9A-Za-z]{22}");
            assertThat(seen.add(id)).isTrue();
        }
    }
}
