package io.dialtone.accounts.jwt;

import io.dialtone.accounts.jwt.Validation.Issue;
import io.dialtone.accounts.jwt.Validation.Severity;
import java.util.ArrayList;
import java.util.List;

/** Collects findings. Not for several threads. */
final class Issues {
    private final List<Issue> found = new ArrayList<>();

    void error(String text) {
        found.add(new Issue(Severity.ERROR, text));
    }

    void time(String text) {
        found.add(new Issue(Severity.TIME, text));
    }

    void warning(String text) {
        found.add(new Issue(Severity.WARNING, text));
    }

    Validation result() {
        return new Validation(found);
    }
}
