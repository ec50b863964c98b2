package io.dialtone.actors.exchange;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.MatchResult;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.routing.Subjects;
import io.dialtone.routing.Subscription;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the users of one account wait for from services of others and would be missed: answers in several parts, and
 * requests that are measured. Ends them when nobody listens for the answer any more. Any thread.
 */
public final class AwaitedReplies {
    private final ConcurrentHashMap<String, Set<Waiting>> bySubject = new ConcurrentHashMap<>();

    private record Waiting(ServiceReplies at, PendingReply pending) {}

    void add(ServiceReplies at, PendingReply pending) {
        bySubject
                .computeIfAbsent(ByteText.text(pending.replyTo()), subject -> ConcurrentHashMap.newKeySet())
                .add(new Waiting(at, pending));
    }

    void remove(ServiceReplies at, PendingReply pending) {
        bySubject.computeIfPresent(ByteText.text(pending.replyTo()), (subject, waiting) -> {
            waiting.remove(new Waiting(at, pending));
            return waiting.isEmpty() ? null : waiting;
        });
    }

    /**
     * A subscription of this account has ended; requests whose answers only it would have got are over.
     *
     * @param space of the account
     */
    public void ended(SubjectSpace space, Subscription subscription) {
        if (bySubject.isEmpty()) {
            return;
        }
        byte[] gone = subscription.subject();
        bySubject.forEach((subject, waiting) -> {
            byte[] reply = ByteText.bytes(subject);
            if (Subjects.matches(reply, 0, reply.length, gone, 0, gone.length) && !isHeard(space, reply)) {
                waiting.forEach(w -> w.at().abandoned(w.pending()));
            }
        });
    }

    private static boolean isHeard(SubjectSpace space, byte[] reply) {
        MatchResult match = new MatchResult();
        space.match(reply, 0, reply.length, match);
        return match.all().stream().anyMatch(s -> !s.isClosed());
    }
}
