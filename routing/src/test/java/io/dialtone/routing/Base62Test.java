package io.dialtone.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Base62Test {

    @Test
    void digitsComeInTheOrderOfTheirCodes() {
        String all = IntStream.range(0, Base62.BASE)
                .mapToObj(number -> String.valueOf(Base62.digit(number)))
                .collect(Collectors.joining());
        assertThat(all).startsWith("0123456789AB").endsWith("xyz").hasSize(62);
        assertThat(all.chars()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aNameByChanceIsATokenOfTheLengthAskedFor() {
        String name = Base62.random(new Random(1), 1000);
        assertThat(name).matches("[0-9A-Za-z]{1000}");
        assertThat(name.chars().distinct().count()).isEqualTo(Base62.BASE);
        assertThat(Base62.random(new Random(2), 8)).isNotEqualTo(Base62.random(new Random(3), 8));
    }
}
