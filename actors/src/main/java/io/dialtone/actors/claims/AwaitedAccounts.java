package io.dialtone.actors.claims;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.operator.TrustException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for which account, and which accounts could not be had a moment ago: those are not looked for again at once, so that
 * somebody who is not let in cannot keep the server asking. Belongs to the {@link ClaimsKeeper}.
 */
final class AwaitedAccounts {
    private static final Duration NOT_AGAIN = Duration.ofSeconds(1);
    private static final int MOST_MISSING = 10_000;

    private final Map<String, List<CompletableFuture<AccountDefinition>>> waiting = new HashMap<>();
    private final Map<String, Missing> missing = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Missing> eldest) {
            return size() > MOST_MISSING;
        }
    };

    private record Missing(String problem, long untilNanos) {}

    /** Why an account is not looked for now; null when it may be. */
    @Nullable
    String refusal(String account) {
        Missing known = missing.get(account);
        return known != null && known.untilNanos - System.nanoTime() > 0 ? known.problem : null;
    }

    /** Why an account could not be had last time. */
    String problem(String account, String otherwise) {
        Missing known = missing.get(account);
        return known == null ? otherwise : known.problem;
    }

    /**
     * Somebody, or nobody yet, waits for an account.
     *
     * @return whether it is the first, so that the account has to be fetched
     */
    boolean add(String account, @Nullable CompletableFuture<AccountDefinition> result) {
        boolean first = !waiting.containsKey(account);
        List<CompletableFuture<AccountDefinition>> all = waiting.computeIfAbsent(account, id -> new ArrayList<>(1));
        if (result != null) {
            all.add(result);
        }
        return first;
    }

    void found(AccountDefinition definition) {
        missing.remove(definition.id());
        take(definition.id()).forEach(result -> result.complete(definition));
    }

    void failed(String account, String problem) {
        missing.put(account, new Missing(problem, System.nanoTime() + NOT_AGAIN.toNanos()));
        take(account).forEach(result -> result.completeExceptionally(new TrustException(problem)));
    }

    private List<CompletableFuture<AccountDefinition>> take(String account) {
        List<CompletableFuture<AccountDefinition>> all = waiting.remove(account);
        return all == null ? List.of() : all;
    }

    /** Newer claims may be there: an account may be looked for again. */
    void forget(String account) {
        missing.remove(account);
    }

    /** The same of all accounts. */
    void forgetAll() {
        missing.clear();
    }
}
