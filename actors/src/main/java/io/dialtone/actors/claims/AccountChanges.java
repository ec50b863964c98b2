package io.dialtone.actors.claims;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.conf.AccountLimits;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets claims of accounts count, newer ones and none any more; sees to it that they end in time. Belongs to the {@link ClaimsKeeper}. */
final class AccountChanges {
    private static final AccountLimits NOTHING = new AccountLimits(0, 0, 0, 0);

    private final OperatorMode mode;
    private final ClaimsHost host;
    private final AwaitedAccounts awaited;
    private final ClaimEnds ends;

    AccountChanges(OperatorMode mode, ClaimsHost host, AwaitedAccounts awaited, ClaimEnds ends) {
        this.mode = mode;
        this.host = host;
        this.awaited = awaited;
        this.ends = ends;
    }

    /** Completed when an account is in effect, and what it imports has been looked for. */
    CompletionStage<Void> define(AccountDefinition definition) {
        return host.define(List.of(definition), Set.of());
    }

    /** Lets an account count that was just fetched, whether it was known before or not. */
    CompletionStage<Void> fetched(AccountDefinition definition) {
        if (mode.loaded().contains(definition.id())) {
            return apply(definition);
        }
        mode.loaded().prepare(definition);
        ends.watch(definition);
        return define(definition);
    }

    /** Lets newer claims of an account count that is known already. */
    CompletionStage<Void> apply(AccountDefinition definition) {
        awaited.forget(definition.id());
        mode.loaded().put(definition);
        ends.watch(definition);
        host.log().debug(() -> "Updating account claims: " + definition.id() + "/" + definition.name());
        return define(definition).thenCompose(done -> host.changed(definition));
    }

    /** One of the activation tokens of an account is over. */
    void activationOver(String account) {
        AccountDefinition definition = mode.loaded().find(account);
        if (definition != null) {
            define(definition);
            ends.watchActivations(definition);
        }
    }

    /** The claims of an account are over. */
    void over(String account) {
        host.log().debug(() -> "Account [" + account + "] has expired");
        host.expired(account);
    }

    /**
     * Nobody may use an account any more; what others import from it stays named.
     *
     * @return completed when that is so
     */
    CompletionStage<Void> delete(String account) {
        AccountDefinition definition = mode.loaded().find(account);
        if (definition == null) {
            return CompletableFuture.completedFuture(null);
        }
        host.log().debug(() -> "Disable account " + account + " due to remove");
        mode.loaded().delete(account);
        ends.forget(account);
        CompletionStage<Void> defined = define(withNothing(account, definition));
        return host.expired(account).thenCompose(closed -> defined);
    }

    private static AccountDefinition withNothing(String account, AccountDefinition definition) {
        return new AccountDefinition(
                account,
                definition.name(),
                NOTHING,
                definition.defaultPermissions(),
                List.of(),
                "",
                0,
                definition.exports(),
                List.of(),
                definition.claimed());
    }

    /** The configuration lacks an account now; {@link ClaimsHost#define} is told of it by the caller. */
    void forget(String account) {
        host.log().notice("Reloaded: deleting account [removed]: \"" + account + "\"");
        mode.loaded().forget(account);
        ends.forget(account);
    }
}
