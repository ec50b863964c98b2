package io.dialtone.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one account by which members of queue groups are chosen. Immutable.
 *
 * @param server this server, as one of several that a key may go to
 * @param rules the first one that fits holds
 */
public record StickyRules(long server, List<StickyRule> rules) {
    public StickyRules {
        rules = List.copyOf(rules);
    }

    /** The rule for messages on {@code subject[from, from + length)} to a queue group; null for none. */
    @Nullable
    StickyRule find(byte[] subject, int from, int length, byte[] group) {
        for (StickyRule rule : rules) {
            if (rule.isFor(subject, from, length, group)) {
                return rule;
            }
        }
        return null;
    }
}
