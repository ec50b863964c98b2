package io.dialtone.actors;

import io.dialtone.routing.Base62;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The eight characters by which servers name each other in subjects. */
final class ServerHash {
    private static final int LENGTH = 8;

    private ServerHash() {}

    /** Of a server's name. */
    static String of(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            StringBuilder hash = new StringBuilder(LENGTH);
            for (int i = 0; i < LENGTH; i++) {
                hash.append(Base62.digit((digest[i] & 0xFF) % Base62.BASE));
            }
            return hash.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
