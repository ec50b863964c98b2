package io.dialtone.cluster.route;

import io.dialtone.cluster.protocol.ServerInfo;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one connection is for.
 *
 * @param isRegistered whether it is; else the handshake just goes on
 * @param account the one account that it is dedicated to; empty for one of the pool
 * @param info to be said now; null when all has been said
 * @param pingsForNext whether a PING goes out whose answer lets the next connection of the pool be dialled
 * @param carried the accounts whose interest is told over it
 */
record RoutePlan(
        boolean isRegistered,
        String account,
        @Nullable ServerInfo info,
        boolean pingsForNext,
        Predicate<String> carried) {
    /** The handshake goes on. */
    static final RoutePlan GO_ON = new RoutePlan(false, "", null, false, account -> false);

    /** Interest of the accounts that hash to a slot of the own pool, and have no connection of their own. */
    static Predicate<String> ofSlot(int slot, int ownSize, PinnedAccounts pinned) {
        return account -> !pinned.contains(account) && AccountSlot.of(account, ownSize) == slot;
    }

    boolean carries(String id) {
        return account.isEmpty() ? carried.test(id) : account.equals(id);
    }
}
