package io.dialtone.accounts.jwt;

import java.util.List;

/**
 * What was found in claims.
 *
 * @param issues in the order found; empty when all is well
 */
public record Validation(List<Issue> issues) {
    /** Copies the list: the record never changes. */
    public Validation {
        issues = Copies.list(issues);
    }

    /** How much an issue matters. */
    public enum Severity {
        /** The claims must not be used. */
        ERROR,
        /** The claims are expired or not yet valid. */
        TIME,
        /** Worth a word. */
        WARNING
    }

    /** One finding. */
    public record Issue(Severity severity, String text) {
        /** The text alone. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** Whether nothing was found. */
    public boolean isEmpty() {
        return issues.isEmpty();
    }

    /** Whether the claims must not be used. */
    public boolean isBlocking(boolean includingTimes) {
        return issues.stream()
                .anyMatch(
                        issue -> issue.severity == Severity.ERROR || includingTimes && issue.severity == Severity.TIME);
    }

    /** The texts of the errors. */
    public List<String> errors() {
        return issues.stream()
                .filter(issue -> issue.severity == Severity.ERROR)
                .map(Issue::text)
                .toList();
    }

    /** The texts of everything but errors. */
    public List<String> warnings() {
        return issues.stream()
                .filter(issue -> issue.severity != Severity.ERROR)
                .map(Issue::text)
                .toList();
    }
}
