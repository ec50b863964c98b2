package io.dialtone.conf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Subjects allowed and denied, as written.
 *
 * @param allow null: everything that is not denied
 * @param deny empty: nothing
 */
public record SubjectRules(@Nullable List<String> allow, List<String> deny) {
    /** Copies the lists. */
    public SubjectRules {
        allow = allow == null ? null : List.copyOf(allow);
        deny = List.copyOf(deny);
    }
}
