package io.dialtone.actors.system;

import io.dialtone.routing.Base62;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * Names of events: 22 letters and digits, a random beginning and a number that grows by random steps, so that they sort by
 * age for as long as the beginning holds. Not for several threads.
 */
final class EventIds {
    private static final int PREFIX = 12;
    private static final int DIGITS = 10;
    private static final long END = 839_299_365_868_340_224L;
    private static final int SMALLEST_STEP = 33;
    private static final int LARGEST_STEP = 333;

    private final RandomGenerator random;
    private String prefix;
    private long number;
    private long step;

    EventIds() {
        this(new SecureRandom());
    }

    EventIds(RandomGenerator random) {
        this.random = random;
        this.prefix = Base62.random(random, PREFIX);
        begin();
    }

    private void begin() {
        number = random.nextLong(END);
        step = random.nextInt(SMALLEST_STEP, LARGEST_STEP);
    }

    String next() {
        number += step;
        if (number >= END) {
            prefix = Base62.random(random, PREFIX);
            begin();
        }
        char[] id = new char[PREFIX + DIGITS];
        prefix.getChars(0, PREFIX, id, 0);
        long rest = number;
        for (int i = id.length - 1; i >= PREFIX; i--) {
            id[i] = Base62.digit((int) (rest % Base62.BASE));
            rest /= Base62.BASE;
        }
        return new String(id);
    }
}
