package io.dialtone.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subject matched: the nodes whose plain subscribers each get a copy, and the queue groups of which one member
 * gets one. It refers to live nodes, so a subscriber that joins or leaves one of them is seen without a new match; only
 * new and removed nodes and queue groups make a result stale (see {@link SubjectIndex#generation}).
 *
 * <p>Reusable by one thread: {@link #clear}, then match into it. {@link #copy} makes one to keep.
 */
public final class MatchResult implements NodeSink {
    private static final SubjectNode[] NO_NODES = {};
    private static final QueueGroup[] NO_GROUPS = {};

    private SubjectNode[] nodes;
    private int nodeCount;
    private QueueGroup[] groups;
    private int groupCount;
    /** Filled for every match where the space has links, and kept to be filled again. */
    private @Nullable RemoteMatch remoteScratch;

    private @Nullable RemoteMatch remote;

    /**
     * The members of one queue group among all patterns that matched.
     *
     * @param rule by which the member is chosen; null for any member
     */
    public record QueueGroup(
            byte[] name, SubscriberSet[] sets, @Nullable StickyRule rule) {}

    public MatchResult() {
        this.nodes = new SubjectNode[4];
        this.groups = NO_GROUPS;
    }

    private MatchResult(SubjectNode[] nodes, QueueGroup[] groups) {
        this.nodes = nodes;
        this.nodeCount = nodes.length;
        this.groups = groups;
        this.groupCount = groups.length;
    }

    public void clear() {
        nodeCount = 0;
        groupCount = 0;
        remote = null;
    }

    /** Adds what other servers want of it. */
    void match(RemoteSpace space, byte[] subject, int from, int length) {
        RemoteMatch scratch = remoteScratch;
        if (scratch == null) {
            scratch = new RemoteMatch();
            remoteScratch = scratch;
        }
        space.match(subject, from, length, scratch);
        remote = scratch.isEmpty() ? null : scratch;
    }

    /** Where else it goes; null for nowhere. */
    public @Nullable RemoteMatch remote() {
        return remote;
    }

    /** A result of its own, of exactly this content. */
    public MatchResult copy() {
        MatchResult copy = new MatchResult(
                nodeCount == 0 ? NO_NODES : Arrays.copyOf(nodes, nodeCount),
                groupCount == 0 ? NO_GROUPS : Arrays.copyOf(groups, groupCount));
        RemoteMatch r = remote;
        copy.remote = r == null ? null : r.copy();
        return copy;
    }

    @Override
    public void add(SubjectNode node) {
        if (nodeCount == nodes.length) {
            nodes = Arrays.copyOf(nodes, Math.max(4, nodeCount * 2));
        }
        nodes[nodeCount++] = node;
        for (SubjectNode.QueueSet q : node.queues()) {
            addGroup(q);
        }
    }

    private void addGroup(SubjectNode.QueueSet q) {
        for (int i = 0; i < groupCount; i++) {
            QueueGroup g = groups[i];
            if (Arrays.equals(g.name, q.name())) {
                SubscriberSet[] sets = Arrays.copyOf(g.sets, g.sets.length + 1);
                sets[sets.length - 1] = q.members();
                groups[i] = new QueueGroup(g.name, sets, null);
                return;
            }
        }
        if (groupCount == groups.length) {
            groups = Arrays.copyOf(groups, Math.max(2, groupCount * 2));
        }
        groups[groupCount++] = new QueueGroup(q.name(), new SubscriberSet[] {q.members()}, null);
    }

    /** Notes for each queue group by which rule its member is chosen; after everything has matched. */
    void apply(StickyRules rules, byte[] subject, int from, int length) {
        for (int i = 0; i < groupCount; i++) {
            QueueGroup g = groups[i];
            StickyRule rule = rules.find(subject, from, length, g.name);
            if (rule != null) {
                groups[i] = new QueueGroup(g.name, g.sets, rule);
            }
        }
        RemoteMatch elsewhere = remote;
        if (elsewhere != null) {
            elsewhere.apply(rules, subject, from, length);
        }
    }

    public boolean isEmpty() {
        return nodeCount == 0;
    }

    public int nodeCount() {
        return nodeCount;
    }

    public SubjectNode node(int i) {
        return nodes[i];
    }

    public int groupCount() {
        return groupCount;
    }

    public QueueGroup group(int i) {
        return groups[i];
    }

    /** Every subscription that matched, queue members included: for monitoring, not for the data path. */
    public List<Subscription> all() {
        List<Subscription> found = new ArrayList<>();
        for (int i = 0; i < nodeCount; i++) {
            nodes[i].forEach(found::add);
        }
        return found;
    }
}
