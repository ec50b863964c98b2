package io.dialtone.actors.claims;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.ClaimedAccount;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The claimed accounts that this server knows. Written by the {@link ClaimsKeeper} alone; any thread may read. */
final class LoadedAccounts {
    private final Map<String, Entry> byId = new ConcurrentHashMap<>();
    private final Clock clock;

    /**
     * @param deleted whether somebody deleted the account, which is then as good as expired
     */
    private record Entry(AccountDefinition definition, boolean deleted) {}

    LoadedAccounts(Clock clock) {
        this.clock = clock;
    }

    /** The account as it is now, also when it is over; null when it was never loaded. */
    @Nullable
    AccountDefinition find(String account) {
        Entry entry = byId.get(account);
        return entry == null ? null : entry.definition;
    }

    /** The account, when its users may come now. */
    @Nullable
    AccountDefinition usable(String account) {
        Entry entry = byId.get(account);
        if (entry == null || entry.deleted) {
            return null;
        }
        ClaimedAccount claimed = entry.definition.claimed();
        return claimed != null && claimed.isExpired(clock.instant()) ? null : entry.definition;
    }

    boolean contains(String account) {
        return byId.containsKey(account);
    }

    Iterable<String> accounts() {
        return byId.keySet();
    }

    void put(AccountDefinition definition) {
        byId.put(definition.id(), new Entry(definition, false));
    }

    void delete(String account) {
        byId.computeIfPresent(account, (id, entry) -> new Entry(entry.definition, true));
    }

    boolean isDeleted(String account) {
        Entry entry = byId.get(account);
        return entry != null && entry.deleted;
    }

    void forget(String account) {
        byId.remove(account);
    }
}
