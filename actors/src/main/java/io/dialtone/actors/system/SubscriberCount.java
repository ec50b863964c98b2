package io.dialtone.actors.system;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.MatchResult;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.routing.Subjects;
import io.dialtone.routing.Subscription;
import java.util.Arrays;

/** How many subscriptions of clients a subject has. */
final class SubscriberCount {
    private SubscriberCount() {}

    /**
     * Those that get what is published to a literal subject; for a pattern, those that want no more than it says.
     *
     * @param queue only members of this group, empty for all
     */
    static long of(SubjectSpace space, String subject, String queue) {
        byte[] wanted = ByteText.bytes(subject);
        if (wanted.length == 0) {
            return 0;
        }
        byte[] group = ByteText.bytes(queue);
        if (!Subjects.hasWildcard(wanted, 0, wanted.length)) {
            MatchResult match = new MatchResult();
            space.match(wanted, 0, wanted.length, match);
            return match.all().stream().filter(s -> counts(s, group)).count();
        }
        long[] count = {0};
        space.forEach(s -> {
            byte[] its = s.subject();
            if (counts(s, group) && Subjects.isSubsetOf(its, 0, its.length, wanted, 0, wanted.length)) {
                count[0]++;
            }
        });
        return count[0];
    }

    private static boolean counts(Subscription subscription, byte[] group) {
        return !subscription.isClosed()
                && !subscription.subscriber().isInternal()
                && (group.length == 0 || Arrays.equals(subscription.queue(), group));
    }
}
