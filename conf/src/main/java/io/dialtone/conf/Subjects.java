package io.dialtone.conf;

import java.util.List;

/** Whether what is written as a subject is one. Everything else about subjects belongs to routing. */
final class Subjects {
    private Subjects() {}

    /** Tokens between points, none empty, none with blanks, {@code >} only as the last. */
    static boolean isValid(String subject) {
        if (subject.isEmpty()) {
            return false;
        }
        boolean ended = false;
        for (String token : subject.split("\\.", -1)) {
            if (token.isEmpty() || ended || hasBlank(token)) {
                return false;
            }
            ended = token.equals(">");
        }
        return true;
    }

    /** A valid subject without wildcards. */
    static boolean isValidPublish(String subject) {
        return isValid(subject)
                && List.of(subject.split("\\.", -1)).stream().noneMatch(t -> t.equals("*") || t.equals(">"));
    }

    private static boolean hasBlank(String token) {
        return token.chars().anyMatch(c -> c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r');
    }

    /** What is wrong with a subject in permissions, or empty. With queues allowed it may be a subject and a queue. */
    static String problem(String written, boolean queueAllowed) {
        if (isValid(written)) {
            return "";
        }
        List<String> parts = List.of(written.trim().split("[ \t\n\f\r]+", -1));
        if (!queueAllowed || parts.size() != 2) {
            return "subject " + GoText.quote(written) + " is not a valid subject";
        }
        if (!isValid(parts.get(0))) {
            return "subject " + GoText.quote(parts.get(0)) + " is not a valid subject";
        }
        return isValid(parts.get(1)) ? "" : "queue " + GoText.quote(parts.get(1)) + " is not a valid queue";
    }
}
