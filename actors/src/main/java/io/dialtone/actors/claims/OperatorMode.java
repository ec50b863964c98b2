package io.dialtone.actors.claims;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.operator.ActivationRules;
import io.dialtone.accounts.operator.ClaimedAccounts;
import io.dialtone.accounts.operator.TrustException;
import io.dialtone.accounts.operator.TrustedOperators;
import io.dialtone.accounts.resolver.AccountResolver;
import io.dialtone.accounts.resolver.DirectoryStore;
import io.dialtone.accounts.resolver.MemoryResolver;
import io.dialtone.accounts.resolver.ResolverException;
import io.dialtone.conf.ResolverKind;
import io.dialtone.conf.TrustOptions;
import io.dialtone.streams.ServerLog;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a server in operator mode trusts, where it gets accounts from, and those it has. Made before anything else of the server, so that
 * what is wrong with it keeps the server from starting. For any number of threads.
 */
public final class OperatorMode implements AutoCloseable {
    /** Lookups in files and elsewhere under way at once. */
    private static final int FETCHERS = 8;
    /** Lookups that may wait for their turn; those beyond are refused, so that nobody can make the server remember without end. */
    private static final int WAITING = 1024;

    private static final long IDLE_SECONDS = 10;

    private final TrustedOperators trusted;
    private final Clock clock;
    private final ClaimedAccounts reader;
    private final LoadedAccounts loaded;
    private final ActivationRules activations;
    private final LongAdder pinnedFailures = new LongAdder();
    /** Writes in the order they were asked for. */
    private final ExecutorService files = threads("dialtone-claims", 1, Integer.MAX_VALUE);

    private final ExecutorService fetchers = threads("dialtone-resolver", FETCHERS, WAITING);
    private volatile TrustOptions options;
    private volatile @Nullable AccountResolver resolver;
    private final @Nullable AccountDefinition systemAccount;
    private final @Nullable SharedClaims shared;
    private volatile Consumer<ClaimsKeeper.Command> keeper = command -> {
        if (command instanceof ClaimsKeeper.Load load) {
            load.result().completeExceptionally(new TrustException(ResolverException.MISSING));
        }
    };

    private OperatorMode(
            TrustedOperators trusted,
            TrustOptions options,
            @Nullable AccountResolver resolver,
            Clock clock,
            ClaimedAccounts reader,
            @Nullable AccountDefinition systemAccount) {
        this.trusted = trusted;
        this.options = options;
        this.resolver = resolver;
        this.clock = clock;
        this.reader = reader;
        this.systemAccount = systemAccount;
        this.loaded = new LoadedAccounts(clock);
        this.activations = new ActivationRules(loaded::find, clock);
        this.shared = resolver instanceof DirectoryStore store && Resolvers.kind(options) == ResolverKind.FULL
                ? new SharedClaims(store, reader, claim -> keeper.accept(new ClaimsKeeper.Shared(claim)))
                : null;
        if (systemAccount != null) {
            loaded.put(systemAccount);
        }
    }

    /**
     * Opens the resolver, keeps what was preloaded, and has a look at the system account. Waits for files and, with a URL resolver, for
     * the network.
     *
     * @param options that have been checked and completed
     * @param tls for a URL resolver; null for the trust of this Java runtime
     * @throws TrustException with the reason why the server cannot start
     */
    public static OperatorMode open(
            TrustedOperators trusted, TrustOptions options, @Nullable SSLContext tls, Clock clock, ServerLog log)
            throws TrustException {
        AccountResolver resolver = null;
        try {
            resolver = Resolvers.open(options, tls, clock, true);
            Resolvers.preload(resolver, options, log);
            ClaimedAccounts reader = new ClaimedAccounts(trusted);
            AccountDefinition system = systemAccount(trusted, options, resolver, reader, clock);
            if (resolver instanceof DirectoryStore && trusted.operators().isEmpty()) {
                throw new TrustException("Could not start resolver: no operator key found");
            }
            return new OperatorMode(trusted, options, resolver, clock, reader, system);
        } catch (ResolverException | TrustException e) {
            if (resolver != null) {
                resolver.close();
            }
            throw e instanceof TrustException t ? t : new TrustException(String.valueOf(e.getMessage()), e);
        }
    }

    private static @Nullable AccountDefinition systemAccount(
            TrustedOperators trusted,
            TrustOptions options,
            @Nullable AccountResolver resolver,
            ClaimedAccounts reader,
            Clock clock)
            throws TrustException {
        String account = options.systemAccount();
        if (account.isEmpty()) {
            return null;
        }
        try {
            if (resolver == null) {
                throw new TrustException(ResolverException.MISSING);
            }
            return reader.read(account, resolver.fetch(account), clock.instant());
        } catch (ResolverException | TrustException e) {
            boolean mayCome = trusted.operators().size() == 1 && !(resolver instanceof MemoryResolver);
            if (mayCome) {
                return ClaimedAccounts.standIn(account);
            }
            throw new TrustException("error resolving system account: " + e.getMessage(), e);
        }
    }

    private static ExecutorService threads(String name, int most, int waiting) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(waiting), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Judges activation tokens by the accounts there are. */
    public ActivationRules activations() {
        return activations;
    }

    /**
     * The account of this key, loaded when nobody needed it before.
     *
     * @return fails when it cannot be had; the message says why
     */
    public CompletionStage<AccountDefinition> account(String account) {
        AccountDefinition usable = loaded.usable(account);
        if (usable != null) {
            return CompletableFuture.completedFuture(usable);
        }
        CompletableFuture<AccountDefinition> result = new CompletableFuture<>();
        keeper.accept(new ClaimsKeeper.Load(account, result));
        return result;
    }

    /** The account of this key as it is now; null when its users may not come. */
    public @Nullable AccountDefinition current(String account) {
        return loaded.usable(account);
    }

    /** Somebody of an account that is none of those pinned was turned away. */
    public void countPinnedFailure() {
        pinnedFailures.increment();
    }

    /** How many were turned away because their account is none of those pinned. */
    public long pinnedFailures() {
        return pinnedFailures.sum();
    }

    /** The operators. */
    public TrustedOperators trusted() {
        return trusted;
    }

    /** The accounts that servers of one cluster share; null where no directory is to hold everything. */
    public @Nullable SharedClaims shared() {
        return shared;
    }

    void keeper(Consumer<ClaimsKeeper.Command> takes) {
        keeper = takes;
    }

    TrustOptions options() {
        return options;
    }

    Clock clock() {
        return clock;
    }

    ClaimedAccounts reader() {
        return reader;
    }

    LoadedAccounts loaded() {
        return loaded;
    }

    @Nullable
    AccountResolver resolver() {
        return resolver;
    }

    /** The system account as it was found, or what stands in for it; null without one. */
    @Nullable
    AccountDefinition systemAccount() {
        return systemAccount;
    }

    ExecutorService files() {
        return files;
    }

    ExecutorService fetchers() {
        return fetchers;
    }

    /** Whether accounts come from a map in memory. */
    boolean isInMemory() {
        return resolver instanceof MemoryResolver;
    }

    /** The directory that accounts are kept in; null when they are not. */
    @Nullable
    DirectoryStore directory() {
        return resolver instanceof DirectoryStore store ? store : null;
    }

    /** Whether the directory is to hold everything, not only what was asked for. */
    boolean isFull() {
        return directory() != null && Resolvers.kind(options) == ResolverKind.FULL;
    }

    /**
     * Takes over what a reload says of the resolver: another map, another URL, more accounts for the directory, another kind. Waits for
     * files.
     *
     * @return whether there is a directory now that was not there before
     * @throws TrustException all as before, when it cannot be used
     */
    boolean reload(TrustOptions fresh, @Nullable SSLContext tls, ServerLog log) throws TrustException {
        AccountResolver before = resolver;
        try {
            // What somebody holds of a directory that stays the same stays in use.
            if (!(before instanceof DirectoryStore) || !Objects.equals(options.resolver(), fresh.resolver())) {
                resolver = Resolvers.open(fresh, tls, clock, false);
            }
            Resolvers.preload(resolver, fresh, log);
            options = fresh;
        } catch (ResolverException e) {
            resolver = before;
            throw new TrustException(e.getMessage(), e);
        }
        if (before == resolver) {
            return false;
        }
        if (before != null) {
            before.close();
        }
        return resolver instanceof DirectoryStore;
    }

    /** What is wrong with preloaded accounts, for the log. */
    public Map<String, String> preloaded() {
        return options.resolverPreload();
    }

    @Override
    public void close() {
        files.shutdownNow();
        fetchers.shutdownNow();
        AccountResolver open = resolver;
        if (open != null) {
            open.close();
        }
    }
}
