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

    private record Entry(AccountDefinition definition, State state) {}

    private enum State {
        /** It is being put to work for the first time. */
        PREPARED,
        /** It is at work. */
        SETTLED,
        /** Somebody deleted it: it is as good as expired. */
        DELETED
    }

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
        if (entry == null || entry.state != State.SETTLED) {
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

    /** An account is known; its users may not come before it is {@link #settle settled}. */
    void prepare(AccountDefinition definition) {
        byId.put(definition.id(), new Entry(definition, State.PREPARED));
    }

    void settle(String account) {
        byId.computeIfPresent(
                account,
                (id, entry) -> entry.state == State.PREPARED ? new Entry(entry.definition, State.SETTLED) : entry);
    }

    /** Newer claims count at once. */
    void put(AccountDefinition definition) {
        byId.compute(definition.id(), (id, entry) -> {
            State state = entry == null || entry.state == State.DELETED ? State.SETTLED : entry.state;
            return new Entry(definition, state);
        });
    }

    void delete(String account) {
        byId.computeIfPresent(account, (id, entry) -> new Entry(entry.definition, State.DELETED));
    }

    boolean isDeleted(String account) {
        Entry entry = byId.get(account);
        return entry != null && entry.state == State.DELETED;
    }

    void forget(String account) {
        byId.remove(account);
    }
}
