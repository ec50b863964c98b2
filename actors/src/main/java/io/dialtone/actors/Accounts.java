package io.dialtone.actors;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.routing.SubjectIndex;
import io.dialtone.routing.Subscription;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The accounts of a server by name; the global one is always there. Any thread. */
final class Accounts {
    private final ConcurrentHashMap<String, Account> byName = new ConcurrentHashMap<>();
    private final Consumer<AccountSupervisor.Command> supervisor;
    private final @Nullable SystemAccount system;
    private final @Nullable InterestWatchers watchers;
    private volatile AccountSource source = id -> CompletableFuture.completedFuture(null);

    /**
     * @param supervisor takes commands for accounts
     * @param system the system account, null without one
     * @param watchers who hears of interest; null where the server was made without links
     */
    Accounts(
            Consumer<AccountSupervisor.Command> supervisor,
            @Nullable SystemAccount system,
            @Nullable InterestWatchers watchers) {
        this.supervisor = supervisor;
        this.system = system;
        this.watchers = watchers;
    }

    /** Sets where accounts come from that somebody imports from and nobody has defined. */
    void source(AccountSource newSource) {
        source = newSource;
    }

    /** The account of those who belong to no other. */
    Account global() {
        return get(Account.GLOBAL);
    }

    /** The account of this name, made when there is none yet. */
    Account get(String name) {
        Account known = byName.get(name);
        if (known != null) {
            return known;
        }
        Account fresh = make(name);
        known = byName.putIfAbsent(name, fresh);
        if (known != null) {
            return known;
        }
        if (watchers != null) {
            watchers.made(fresh);
        }
        return fresh;
    }

    @Nullable
    Account find(String name) {
        return byName.get(name);
    }

    Collection<Account> all() {
        return byName.values();
    }

    /**
     * Says what accounts are from now on, and which are no more. Users and subscriptions of the latter stay until somebody
     * closes them; they just have nothing from others, nor give anything.
     *
     * @return completed when mappings, imports and exports are in effect, and exporters that were not known have been looked
     *     for; never fails
     */
    CompletionStage<Void> define(Collection<AccountDefinition> definitions, Set<String> gone) {
        CompletableFuture<Set<String>> missing = new CompletableFuture<>();
        List<AccountDefinition> completed = definitions.stream()
                .map(d -> system == null ? d : system.completed(d))
                .toList();
        supervisor.accept(new AccountSupervisor.Define(completed, Set.copyOf(gone), missing));
        return missing.thenCompose(this::load);
    }

    private CompletionStage<Void> load(Set<String> missing) {
        if (missing.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        List<CompletableFuture<@Nullable AccountDefinition>> loads = new ArrayList<>();
        missing.forEach(
                id -> loads.add(source.load(id).exceptionally(failure -> null).toCompletableFuture()));
        return CompletableFuture.allOf(loads.toArray(CompletableFuture[]::new)).thenCompose(ignored -> {
            List<AccountDefinition> found = new ArrayList<>();
            for (CompletableFuture<@Nullable AccountDefinition> load : loads) {
                AccountDefinition definition = load.join();
                if (definition != null) {
                    found.add(definition);
                }
            }
            return found.isEmpty() ? CompletableFuture.completedFuture(null) : define(found, Set.of());
        });
    }

    private Account make(String name) {
        AtomicReference<Account> cell = new AtomicReference<>();
        SubjectIndex common = system == null ? null : system.common(name);
        List<Subscription> announced = system == null ? List.of() : system.announced(name);
        List<Subscription> toLeafs = system == null ? List.of() : system.announcedToLeafs(name);
        Account account = new Account(
                name,
                common,
                announced,
                toLeafs,
                watchers,
                command -> supervisor.accept(new AccountSupervisor.ToAccount(name, cell, command)));
        cell.set(account);
        return account;
    }
}
