package io.dialtone.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the changes of one slice, of an account's own subscriptions and of what other servers want, and says what has come of
 * them. Several changes made together are told as one for each subject and queue group. For the slice's writer.
 */
public final class InterestLedger {
    private static final int CHUNK = 512;

    private final SubjectIndex local;
    private final SubjectIndex remote;
    private final RemoteSpace space;
    private final Map<Key, InterestChange.State> before = new LinkedHashMap<>();
    private boolean watched;

    private record Key(byte[] subject, byte @Nullable [] queue, int hash) {
        static Key of(byte[] subject, byte @Nullable [] queue) {
            return new Key(subject, queue, Arrays.hashCode(subject) * 31 + Arrays.hashCode(queue));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key k
                    && k.hash == hash
                    && Arrays.equals(k.subject, subject)
                    && Arrays.equals(k.queue, queue);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    public InterestLedger(SubjectSpace account, RemoteSpace remote, int slice) {
        this.local = account.slice(slice);
        this.remote = remote.slice(slice);
        this.space = remote;
    }

    /**
     * Begins changes that belong together.
     *
     * @param isWatched whether anybody wants to know what comes of them
     */
    public void begin(boolean isWatched) {
        watched = isWatched;
    }

    /** A subscription comes. */
    public void add(Subscription subscription) {
        note(subscription);
        space.joins(subscription);
        local.add(subscription);
    }

    /** A subscription goes. */
    public void remove(Subscription subscription) {
        note(subscription);
        local.remove(subscription);
    }

    /** Another server's interest comes, changes, or goes when its weight is 0. */
    public void set(RemoteInterest wanted) {
        note(wanted);
        space.set(wanted);
    }

    /** All interest of a link goes. */
    public void forget(LinkTarget link, int slice) {
        for (RemoteInterest one : space.of(link, slice)) {
            note(one);
            one.close();
            remote.remove(one);
        }
    }

    private void note(Subscription subscription) {
        if (watched) {
            Key key = Key.of(subscription.subject(), subscription.queue());
            if (!before.containsKey(key)) {
                before.put(key, state(key));
            }
        }
    }

    /** Ends changes that belong together, and says what has come of them; nothing when nobody watches. */
    public List<InterestChange> end() {
        if (before.isEmpty()) {
            return List.of();
        }
        List<InterestChange> changes = new ArrayList<>(before.size());
        before.forEach((key, was) -> changes.add(new InterestChange(key.subject, key.queue, was, state(key))));
        before.clear();
        return changes;
    }

    private InterestChange.State state(Key key) {
        SubjectNode here = local.find(key.subject);
        int own = here == null ? 0 : here.count(key.queue, Reach.EVERYWHERE);
        int imports = here == null ? 0 : here.count(key.queue, Reach.LEAF_LINKS);
        SubjectNode there = remote.size() == 0 ? null : remote.find(key.subject);
        return there == null ? InterestChange.State.of(own, imports) : with(there, key.queue, own, imports);
    }

    private static InterestChange.State with(SubjectNode there, byte @Nullable [] queue, int own, int imports) {
        List<RemoteInterest> its = new ArrayList<>();
        there.forEach(queue, s -> its.add((RemoteInterest) s));
        int[] weights = new int[its.size()];
        Arrays.setAll(weights, i -> its.get(i).weight());
        return new InterestChange.State(own, imports, its.toArray(RemoteInterest[]::new), weights);
    }

    /** Tells all there is, as changes from nothing, in lists of limited length. */
    public void snapshot(Consumer<List<InterestChange>> to) {
        List<InterestChange> chunk = new ArrayList<>();
        Consumer<Key> tell = key -> {
            chunk.add(new InterestChange(key.subject, key.queue, InterestChange.State.NONE, state(key)));
            if (chunk.size() == CHUNK) {
                to.accept(List.copyOf(chunk));
                chunk.clear();
            }
        };
        local.forEachNode(node -> forEachKey(node, tell));
        remote.forEachNode(node -> {
            SubjectNode here = local.find(node.subject());
            forEachKey(node, key -> {
                if (here == null || !has(here, key.queue)) {
                    tell.accept(key);
                }
            });
        });
        if (!chunk.isEmpty()) {
            to.accept(List.copyOf(chunk));
        }
    }

    private static void forEachKey(SubjectNode node, Consumer<Key> action) {
        if (node.plain() != null) {
            action.accept(Key.of(node.subject(), null));
        }
        for (byte[] queue : node.queueNames()) {
            action.accept(Key.of(node.subject(), queue));
        }
    }

    private static boolean has(SubjectNode node, byte @Nullable [] queue) {
        if (queue == null) {
            return node.plain() != null;
        }
        return Arrays.stream(node.queueNames()).anyMatch(name -> Arrays.equals(name, queue));
    }
}
