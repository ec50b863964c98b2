package io.dialtone.actors;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The accounts of a server by name; the global one is always there. Any thread. */
final class Accounts {
    private final ConcurrentHashMap<String, Account> byName = new ConcurrentHashMap<>();
    private final Consumer<AccountSupervisor.Command> supervisor;

    /**
     * @param supervisor takes commands for accounts
     */
    Accounts(Consumer<AccountSupervisor.Command> supervisor) {
        this.supervisor = supervisor;
    }

    /** The account of those who belong to no other. */
    Account global() {
        return get(Account.GLOBAL);
    }

    /** The account of this name, made when there is none yet. */
    Account get(String name) {
        return byName.computeIfAbsent(name, this::make);
    }

    @Nullable
    Account find(String name) {
        return byName.get(name);
    }

    Collection<Account> all() {
        return byName.values();
    }

    private Account make(String name) {
        AtomicReference<Account> cell = new AtomicReference<>();
        Account account =
                new Account(name, command -> supervisor.accept(new AccountSupervisor.Command(name, cell, command)));
        cell.set(account);
        return account;
    }
}
