package io.dialtone.actors.claims;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.operator.TrustException;
import io.dialtone.accounts.resolver.AccountResolver;
import io.dialtone.accounts.resolver.ResolverException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets accounts be what a configuration says that was read again. Belongs to the {@link ClaimsKeeper}. */
final class ClaimsReload {
    /** How it goes on; on the event loop. */
    interface Next {
        /** The new options are in effect, files have not been looked at. */
        void optionsChanged();

        /**
         * The directory is to be looked at.
         *
         * @param done completed when what has changed there is in effect
         */
        void reread(CompletableFuture<Void> done);
    }

    private final OperatorMode mode;
    private final ClaimsHost host;
    private final BackgroundWork work;
    private final AccountChanges changes;
    private final Next next;

    ClaimsReload(OperatorMode mode, ClaimsHost host, BackgroundWork work, AccountChanges changes, Next next) {
        this.mode = mode;
        this.host = host;
        this.work = work;
        this.changes = changes;
        this.next = next;
    }

    void run(ClaimsKeeper.Reload reload) {
        work.run(
                mode.files(),
                () -> {
                    boolean otherDirectory = mode.reload(reload.options(), reload.tls(), host.log());
                    return new ClaimsKeeper.Then(() -> reloaded(reload, otherDirectory));
                },
                failure -> failed(reload, failure));
    }

    private static ClaimsKeeper.Command failed(ClaimsKeeper.Reload reload, Throwable failure) {
        return new ClaimsKeeper.Then(() -> reload.done().completeExceptionally(failure));
    }

    /** Accounts in memory are what the configuration says now; a directory is looked at again. */
    private void reloaded(ClaimsKeeper.Reload reload, boolean otherDirectory) {
        next.optionsChanged();
        PreloadReport.write(reload.options(), mode.clock().instant(), host.log());
        if (mode.isInMemory() || otherDirectory) {
            work.run(mode.files(), () -> preloaded(reload), failure -> failed(reload, failure));
        } else {
            // Before users log in again: who is let in by old claims, or is shut out by new ones, would depend on who
            // comes first.
            next.reread(reload.done());
        }
    }

    /** Not on the event loop. */
    private ClaimsKeeper.Command preloaded(ClaimsKeeper.Reload reload) {
        List<AccountDefinition> there = new ArrayList<>();
        Set<String> gone = new LinkedHashSet<>();
        AccountResolver resolver = mode.resolver();
        for (String account : mode.loaded().accounts()) {
            try {
                String token = resolver == null ? "" : resolver.fetch(account);
                there.add(mode.reader().read(account, token, mode.clock().instant()));
            } catch (ResolverException | TrustException e) {
                gone.add(account);
            }
        }
        return new ClaimsKeeper.Then(() -> preloaded(reload, there, gone));
    }

    private void preloaded(ClaimsKeeper.Reload reload, List<AccountDefinition> there, Set<String> gone) {
        List<CompletableFuture<Void>> applied = new ArrayList<>();
        for (AccountDefinition definition : there) {
            AccountDefinition before = mode.loaded().find(definition.id());
            if (before == null || !before.equals(definition)) {
                applied.add(changes.apply(definition).toCompletableFuture());
            }
        }
        applied.add(remove(gone).toCompletableFuture());
        CompletableFuture.allOf(applied.toArray(CompletableFuture[]::new))
                .whenComplete((ok, failure) -> reload.done().complete(null));
    }

    private CompletionStage<Void> remove(Set<String> gone) {
        Set<String> removed = new HashSet<>();
        for (String account : gone) {
            // What a directory lacks may still come from another server.
            if (mode.isInMemory() && !account.equals(mode.options().systemAccount())) {
                changes.forget(account);
                removed.add(account);
            }
        }
        return host.define(List.of(), removed);
    }
}
