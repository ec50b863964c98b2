package io.dialtone.actors.monitor;

/**
 * Subjects as monitoring needs them: rarely and as strings. The data path has its own matching on bytes; this one stays
 * apart from it so that an odd query cannot disturb the index or its caches.
 */
final class LiteralSubject {

    private LiteralSubject() {}

    /** Whether a message can be published to it: no empty token, no wildcard token. White space is let through, as nats-server does. */
    static boolean isValid(String subject) {
        for (String token : subject.split("\\.", -1)) {
            if (token.isEmpty() || token.equals("*") || token.equals(">")) {
                return false;
            }
        }
        return true;
    }

    /** Whether a subscription on {@code pattern} receives what is published to {@code literal}. */
    static boolean matches(String literal, String pattern) {
        String[] tokens = literal.split("\\.", -1);
        String[] wanted = pattern.split("\\.", -1);
        for (int i = 0; i < wanted.length; i++) {
            if (i >= tokens.length) {
                return false;
            }
            if (wanted[i].equals(">") && i == wanted.length - 1) {
                return true;
            }
            if (!wanted[i].equals("*") && !wanted[i].equals(tokens[i])) {
                return false;
            }
        }
        return tokens.length == wanted.length;
    }
}
