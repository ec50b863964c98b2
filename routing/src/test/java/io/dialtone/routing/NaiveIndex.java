package io.dialtone.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The matching rules of the specification, written down as plainly as possible: the oracle of the property tests. */
final class NaiveIndex {
    private final List<Subscription> all = new ArrayList<>();

    void add(Subscription subscription) {
        all.add(subscription);
    }

    void remove(Subscription subscription) {
        all.removeIf(s -> s == subscription);
    }

    int size() {
        return all.size();
    }

    List<Subscription> match(String subject) {
        return all.stream()
                .filter(s -> matches(ByteText.text(s.subject()), subject))
                .toList();
    }

    static boolean matches(String pattern, String subject) {
        String[] tokens = subject.split("\\.", -1);
        if (Arrays.stream(tokens).anyMatch(String::isEmpty)) {
            return false;
        }
        String[] wanted = pattern.split("\\.", -1);
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals(">") && i == wanted.length - 1) {
                return tokens.length > i;
            }
            if (i >= tokens.length || !wanted[i].equals("*") && !wanted[i].equals(tokens[i])) {
                return false;
            }
        }
        return tokens.length == wanted.length;
    }
}
