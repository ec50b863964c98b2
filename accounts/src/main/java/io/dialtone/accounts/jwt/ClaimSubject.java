package io.dialtone.accounts.jwt;

import io.dialtone.conf.GoText;
import java.util.regex.Pattern;

/** Subjects as claims are judged: by these rules, which are not quite the broker's own. */
final class ClaimSubject {
    private static final Pattern REFERENCE = Pattern.compile("\\$[+-]?\\d+");

    private ClaimSubject() {}

    static String[] tokens(String subject) {
        return subject.split("\\.", -1);
    }

    static void addTo(Issues issues, String subject) {
        if (subject.isEmpty()) {
            issues.error("subject cannot be empty");
            return;
        }
        String quoted = GoText.quote(subject);
        if (subject.indexOf(' ') >= 0) {
            issues.error("subject " + quoted + " cannot have spaces");
        }
        if (subject.startsWith(".") || subject.endsWith(".")) {
            issues.error("subject " + quoted + " cannot start or end with a `.`");
        }
        if (subject.contains("..")) {
            issues.error("subject " + quoted + " cannot contain consecutive `.`");
        }
    }

    /** Judges the local name of what is imported. */
    static void addLocalTo(Issues issues, String local, String from) {
        addTo(issues, local);
        if (from.isEmpty()) {
            issues.error("subject cannot be empty");
        }
        if (local.indexOf(' ') >= 0) {
            issues.error("subject " + GoText.quote(local) + " cannot have spaces");
        }
        if (hasTail(local) != hasTail(from)) {
            issues.error("both, renaming subject and subject, need to end or not end in >");
        }
        int wildcards = stars(from);
        int references = stars(local);
        for (String token : tokens(local)) {
            if (!REFERENCE.matcher(token).matches()) {
                continue;
            }
            if (isAbove(token.substring(1), wildcards)) {
                issues.error("Reference $" + Long.parseLong(shortened(token.substring(1))) + " in "
                        + GoText.quote(local) + " reference * in " + GoText.quote(from) + " that do not exist");
            } else {
                references++;
            }
        }
        if (references != wildcards) {
            issues.error("subject does not contain enough * or reference wildcards $[0-9]");
        }
    }

    private static boolean isAbove(String number, int limit) {
        return Long.parseLong(shortened(number)) > limit;
    }

    /** At most as many digits as fit into a long. */
    private static String shortened(String number) {
        return number.length() > 18 ? number.substring(0, 18) : number;
    }

    /** A local name with {@code *} for each reference. */
    static String withoutReferences(String local) {
        if (local.indexOf('$') < 0) {
            return local;
        }
        String[] tokens = tokens(local);
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = REFERENCE.matcher(tokens[i]).matches() ? "*" : tokens[i];
        }
        return String.join(".", tokens);
    }

    static boolean hasWildcards(String subject) {
        return hasTail(subject) || stars(subject) > 0;
    }

    /** Whether the other subject matches all that this one matches. */
    static boolean isContainedIn(String subject, String other) {
        String[] mine = tokens(subject);
        String[] others = tokens(other);
        if (mine.length < others.length || mine.length > others.length && !others[others.length - 1].equals(">")) {
            return false;
        }
        for (int i = 0; i < others.length; i++) {
            if (i == others.length - 1 && others[i].equals(">")) {
                return true;
            }
            if (!others[i].equals(mine[i]) && !others[i].equals("*")) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasTail(String subject) {
        return subject.equals(">") || subject.endsWith(".>");
    }

    private static int stars(String subject) {
        int count = 0;
        for (String token : tokens(subject)) {
            count += token.equals("*") ? 1 : 0;
        }
        return count;
    }
}
