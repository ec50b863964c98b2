package io.dialtone.routing;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One level of the tree of wildcard patterns: a token, and what may follow it. Written by the slice's writer, read
 * without locks.
 */
final class PatternTree extends ByteTable.Entry {
    private volatile @Nullable ByteTable<PatternTree> children;
    private volatile @Nullable PatternTree star;
    /** Subscriptions to this prefix followed by {@code >}. */
    private volatile @Nullable SubjectNode tail;
    /** Subscriptions that end with this token. */
    private volatile @Nullable SubjectNode here;

    PatternTree(byte[] token, int hash) {
        super(token, hash);
    }

    /** Adds to {@code out} every node whose pattern matches the tokens of {@code subject[from, end)}. */
    void match(byte[] subject, int from, int end, NodeSink out) {
        SubjectNode rest = tail;
        if (rest != null) {
            out.add(rest);
        }
        int stop = ByteText.tokenEnd(subject, from, end);
        PatternTree literal = child(subject, from, stop - from);
        if (literal != null) {
            literal.step(subject, stop, end, out);
        }
        PatternTree any = star;
        if (any != null) {
            any.step(subject, stop, end, out);
        }
    }

    private void step(byte[] subject, int stop, int end, NodeSink out) {
        if (stop < end) {
            match(subject, stop + 1, end, out);
        } else {
            SubjectNode node = here;
            if (node != null) {
                out.add(node);
            }
        }
    }

    private @Nullable PatternTree child(byte[] subject, int from, int length) {
        ByteTable<PatternTree> table = children;
        return table == null ? null : table.find(subject, from, length, ByteText.hash(subject, from, length));
    }

    /** The node of a pattern, made when there is none. Writer only. */
    SubjectNode make(byte[] pattern) {
        return Objects.requireNonNull(find(pattern, 0, true));
    }

    /** The node of {@code pattern[from, ..)} below this level, made when {@code create}. Writer only. */
    @Nullable
    SubjectNode find(byte[] pattern, int from, boolean create) {
        int stop = ByteText.tokenEnd(pattern, from, pattern.length);
        boolean last = stop == pattern.length;
        if (last && stop - from == 1 && pattern[from] == '>') {
            if (tail == null && create) {
                tail = new SubjectNode(pattern, 0);
            }
            return tail;
        }
        PatternTree next = descend(pattern, from, stop, create);
        if (next == null) {
            return null;
        }
        if (!last) {
            return next.find(pattern, stop + 1, create);
        }
        if (next.here == null && create) {
            next.here = new SubjectNode(pattern, 0);
        }
        return next.here;
    }

    private @Nullable PatternTree descend(byte[] pattern, int from, int stop, boolean create) {
        if (stop - from == 1 && pattern[from] == '*') {
            if (star == null && create) {
                star = new PatternTree(new byte[] {'*'}, 0);
            }
            return star;
        }
        PatternTree next = child(pattern, from, stop - from);
        if (next == null && create) {
            byte[] copy = Arrays.copyOfRange(pattern, from, stop);
            next = new PatternTree(copy, ByteText.hash(copy, 0, copy.length));
            insert(next);
        }
        return next;
    }

    private void insert(PatternTree child) {
        ByteTable<PatternTree> table = children;
        if (table == null) {
            table = new ByteTable<>();
            table.add(child);
            children = table;
        } else {
            table.add(child);
        }
    }

    /** Cuts off the branches on the path of {@code pattern} that hold nothing any more. Returns whether this one does. */
    boolean prune(byte[] pattern, int from) {
        int stop = ByteText.tokenEnd(pattern, from, pattern.length);
        SubjectNode rest = tail;
        if (rest != null && rest.isEmpty()) {
            tail = null;
        }
        boolean wild = stop - from == 1 && pattern[from] == '*';
        PatternTree next = wild ? star : child(pattern, from, stop - from);
        if (next != null && next.pruneBelow(pattern, stop)) {
            if (wild) {
                star = null;
            } else {
                remove(next);
            }
        }
        return isBare();
    }

    private boolean pruneBelow(byte[] pattern, int stop) {
        if (stop < pattern.length) {
            return prune(pattern, stop + 1);
        }
        SubjectNode node = here;
        if (node != null && node.isEmpty()) {
            here = null;
        }
        return isBare();
    }

    private void remove(PatternTree child) {
        ByteTable<PatternTree> table = children;
        if (table != null) {
            table.remove(child);
            if (table.size() == 0) {
                children = null;
            }
        }
    }

    /** Whether nothing hangs below. */
    boolean isBare() {
        return children == null && star == null && tail == null && here == null;
    }

    void forEach(Consumer<? super SubjectNode> action) {
        SubjectNode rest = tail;
        if (rest != null) {
            action.accept(rest);
        }
        SubjectNode node = here;
        if (node != null) {
            action.accept(node);
        }
        PatternTree any = star;
        if (any != null) {
            any.forEach(action);
        }
        ByteTable<PatternTree> table = children;
        if (table != null) {
            table.forEach(c -> c.forEach(action));
        }
    }
}
