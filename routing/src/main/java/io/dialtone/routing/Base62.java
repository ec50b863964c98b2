package io.dialtone.routing;

import java.util.random.RandomGenerator;

/** Digits and letters, of which names are made that have to be short, unique and good in any subject. */
public final class Base62 {
    /** How many there are. */
    public static final int BASE = 62;

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private Base62() {}

    /** The character of a number from 0 to 61. */
    public static char digit(int number) {
        return DIGITS.charAt(number);
    }

    /** So many characters by chance. */
    public static String random(RandomGenerator random, int length) {
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            text[i] = digit(random.nextInt(BASE));
        }
        return new String(text);
    }
}
