package io.dialtone.routing;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How the interest in one subject (or in one queue group of it) has changed: who had it before and who has it now. Whoever tells
 * other servers works out from it alone whether there is something to tell them.
 *
 * @param subject a subject or pattern
 * @param queue the queue group, null for plain interest
 */
public record InterestChange(byte[] subject, byte @Nullable [] queue, State before, State now) {
    private static final RemoteInterest[] NOBODY = {};
    private static final int[] NO_WEIGHTS = {};

    /**
     * Who has the interest at one time.
     *
     * @param local subscriptions of this server's that all may hear of
     * @param imports subscriptions by which imported services work, of which leaf links hear
     * @param remote interest of other servers
     * @param weights of those, at that time
     */
    public record State(int local, int imports, RemoteInterest[] remote, int[] weights) {
        /** Nobody at all. */
        public static final State NONE = new State(0, 0, NOBODY, NO_WEIGHTS);

        /** Of nobody but this server's own. */
        public static State of(int local, int imports) {
            return local == 0 && imports == 0 ? NONE : new State(local, imports, NOBODY, NO_WEIGHTS);
        }

        /** Members, those of other servers by weight, of whom the filter says so. */
        public int count(boolean withImports, Predicate<RemoteInterest> which) {
            int count = local + (withImports ? imports : 0);
            for (int i = 0; i < remote.length; i++) {
                if (which.test(remote[i])) {
                    count += weights[i];
                }
            }
            return count;
        }
    }
}
