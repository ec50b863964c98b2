package io.dialtone.actors;

import io.dialtone.routing.Base62;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The few characters by which servers name each other, and clusters, in subjects. */
public final class ServerHash {
    private static final int LENGTH = 8;
    private static final int REPLY_LENGTH = 6;

    private ServerHash() {}

    /** Of a server's name: eight characters. */
    public static String of(String name) {
        return hash(name, LENGTH);
    }

    /** As it stands in replies that come back through gateways: six characters, of a cluster's name or a server's id. */
    public static String inReplies(String nameOrId) {
        return hash(nameOrId, REPLY_LENGTH);
    }

    private static String hash(String text, int length) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            StringBuilder hash = new StringBuilder(length);
            for (int i = 0; i < length; i++) {
                hash.append(Base62.digit((digest[i] & 0xFF) % Base62.BASE));
            }
            return hash.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
