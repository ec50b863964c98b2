package io.dialtone.actors.claims;

import akka.actor.typed.javadsl.ActorContext;
import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.ClaimedAccount;
import io.dialtone.accounts.exchange.Import;
import io.dialtone.accounts.operator.TrustException;
import io.dialtone.accounts.resolver.AccountResolver;
import io.dialtone.accounts.resolver.DirectoryStore;
import io.dialtone.accounts.resolver.ResolverException;
import io.dialtone.streams.LoopTimers;
import java.util.Locale;

/**
 * Fetches accounts that somebody waits for: from the resolver, and when its directory lacks them from the other servers. Belongs to the
 * {@link ClaimsKeeper}, on whose event loop all of it runs unless it says otherwise.
 */
final class AccountLoading {
    private static final String EXPIRED = "account expired";

    private final ActorContext<ClaimsKeeper.Command> context;
    private final LoopTimers<ClaimsKeeper.Command> timers;
    private final OperatorMode mode;
    private final ClaimsHost host;
    private final BackgroundWork work;
    private final AwaitedAccounts awaited;
    private final AccountLookup lookup;
    private final AccountChanges changes;

    AccountLoading(
            ActorContext<ClaimsKeeper.Command> context,
            LoopTimers<ClaimsKeeper.Command> timers,
            OperatorMode mode,
            ClaimsHost host,
            BackgroundWork work,
            AwaitedAccounts awaited,
            AccountLookup lookup,
            AccountChanges changes) {
        this.context = context;
        this.timers = timers;
        this.mode = mode;
        this.host = host;
        this.work = work;
        this.awaited = awaited;
        this.lookup = lookup;
        this.changes = changes;
    }

    void load(ClaimsKeeper.Load load) {
        String account = load.account();
        AccountDefinition usable = mode.loaded().usable(account);
        if (usable != null) {
            load.result().complete(usable);
            return;
        }
        String refusal = awaited.refusal(account);
        if (refusal != null) {
            load.result().completeExceptionally(new TrustException(refusal));
        } else if (awaited.add(account, load.result())) {
            fetch(account);
        }
    }

    /**
     * Fetches the system account in the place of the one that the server was started with.
     *
     * @return whether it is there: it may have come another way, by a push or from another server
     */
    boolean fetchSystemAccount() {
        String account = mode.options().systemAccount();
        AccountDefinition now = mode.loaded().find(account);
        ClaimedAccount claimed = now == null ? null : now.claimed();
        if (claimed != null && !claimed.token().isEmpty()) {
            return true;
        }
        if (awaited.add(account, null)) {
            fetch(account);
        }
        return false;
    }

    private void fetch(String account) {
        AccountResolver resolver = mode.resolver();
        if (resolver == null) {
            fail(account, ResolverException.MISSING);
            return;
        }
        boolean directory = mode.directory() != null;
        work.run(
                mode.fetchers(),
                () -> fetched(account, resolver, directory),
                failure -> new ClaimsKeeper.Fetched(account, null, "too many account lookups"));
    }

    /** Not on the event loop. */
    private ClaimsKeeper.Command fetched(String account, AccountResolver resolver, boolean directory) {
        try {
            return new ClaimsKeeper.Fetched(account, read(account, resolver.fetch(account)), "");
        } catch (TrustException e) {
            return new ClaimsKeeper.Fetched(account, null, e.getMessage());
        } catch (ResolverException e) {
            return directory
                    ? new ClaimsKeeper.NotHere(account)
                    : new ClaimsKeeper.Fetched(account, null, e.getMessage());
        }
    }

    private AccountDefinition read(String account, String token) throws TrustException {
        return mode.reader().read(account, token, mode.clock().instant());
    }

    /** An account was not found here: others are to be asked. */
    void askOthers(String account) {
        if (mode.options().systemAccount().isEmpty() || !lookup.ask(account)) {
            fail(account, "account jwt not found");
            return;
        }
        ClaimsKeeper.LookupOver over = new ClaimsKeeper.LookupOver(account);
        timers.start(over, Resolvers.timeout(mode.options()));
    }

    /** The first answer with something in it counts; who knows nothing says nothing of others. */
    void answered(ClaimSubjects.Request answer) {
        String account = lookup.answered(answer.subject());
        DirectoryStore store = mode.directory();
        if (account == null || store == null || answer.payload().length == 0) {
            return;
        }
        lookup.over(account);
        timers.cancel(new ClaimsKeeper.LookupOver(account));
        work.run(
                mode.files(),
                () -> keep(store, account, answer.text()),
                failure -> new ClaimsKeeper.Fetched(account, null, String.valueOf(failure.getMessage())));
    }

    /** Not on the event loop. */
    private ClaimsKeeper.Command keep(DirectoryStore store, String account, String token) {
        try {
            AccountDefinition definition = read(account, token);
            store.storeNewer(account, token);
            return new ClaimsKeeper.Fetched(account, definition, "");
        } catch (TrustException | ResolverException e) {
            return new ClaimsKeeper.Fetched(account, null, String.valueOf(e.getMessage()));
        }
    }

    void fetched(ClaimsKeeper.Fetched fetched) {
        AccountDefinition definition = fetched.definition();
        if (definition == null) {
            fail(fetched.account(), fetched.problem());
        } else {
            context.pipeToSelf(changes.fetched(definition), (done, failure) -> new ClaimsKeeper.Defined(definition));
        }
    }

    /** A fetched account is in effect. */
    void defined(AccountDefinition definition) {
        mode.loaded().settle(definition.id());
        reportMissing(definition);
        AccountDefinition now = mode.loaded().usable(definition.id());
        if (now == null) {
            fail(definition.id(), EXPIRED);
        } else {
            awaited.found(now);
        }
    }

    void fail(String account, String problem) {
        lookup.over(account);
        awaited.failed(account, mode.loaded().contains(account) ? EXPIRED : problem);
    }

    private void reportMissing(AccountDefinition definition) {
        for (Import taken : definition.imports()) {
            if (!mode.loaded().contains(taken.account())) {
                String problem = awaited.problem(taken.account(), ResolverException.MISSING);
                host.log()
                        .error("Can't locate account [" + taken.account() + "] for import of [" + taken.subject() + "] "
                                + taken.kind().name().toLowerCase(Locale.ROOT) + " (err=" + problem + ")");
            }
        }
    }
}
