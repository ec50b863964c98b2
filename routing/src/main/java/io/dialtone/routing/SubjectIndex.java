package io.dialtone.routing;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One slice of an account's subscriptions: who wants which subject. One thread at a time may write (the slice's owner);
 * any thread may match, without a lock and without waiting.
 *
 * <p>Literal subjects stand in one hash table, so that finding one costs one probe however many tokens it has; patterns
 * with wildcards stand in a tree by token, which is walked only when there are any.
 *
 * <p><b>Promise.</b> A match that begins after {@link #add} returned sees the subscription. {@link #generation} changes,
 * after the change itself, whenever the set of nodes or of queue groups changed, so a result taken at a generation is
 * whole for as long as the generation stays.
 */
public final class SubjectIndex {
    private final ByteTable<SubjectNode> literals = new ByteTable<>();
    private final PatternTree patterns = new PatternTree(new byte[0], 0);
    /** Written by the writer alone: zero patterns lets readers skip the tree. */
    private volatile int patternCount;

    /** Whether results depend on every member, not only on the nodes and groups there are. */
    private final boolean exact;

    private volatile long generation;
    private volatile long inserts;
    private volatile long removes;

    public SubjectIndex() {
        this(false);
    }

    /**
     * @param exact whether {@link #generation} changes with every subscription
     */
    SubjectIndex(boolean exact) {
        this.exact = exact;
    }

    /** Adds a subscription to a valid subject. Writer only. */
    public void add(Subscription subscription) {
        byte[] subject = subscription.subject();
        SubjectNode node = isPattern(subject) ? patterns.make(subject) : literal(subject);
        boolean fresh = node.isEmpty();
        boolean newGroup = node.add(subscription);
        if (isPattern(subject)) {
            patternCount++;
        }
        if (fresh || newGroup || exact) {
            generation++;
        }
        inserts++;
    }

    private SubjectNode literal(byte[] subject) {
        int hash = ByteText.hash(subject, 0, subject.length);
        SubjectNode node = literals.find(subject, 0, subject.length, hash);
        if (node == null) {
            node = new SubjectNode(subject, hash);
            literals.add(node);
        }
        return node;
    }

    /** The node of exactly this subject or pattern, null when nobody subscribes to it. Writer only. */
    public @Nullable SubjectNode find(byte[] subject) {
        return isPattern(subject)
                ? patterns.find(subject, 0, false)
                : literals.find(subject, 0, subject.length, ByteText.hash(subject, 0, subject.length));
    }

    /** Something has changed that results of earlier matches show. Writer only. */
    public void touched() {
        generation++;
    }

    /** Removes a subscription; returns whether it was there. Writer only. */
    public boolean remove(Subscription subscription) {
        byte[] subject = subscription.subject();
        boolean pattern = isPattern(subject);
        SubjectNode node = find(subject);
        if (node == null || !node.remove(subscription)) {
            return false;
        }
        if (pattern) {
            patternCount--;
        }
        if (node.isEmpty()) {
            if (pattern) {
                patterns.prune(subject, 0);
            } else {
                literals.remove(node);
            }
            generation++;
        } else if (exact || subscription.queue() != null) {
            generation++;
        }
        removes++;
        return true;
    }

    /**
     * Adds to {@code out} what matches {@code subject[from, from + length)}, every token of which must be non-empty.
     * Wildcard characters in it are ordinary text.
     */
    void match(byte[] subject, int from, int length, NodeSink out) {
        SubjectNode node = literals.find(subject, from, length, ByteText.hash(subject, from, length));
        if (node != null) {
            out.add(node);
        }
        if (patternCount > 0) {
            patterns.match(subject, from, from + length, out);
        }
    }

    /** Changes whenever results of earlier matches may lack a node or a queue group. */
    public long generation() {
        return generation;
    }

    /** Subscriptions it holds. */
    public long size() {
        return inserts - removes;
    }

    /** Subscriptions added since it was made. */
    public long inserts() {
        return inserts;
    }

    /** Subscriptions removed since it was made. */
    public long removes() {
        return removes;
    }

    /** Calls {@code action} with every node. Writer only. */
    public void forEachNode(Consumer<? super SubjectNode> action) {
        literals.forEach(action);
        patterns.forEach(action);
    }

    /** Calls {@code action} with every subscription, while others may come and go. */
    public void forEach(Consumer<? super Subscription> action) {
        literals.forEach(node -> node.forEach(action));
        patterns.forEach(node -> node.forEach(action));
    }

    /** Whether neither a subscription nor a node of a former one is left. Writer only. */
    boolean isBare() {
        return literals.size() == 0 && patterns.isBare();
    }

    /** Whether the subject has a token {@code *} or ends with the token {@code >}. */
    static boolean isPattern(byte[] subject) {
        int from = 0;
        while (from <= subject.length) {
            int stop = ByteText.tokenEnd(subject, from, subject.length);
            if (stop - from == 1 && (subject[from] == '*' || subject[from] == '>' && stop == subject.length)) {
                return true;
            }
            from = stop + 1;
        }
        return false;
    }
}
