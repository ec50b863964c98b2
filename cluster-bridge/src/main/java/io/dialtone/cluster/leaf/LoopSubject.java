package io.dialtone.cluster.leaf;

import java.util.random.RandomGenerator;

/**
 * The subject by which an account finds out that its leaf links form a loop: it is told to every link, and nobody else has it, so
 * when it is told to this server, it has come around.
 */
public final class LoopSubject {
    private static final String PREFIX = "$LDS.";
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 22;

    private LoopSubject() {}

    /** A new one, as unique as nats-server's. */
    public static String create(RandomGenerator random) {
        StringBuilder subject = new StringBuilder(PREFIX);
        for (int i = 0; i < LENGTH; i++) {
            subject.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return subject.toString();
    }

    /** Whether it is one, of whichever account and server. Permissions and isolation do not concern it. */
    public static boolean is(String subject) {
        return subject.startsWith(PREFIX);
    }
}
