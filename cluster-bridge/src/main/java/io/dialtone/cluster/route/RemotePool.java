package io.dialtone.cluster.route;

import io.dialtone.cluster.protocol.ServerInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections between this server and one other: a slot each of the pool, and one each for the accounts that have a
 * connection of their own. Both sides may dial; who accepts leaves the choice of the slot to who dials. One owner at a time.
 *
 * <p>With a server that has no pool, or when this one has none, there is a single connection for all accounts.
 *
 * @param <C> connection; told apart by identity
 */
public final class RemotePool<C> {
    private static final int DEDICATED = -1;

    private final int ownSize;
    /** By slot; slots that are free are not in it. */
    private final Map<Integer, C> slots = new HashMap<>();

    private final Map<String, C> dedicated = new LinkedHashMap<>();
    /** Of those among them that this side dials when they are lost. */
    private final IdentityHashMap<C, Dialled> dialled = new IdentityHashMap<>();

    private int effectiveSize;
    private boolean pooled = true;

    /** @param ownSize configured size; not positive: no pool */
    public RemotePool(int ownSize) {
        this.ownSize = ownSize;
        this.effectiveSize = Math.max(1, ownSize);
    }

    /**
     * Finds the place of a connection of the pool.
     *
     * @param how null: the other side dialled
     */
    public Placement<C> place(C connection, ServerInfo info, @Nullable Dialled how) {
        if (ownSize <= 0 || info.routePoolSize() <= 0) {
            return placeWithoutPool(connection, how);
        }
        int effective = Math.max(ownSize, info.routePoolSize());
        String error = indexError(info, how != null, effective);
        if (error != null) {
            return new Placement.Refused<>(error, true);
        }
        // The size may grow when the other side was configured anew and comes back before all is taken down here.
        pooled = true;
        effectiveSize = Math.max(effectiveSize, effective);
        int slot = how == null ? info.routePoolIndex() : firstFree();
        C there = slots.get(slot);
        if (there != null) {
            return duplicateOf(there, how, true);
        }
        if (slot < 0) {
            return new Placement.Duplicate<>(null, false);
        }
        return take(slot, connection, how);
    }

    /** Finds the place of a connection that is dedicated to an account; {@code pinned} are the accounts that may have one. */
    public Placement<C> placeDedicated(
            C connection, String account, ServerInfo info, @Nullable Dialled how, Set<String> pinned) {
        if (ownSize <= 0 || info.routePoolSize() <= 0) {
            String error =
                    "Not possible to have a dedicated route for account \"" + account + "\" between those servers";
            return new Placement.Refused<>(error, false);
        }
        String error = indexError(info, how != null, Math.max(ownSize, info.routePoolSize()));
        if (error == null && !pinned.contains(account)) {
            error = "No route for account \"" + account + "\"";
        }
        if (error != null) {
            return new Placement.Refused<>(error, true);
        }
        C there = dedicated.get(account);
        if (there != null) {
            return duplicateOf(there, how, false);
        }
        dedicated.put(account, connection);
        remember(connection, how);
        return new Placement.Placed<>(DEDICATED, true, false);
    }

    /** Takes a connection out that has been closed; false: it was not in. */
    public boolean remove(C connection) {
        dialled.remove(connection);
        boolean hadSlot = slots.values().removeIf(other -> other == connection);
        return dedicated.values().removeIf(other -> other == connection) || hadSlot;
    }

    /** What the connection is dialled for again when it is lost, which may be news of another connection; null: it is not. */
    public @Nullable Dialled dialled(C connection) {
        return dialled.get(connection);
    }

    /**
     * The connection on which interest of an account is sent. Null: there is none (yet), and its interest waits, for one that is
     * sent elsewhere would be lost when the account's own connection comes.
     */
    public @Nullable C carrierOf(String account, Set<String> pinned) {
        if (!pooled) {
            return slots.get(0);
        }
        return pinned.contains(account) ? dedicated.get(account) : slots.get(AccountSlot.of(account, ownSize));
    }

    /** Whether what is sent for the account goes without the account's name. */
    public boolean isDedicated(C connection) {
        return dedicated.values().stream().anyMatch(other -> other == connection);
    }

    /** The connection dedicated to the account, or null. */
    public @Nullable C dedicatedTo(String account) {
        return dedicated.get(account);
    }

    /** The connection in a slot, or null. */
    public @Nullable C inSlot(int slot) {
        return slots.get(slot);
    }

    /** Any one connection that is not dedicated to an account, the lowest slot; null: there is none. */
    public @Nullable C any() {
        return slots.entrySet().stream()
                .min(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .orElse(null);
    }

    /** All connections. */
    public Collection<C> connections() {
        List<C> all = new ArrayList<>(slots.values());
        all.addAll(dedicated.values());
        return all;
    }

    /** Whether the other server, and this one, have a pool. */
    public boolean isPooled() {
        return pooled;
    }

    /** Slots there are: the larger of the two servers' sizes. */
    public int effectiveSize() {
        return pooled ? effectiveSize : 1;
    }

    /** Whether the other server is not connected. */
    public boolean isEmpty() {
        return slots.isEmpty() && dedicated.isEmpty();
    }

    private Placement<C> placeWithoutPool(C connection, @Nullable Dialled how) {
        pooled = false;
        C there = slots.get(0);
        if (there != null) {
            return duplicateOf(there, how, false);
        }
        Placement.Placed<C> placed = take(0, connection, how);
        return new Placement.Placed<>(placed.slot(), placed.first(), false);
    }

    private static @Nullable String indexError(ServerInfo info, boolean solicited, int effective) {
        int index = info.routePoolIndex();
        if (solicited) {
            return index == 0 ? null : "Route pool index should not be set but is set to " + index;
        }
        return index >= 0 && index < effective
                ? null
                : "Invalid route pool index: " + index + " - pool size is " + info.routePoolSize();
    }

    private Placement.Placed<C> take(int slot, C connection, @Nullable Dialled how) {
        boolean first = slots.isEmpty();
        slots.put(slot, connection);
        shareDialled(connection, how);
        return new Placement.Placed<>(slot, first, how != null && slots.size() < effectiveSize);
    }

    /** Once this side dials one connection of a pool, it dials again whichever of them is lost. */
    private void shareDialled(C connection, @Nullable Dialled how) {
        if (how != null) {
            slots.values().forEach(other -> remember(other, how));
            return;
        }
        slots.values().stream()
                .map(dialled::get)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(remembering(connection));
    }

    private Consumer<Dialled> remembering(C connection) {
        return how -> remember(connection, how);
    }

    private Placement<C> duplicateOf(C there, @Nullable Dialled how, boolean reconnect) {
        remember(there, how);
        return new Placement.Duplicate<>(there, reconnect);
    }

    private void remember(C connection, @Nullable Dialled how) {
        if (how != null) {
            dialled.merge(connection, how, Dialled::joinedWith);
        }
    }

    private int firstFree() {
        for (int slot = 0; slot < effectiveSize; slot++) {
            if (!slots.containsKey(slot)) {
                return slot;
            }
        }
        return -1;
    }
}
