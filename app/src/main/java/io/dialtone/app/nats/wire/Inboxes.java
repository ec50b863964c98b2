package io.dialtone.app.nats.wire;

import java.security.SecureRandom;

/** Names that nobody else has chosen. */
public final class Inboxes {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 22;

    private Inboxes() {}

    /** A token of 22 letters and digits. */
    public static String token() {
        SecureRandom random = new SecureRandom();
        StringBuilder token = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            token.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return token.toString();
    }

    /** A subject below that prefix. */
    public static String below(String prefix) {
        return prefix + "." + token();
    }
}
