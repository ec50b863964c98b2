package io.dialtone.streams;

import io.dialtone.routing.SubjectSpace;
import io.dialtone.routing.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What of the message that a {@link Router} is at goes to the inside of the server: collected while the message is delivered,
 * done when all others have got theirs.
 */
final class InternalDeliveries implements Delivery {
    private final Router router;
    private final List<Subscription> waiting = new ArrayList<>(0);
    private @Nullable Envelope current;
    private MessageTracer.@Nullable Run follower;

    InternalDeliveries(Router router) {
        this.router = router;
    }

    /** How many wait. */
    int waiting() {
        return waiting.size();
    }

    boolean add(Subscription subscription) {
        return !subscription.isClosed() && waiting.add(subscription);
    }

    /**
     * Does what was added since the mark.
     *
     * @return how many more took the message than were added, perhaps less than 0
     */
    int run(int mark, MessageTracer.@Nullable Run run) {
        Envelope keptMessage = current;
        MessageTracer.Run keptFollower = follower;
        int more = 0;
        int until = waiting.size();
        for (int i = mark; i < until; i++) {
            Subscription s = waiting.get(i);
            current = router.current();
            follower = run;
            more += ((InternalSubscriber) s.subscriber()).receive(s, this) - 1;
        }
        waiting.subList(mark, until).clear();
        current = keptMessage;
        follower = keptFollower;
        return more;
    }

    private Envelope message() {
        return Objects.requireNonNull(current, "no message is being delivered");
    }

    @Override
    public SubjectSpace space() {
        return router.space();
    }

    @Override
    public byte[] subject() {
        return router.subjectBytes();
    }

    @Override
    public byte[] reply() {
        return message().reply();
    }

    @Override
    public byte[] headers() {
        return message().headers();
    }

    @Override
    public byte[] payload() {
        return message().payload();
    }

    @Override
    public int size() {
        return message().size();
    }

    @Override
    public @Nullable Object publisher() {
        return router.publisher();
    }

    @Override
    public boolean isRouted() {
        return router.isRouted();
    }

    @Override
    public MessageTracer.@Nullable Run trace() {
        return follower;
    }

    @Override
    public void endTrace() {
        MessageTracer.Run run = follower;
        follower = run == null ? null : run.beyond();
    }

    @Override
    public boolean passed(Object step) {
        return message().passed(step);
    }

    @Override
    public int forward(Object step, SubjectSpace to, byte[] subject, byte[] reply, byte @Nullable [] headers) {
        Envelope before = message();
        return before.isTooDeep() ? 0 : router.route(to, subject, before.through(step, reply, headers), follower);
    }
}
