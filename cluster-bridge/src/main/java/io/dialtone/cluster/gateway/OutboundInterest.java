package io.dialtone.cluster.gateway;

import io.dialtone.cluster.InterestKey;
import io.dialtone.routing.Subjects;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the other side of an outbound gateway said it wants, account by account. Explicit interest goes into the subscription index,
 * which this class only tells what to do; here is what has to be known besides: what is sent although nothing matches.
 *
 * <pre>
 *   no entry ──A-──▶ refused ──A+──▶ no entry          a peer that tells its interest at once: nothing is sent unasked
 *      │ RS-, queue RS+      │ RS-, queue RS+          any other: everything is, but what it refused
 *      ▼                     ▼
 *   optimistic ──begins──▶ transitioning ──complete──▶ interest only
 * </pre>
 *
 * <p>Written by the link; {@link #mayWant}, {@link #version} and what monitoring shows may be asked from any thread.
 */
public final class OutboundInterest {
    /** What is to be done in the subscription index. */
    public enum Effect {
        /** Nothing: it is known, or unknown, already, or is no explicit interest. */
        NONE,
        /** The subscription is new. */
        INSERT,
        /** The subscription is gone. */
        REMOVE
    }

    private final boolean peerTellsAtOnce;
    private final Map<String, Entry> accounts = new ConcurrentHashMap<>();
    private volatile long version;

    /** @param peerTellsAtOnce the peer's INFO has {@code gateway_iom} */
    public OutboundInterest(boolean peerTellsAtOnce) {
        this.peerTellsAtOnce = peerTellsAtOnce;
    }

    /** Whether a message is sent although no explicit interest matches. */
    public boolean mayWant(String account, String subject) {
        if (peerTellsAtOnce) {
            return false;
        }
        Entry entry = accounts.get(account);
        if (entry == null) {
            return true;
        }
        Set<String> refused = entry.refusedSubjects;
        return !entry.refused && refused != null && !refused.contains(subject);
    }

    /** Whether the peer refused the account as a whole. */
    public boolean isRefused(String account) {
        Entry entry = accounts.get(account);
        return entry != null && entry.refused;
    }

    /** How the account stands; one without an entry is as the peer is. */
    public InterestMode mode(String account) {
        Entry entry = accounts.get(account);
        if (entry == null || entry.refused) {
            return peerTellsAtOnce ? InterestMode.INTEREST_ONLY : InterestMode.OPTIMISTIC;
        }
        return entry.mode;
    }

    /** Grows whenever an answer of {@link #mayWant} may have changed: caches look at it. */
    public long version() {
        return version;
    }

    /**
     * {@code A-}: nothing of the account is wanted. Queue groups stay; what else was explicit is forgotten.
     *
     * @return what is to be taken out of the index
     */
    public List<InterestKey> accountRefused(String account) {
        Entry before = accounts.get(account);
        changed();
        if (before != null && before.queues > 0) {
            if (before.mode == InterestMode.OPTIMISTIC) {
                before.refusedSubjects = ConcurrentHashMap.newKeySet();
            }
            return List.of();
        }
        accounts.put(account, Entry.refused());
        return before == null ? List.of() : List.copyOf(before.subscriptions);
    }

    /** {@code A+}: that is taken back. */
    public void accountWanted(String account) {
        if (isRefused(account)) {
            accounts.remove(account);
            changed();
        }
    }

    /**
     * {@code RS+}.
     *
     * @param key without an origin; a weight does not matter
     */
    public Effect wanted(String account, InterestKey key) {
        Entry entry = live(account);
        if (entry == null) {
            if (!key.hasQueue()) {
                // There was nothing to take back.
                return Effect.NONE;
            }
            entry = create(account, InterestMode.OPTIMISTIC, true);
        }
        if (key.hasQueue() || entry.mode != InterestMode.OPTIMISTIC) {
            return insert(entry, key);
        }
        takeBack(entry, key.subject());
        return Effect.NONE;
    }

    /** {@code RS-}. Each is counted once, however often it was announced. */
    public Effect unwanted(String account, InterestKey key) {
        Entry entry = live(account);
        if (entry == null) {
            if (key.hasQueue()) {
                return Effect.NONE;
            }
            entry = create(account, InterestMode.OPTIMISTIC, true);
        }
        if (key.hasQueue() || entry.mode != InterestMode.OPTIMISTIC) {
            return remove(account, entry, key);
        }
        Set<String> refused = entry.refusedSubjects;
        if (refused != null && refused.add(key.subject())) {
            changed();
        }
        return Effect.NONE;
    }

    /** Command 2: interest of the account is told from here on. */
    public void begins(String account) {
        Entry entry = live(account);
        if (entry == null) {
            create(account, InterestMode.TRANSITIONING, false);
        } else {
            entry.mode = InterestMode.TRANSITIONING;
        }
    }

    /** Command 3: it is complete. Nothing happens when it never began. */
    public void complete(String account) {
        Entry entry = live(account);
        if (entry != null) {
            entry.mode = InterestMode.INTEREST_ONLY;
            entry.refusedSubjects = null;
            changed();
        }
    }

    /** All explicit interest there is, account by account: what is taken out of the index when the link is lost. */
    public void forEach(BiConsumer<String, InterestKey> action) {
        accounts.forEach((account, entry) -> entry.subscriptions.forEach(key -> action.accept(account, key)));
    }

    /** The explicit interest in one account. */
    public List<InterestKey> of(String account) {
        Entry entry = accounts.get(account);
        return entry == null ? List.of() : List.copyOf(entry.subscriptions);
    }

    /** The accounts of which anything was said. Any thread. */
    public Set<String> accounts() {
        return Set.copyOf(accounts.keySet());
    }

    /** How many subjects of an account were refused. Any thread. */
    public int refusals(String account) {
        Entry entry = accounts.get(account);
        Set<String> refused = entry == null ? null : entry.refusedSubjects;
        return refused == null ? 0 : refused.size();
    }

    private @Nullable Entry live(String account) {
        Entry entry = accounts.get(account);
        return entry == null || entry.refused ? null : entry;
    }

    private Entry create(String account, InterestMode mode, boolean sendsUnasked) {
        Entry entry = new Entry(mode, sendsUnasked ? ConcurrentHashMap.newKeySet() : null, false);
        accounts.put(account, entry);
        changed();
        return entry;
    }

    private static Effect insert(Entry entry, InterestKey key) {
        if (!entry.subscriptions.add(key)) {
            return Effect.NONE;
        }
        entry.queues += key.hasQueue() ? 1 : 0;
        return Effect.INSERT;
    }

    private Effect remove(String account, Entry entry, InterestKey key) {
        if (!entry.subscriptions.remove(key)) {
            return Effect.NONE;
        }
        entry.queues -= key.hasQueue() ? 1 : 0;
        Set<String> refused = entry.refusedSubjects;
        boolean says = entry.mode != InterestMode.OPTIMISTIC || refused == null || !refused.isEmpty();
        if (entry.subscriptions.isEmpty() && !says) {
            accounts.remove(account);
            changed();
        }
        return Effect.REMOVE;
    }

    private void takeBack(Entry entry, String subject) {
        Set<String> refused = entry.refusedSubjects;
        if (refused == null) {
            return;
        }
        boolean some = Subjects.hasWildcard(subject)
                ? refused.removeIf(literal -> Subjects.isSubsetOf(literal, subject))
                : refused.remove(subject);
        if (some) {
            changed();
        }
    }

    private void changed() {
        version++;
    }

    /** Of one account. What is not volatile is the writer's. */
    private static final class Entry {
        private final boolean refused;
        private final Set<InterestKey> subscriptions = ConcurrentHashMap.newKeySet();
        private int queues;
        private volatile InterestMode mode;
        /** Null: nothing is sent unasked. */
        private volatile @Nullable Set<String> refusedSubjects;

        private Entry(InterestMode mode, @Nullable Set<String> refusedSubjects, boolean refused) {
            this.mode = mode;
            this.refusedSubjects = refusedSubjects;
            this.refused = refused;
        }

        static Entry refused() {
            return new Entry(InterestMode.OPTIMISTIC, null, true);
        }
    }
}
