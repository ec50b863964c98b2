package io.dialtone.routing;

import java.util.function.Consumer;

/**
 * Finds out whether a subscription that matches a subject came so recently that other clusters may not know of it yet: here, or
 * at a leaf node. Reusable by one thread.
 */
public final class FreshInterest implements NodeSink {
    /** How long a subscription counts as new, in milliseconds. */
    static final int WINDOW_MS = 2000;

    private final Consumer<Subscription> look = this::look;
    private int now;
    private boolean found;

    /** Whether there is one for {@code subject[from, from + length)} in an account. */
    public boolean isIn(SubjectSpace account, byte[] subject, int from, int length) {
        RemoteSpace others = account.remote();
        if (others == null) {
            return false;
        }
        now = RemoteSpace.nowMs();
        if (now - others.lastJoinedMs() > WINDOW_MS) {
            return false;
        }
        found = false;
        int slice = SubjectSpace.sliceOfSubject(subject, from, length);
        account.slice(slice).match(subject, from, length, this);
        account.slice(SubjectSpace.WILD_SLICE).match(subject, from, length, this);
        others.slice(slice).match(subject, from, length, this);
        others.slice(SubjectSpace.WILD_SLICE).match(subject, from, length, this);
        return found;
    }

    @Override
    public void add(SubjectNode node) {
        if (!found) {
            node.forEach(look);
        }
    }

    private void look(Subscription subscription) {
        boolean nearby =
                !(subscription instanceof RemoteInterest one) || one.link().kind() == LinkKind.LEAF;
        found |= nearby && subscription.hasJoined() && now - subscription.joinedMs() <= WINDOW_MS;
    }
}
