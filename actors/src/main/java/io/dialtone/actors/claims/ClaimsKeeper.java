package io.dialtone.actors.claims;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.ClaimedAccount;
import io.dialtone.accounts.exchange.Import;
import io.dialtone.accounts.operator.TrustException;
import io.dialtone.accounts.resolver.AccountResolver;
import io.dialtone.accounts.resolver.DirectoryStore;
import io.dialtone.accounts.resolver.ResolverException;
import io.dialtone.actors.links.LinkedClaims;
import io.dialtone.conf.AccountLimits;
import io.dialtone.conf.TrustOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Owns the claimed accounts of a server: loads them when somebody needs them, takes newer claims, ends what is over, answers on the
 * claims subjects. Made by the server in operator mode, on an event loop; lives as long as the server.
 *
 * <p>Promises: an account is asked for once at a time, however many wait for it, and not again for a moment when it cannot be had;
 * newer claims count for everybody who logs in from the moment they are taken, and the users who are there are told right after;
 * nothing here waits for files or the network.
 */
public final class ClaimsKeeper extends AbstractBehavior<ClaimsKeeper.Command> {
    /** What the keeper is told. */
    public sealed interface Command {}

    /** Somebody needs an account. */
    record Load(String account, CompletableFuture<AccountDefinition> result) implements Command {}

    /**
     * The configuration has been read again.
     *
     * @param done completed when accounts are as it says; fails when it cannot be used
     */
    public record Reload(TrustOptions options, @Nullable SSLContext tls, CompletableFuture<Void> done)
            implements Command {}

    /** Files that somebody else wrote into the directory count from now on. */
    public enum Reread implements Command {
        INSTANCE
    }

    /** A message of the system account. */
    private record Request(Subject what, String subject, String reply, byte[] payload) implements Command {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The account that the subject names: two tokens before its end. */
        String account() {
            String[] tokens = subject.split("\\.", -1);
            return tokens[tokens.length - 3];
        }
    }

    /** Where messages come in. */
    private enum Subject {
        UPDATE,
        ACCOUNT_UPDATE,
        LOOKUP,
        LOOKUP_ANSWER,
        LIST,
        PACK,
        PACK_ANSWER,
        DELETE
    }

    /** Another server has this. */
    record Shared(LinkedClaims.Claim claim) implements Command {}

    /** An account was fetched, or cannot be. */
    private record Fetched(String account, @Nullable AccountDefinition definition, String problem) implements Command {}

    /** An account was not found here: others are to be asked. */
    private record NotHere(String account, String problem) implements Command {}

    /** A fetched account is in effect. */
    private record Defined(AccountDefinition definition) implements Command {}

    /** A request has been done. */
    private record Done(String reply, ClaimRequests.Outcome outcome, boolean answers) implements Command {}

    /** Something is to be done on the event loop. */
    private record Then(Runnable task) implements Command {}

    /** The claims of an account have ended. */
    record AccountOver(String account) implements Command {}

    /** An activation token of an account has ended. */
    record ActivationOver(String account) implements Command {}

    private record LookupOver(String account) implements Command {}

    private enum Tick implements Command {
        PACK,
        SWEEP,
        SYSTEM_ACCOUNT
    }

    private static final Duration SYSTEM_ACCOUNT_AGAIN = Duration.ofSeconds(1);
    private static final String EXPIRED = "account expired";
    private static final AccountLimits NOTHING = new AccountLimits(0, 0, 0, 0);

    private final OperatorMode mode;
    private final ClaimsHost host;
    private final ActorRef<Command> self;
    private final TimerScheduler<Command> timers;
    private final ClaimRequests requests;
    private final AccountLookup lookup;
    private final String packInbox;
    private final ClaimEnds ends;
    private final AwaitedAccounts awaited = new AwaitedAccounts();
    private final DirectoryAnswers answers;
    /** Subjects that are subscribed to: for good, though what comes there may be nobody's after a reload. */
    private final Set<Subject> served = EnumSet.noneOf(Subject.class);

    /**
     * @param ready completed when the system account is in effect and claims subjects are served
     */
    public static Behavior<Command> create(OperatorMode mode, ClaimsHost host, CompletableFuture<Void> ready) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new ClaimsKeeper(context, timers, mode, host, ready)));
    }

    private ClaimsKeeper(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            OperatorMode mode,
            ClaimsHost host,
            CompletableFuture<Void> ready) {
        super(context);
        this.mode = mode;
        this.host = host;
        this.self = context.getSelf();
        this.timers = timers;
        this.requests = new ClaimRequests(mode);
        this.ends = new ClaimEnds(timers, mode.activations(), mode.clock());
        this.answers = new DirectoryAnswers(host);
        this.lookup = new AccountLookup(host);
        this.packInbox = AccountLookup.inbox(host.serverHash());
        mode.keeper(self::tell);
        AccountDefinition system = mode.systemAccount();
        CompletionStage<Void> defined = system == null ? CompletableFuture.completedFuture(null) : define(system);
        context.pipeToSelf(defined, (done, failure) -> new Then(() -> start(ready)));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder().onMessage(Command.class, this::onCommand).build();
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Load load -> load(load);
            case Fetched fetched -> fetched(fetched);
            case NotHere notHere -> askOthers(notHere);
            case Defined defined -> defined(defined.definition());
            case Request request -> request(request);
            case Done done -> done(done);
            case Shared shared -> take(shared.claim());
            case Then then -> then.task().run();
            case AccountOver over -> {
                host.log().debug(() -> "Account [" + over.account() + "] has expired");
                host.expired(over.account());
            }
            case ActivationOver over -> redefine(over.account());
            case LookupOver over -> fail(over.account(), "fetching jwt timed out");
            case Reload reload -> reload(reload);
            case Reread ignored -> reread();
            case Tick tick -> tick(tick);
        }
        return this;
    }

    // ---- the beginning

    private void start(CompletableFuture<Void> ready) {
        PreloadReport.write(mode.options(), mode.clock().instant(), host.log());
        if (!mode.options().systemAccount().isEmpty()) {
            serve();
        }
        AccountDefinition system = mode.systemAccount();
        ClaimedAccount claimed = system == null ? null : system.claimed();
        if (claimed != null && claimed.token().isEmpty()) {
            host.log().notice("Using bootstrapping system account");
            timers.startTimerWithFixedDelay(Tick.SYSTEM_ACCOUNT, SYSTEM_ACCOUNT_AGAIN);
        }
        ready.complete(null);
    }

    private void serve() {
        on(Subject.ACCOUNT_UPDATE, null, "$SYS.REQ.ACCOUNT.*.CLAIMS.UPDATE", "$SYS.ACCOUNT.*.CLAIMS.UPDATE");
        DirectoryStore store = mode.directory();
        if (store == null) {
            timers.cancel(Tick.SWEEP);
            timers.cancel(Tick.PACK);
            return;
        }
        on(Subject.UPDATE, null, "$SYS.REQ.CLAIMS.UPDATE");
        on(Subject.LIST, null, "$SYS.REQ.CLAIMS.LIST");
        on(Subject.DELETE, null, "$SYS.REQ.CLAIMS.DELETE");
        on(Subject.LOOKUP_ANSWER, null, lookup.pattern());
        timers.startTimerWithFixedDelay(Tick.SWEEP, Resolvers.sweep(mode.options()));
        if (!mode.isFull()) {
            timers.cancel(Tick.PACK);
            host.log().notice("Managing some jwt in exclusive directory " + store.directory());
            return;
        }
        on(Subject.LOOKUP, null, "$SYS.REQ.ACCOUNT.*.CLAIMS.LOOKUP");
        on(Subject.PACK, "responder", "$SYS.REQ.CLAIMS.PACK");
        on(Subject.PACK_ANSWER, null, packInbox);
        timers.startTimerWithFixedDelay(Tick.PACK, Resolvers.interval(mode.options()));
        host.log().notice("Managing all jwt in exclusive directory " + store.directory());
    }

    private void on(Subject what, @Nullable String queue, String... subjects) {
        if (!served.add(what)) {
            return;
        }
        boolean own = what == Subject.LOOKUP || what == Subject.PACK;
        for (String subject : subjects) {
            host.subscribe(subject, queue, (actual, reply, payload) -> {
                if (!isServed(what) || own && (lookup.isOwn(reply) || reply.equals(packInbox))) {
                    return false;
                }
                self.tell(new Request(what, actual, reply, payload));
                return true;
            });
        }
    }

    /** Whether the resolver is of a kind that has to do with such messages. On any thread. */
    private boolean isServed(Subject what) {
        return switch (what) {
            case ACCOUNT_UPDATE -> true;
            case UPDATE, LIST, DELETE, LOOKUP_ANSWER -> mode.directory() != null;
            case LOOKUP, PACK, PACK_ANSWER -> mode.isFull();
        };
    }

    // ---- loading

    private void load(Load load) {
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

    private void fetch(String account) {
        AccountResolver resolver = mode.resolver();
        if (resolver == null) {
            fail(account, ResolverException.MISSING);
            return;
        }
        boolean directory = mode.directory() != null;
        elsewhere(
                mode.fetchers(),
                () -> fetched(account, resolver, directory),
                failure -> new Fetched(account, null, "too many account lookups"));
    }

    /** Not on the event loop. */
    private Command fetched(String account, AccountResolver resolver, boolean directory) {
        try {
            String token = resolver.fetch(account);
            return new Fetched(
                    account, mode.reader().read(account, token, mode.clock().instant()), "");
        } catch (TrustException e) {
            return new Fetched(account, null, e.getMessage());
        } catch (ResolverException e) {
            return directory ? new NotHere(account, e.getMessage()) : new Fetched(account, null, e.getMessage());
        }
    }

    private void askOthers(NotHere notHere) {
        String account = notHere.account();
        if (mode.options().systemAccount().isEmpty() || !lookup.ask(account)) {
            fail(account, "account jwt not found");
            return;
        }
        timers.startSingleTimer(new LookupOver(account), new LookupOver(account), Resolvers.timeout(mode.options()));
    }

    /** The first answer with something in it counts; who knows nothing says nothing of others. */
    private void answered(Request answer) {
        String account = lookup.answered(answer.subject());
        DirectoryStore store = mode.directory();
        if (account == null || store == null || answer.payload().length == 0) {
            return;
        }
        lookup.over(account);
        timers.cancel(new LookupOver(account));
        elsewhere(
                mode.files(),
                () -> keep(store, account, answer.text()),
                failure -> new Fetched(account, null, String.valueOf(failure.getMessage())));
    }

    /** Not on the event loop. */
    private Command keep(DirectoryStore store, String account, String token) {
        try {
            AccountDefinition definition =
                    mode.reader().read(account, token, mode.clock().instant());
            store.storeNewer(account, token);
            return new Fetched(account, definition, "");
        } catch (TrustException | ResolverException e) {
            return new Fetched(account, null, String.valueOf(e.getMessage()));
        }
    }

    private void fetched(Fetched fetched) {
        AccountDefinition definition = fetched.definition();
        if (definition == null) {
            fail(fetched.account(), fetched.problem());
            return;
        }
        CompletionStage<Void> inEffect;
        if (mode.loaded().contains(definition.id())) {
            inEffect = apply(definition);
        } else {
            mode.loaded().prepare(definition);
            ends.watch(definition);
            inEffect = define(definition);
        }
        getContext().pipeToSelf(inEffect, (done, failure) -> new Defined(definition));
    }

    private void defined(AccountDefinition definition) {
        mode.loaded().settle(definition.id());
        reportMissing(definition);
        AccountDefinition now = mode.loaded().usable(definition.id());
        if (now == null) {
            fail(definition.id(), EXPIRED);
        } else {
            awaited.found(now);
        }
    }

    private void fail(String account, String problem) {
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

    /** Completed when an account is in effect, and what it imports has been looked for. */
    private CompletionStage<Void> define(AccountDefinition definition) {
        return host.define(List.of(definition), Set.of());
    }

    // ---- newer claims

    /** Lets newer claims of an account count that is known already. */
    private CompletionStage<Void> apply(AccountDefinition definition) {
        awaited.forget(definition.id());
        mode.loaded().put(definition);
        ends.watch(definition);
        host.log().debug(() -> "Updating account claims: " + definition.id() + "/" + definition.name());
        return define(definition).thenRun(() -> host.changed(definition));
    }

    private void redefine(String account) {
        AccountDefinition definition = mode.loaded().find(account);
        if (definition != null) {
            define(definition);
            ends.watchActivations(definition);
        }
    }

    private void delete(String account) {
        AccountDefinition definition = mode.loaded().find(account);
        if (definition == null) {
            return;
        }
        host.log().debug(() -> "Disable account " + account + " due to remove");
        mode.loaded().delete(account);
        ends.forget(account);
        define(new AccountDefinition(
                account,
                definition.name(),
                NOTHING,
                definition.defaultPermissions(),
                List.of(),
                "",
                0,
                definition.exports(),
                List.of(),
                definition.claimed()));
        host.expired(account);
    }

    // ---- requests

    private void request(Request request) {
        DirectoryStore store = mode.directory();
        switch (request.what()) {
            case UPDATE -> answerLater(request, () -> requests.update("", request.text()));
            case ACCOUNT_UPDATE -> answerLater(request, () -> requests.update(request.account(), request.text()));
            case LOOKUP_ANSWER -> answered(request);
            case LOOKUP, LIST, PACK, PACK_ANSWER, DELETE -> {
                if (store != null) {
                    request(request, store);
                }
            }
        }
    }

    private void request(Request request, DirectoryStore store) {
        switch (request.what()) {
            case DELETE -> answerLater(request, () -> requests.delete(store, request.text()));
            case LIST -> {
                if (!request.reply().isEmpty()) {
                    elsewhere(
                            mode.files(), () -> new Then(answers.list(store, request.reply())), ClaimsKeeper::nothing);
                }
            }
            case LOOKUP -> {
                if (!request.reply().isEmpty()) {
                    elsewhere(
                            mode.files(),
                            () -> new Then(answers.look(store, request.account(), request.reply())),
                            ClaimsKeeper::nothing);
                }
            }
            case PACK -> {
                if (!request.reply().isEmpty()) {
                    elsewhere(
                            mode.files(),
                            () -> new Then(answers.pack(store, request.payload(), request.reply())),
                            ClaimsKeeper::nothing);
                }
            }
            case PACK_ANSWER -> {
                if (request.payload().length > 0) {
                    elsewhere(
                            mode.files(),
                            () -> new Done("", requests.merge(store, request.text()), false),
                            ClaimsKeeper::nothing);
                }
            }
            case UPDATE, ACCOUNT_UPDATE, LOOKUP_ANSWER -> throw new IllegalStateException("needs no directory");
        }
    }

    private void answerLater(Request request, Callable<ClaimRequests.Outcome> work) {
        elsewhere(mode.files(), () -> new Done(request.reply(), work.call(), true), ClaimsKeeper::nothing);
    }

    private void take(LinkedClaims.Claim claim) {
        DirectoryStore store = mode.directory();
        if (store != null) {
            elsewhere(mode.files(), () -> new Done("", requests.take(store, claim), false), ClaimsKeeper::nothing);
        }
    }

    /** Answers when what was changed is in effect. */
    private void done(Done done) {
        List<CompletableFuture<Void>> applied = new ArrayList<>();
        done.outcome().problems().forEach(host.log()::error);
        done.outcome()
                .changed()
                .forEach(definition -> applied.add(apply(definition).toCompletableFuture()));
        done.outcome().deleted().forEach(this::delete);
        ClaimAnswer answer = done.outcome().answer();
        awaited.forget(answer.account());
        if (done.answers()) {
            getContext()
                    .pipeToSelf(
                            CompletableFuture.allOf(applied.toArray(CompletableFuture[]::new)),
                            (ok, failure) -> new Then(() -> answer(done.reply(), answer)));
        }
    }

    private void answer(String reply, ClaimAnswer answer) {
        if (answer.isFailure()) {
            host.log().error(answer.line());
        } else {
            host.log().debug(answer::line);
        }
        if (!reply.isEmpty()) {
            host.publish(reply, "", ClaimsJson.answer(answer, host));
        }
    }

    // ---- from time to time

    private void tick(Tick tick) {
        DirectoryStore store = mode.directory();
        switch (tick) {
            case PACK -> {
                if (store != null) {
                    elsewhere(mode.files(), () -> new Then(answers.ask(store, packInbox)), ClaimsKeeper::nothing);
                }
            }
            case SWEEP -> {
                if (store != null) {
                    elsewhere(mode.files(), () -> sweep(store), ClaimsKeeper::nothing);
                }
            }
            case SYSTEM_ACCOUNT -> fetchSystemAccount();
        }
    }

    private static Command sweep(DirectoryStore store) throws ResolverException {
        store.expire();
        return nothing(null);
    }

    /** The real system account may have come another way: by a push, or from another server. */
    private void fetchSystemAccount() {
        String account = mode.options().systemAccount();
        AccountDefinition now = mode.loaded().find(account);
        ClaimedAccount claimed = now == null ? null : now.claimed();
        if (claimed != null && !claimed.token().isEmpty()) {
            host.log().notice("System account fetched and updated");
            timers.cancel(Tick.SYSTEM_ACCOUNT);
        } else if (awaited.add(account, null)) {
            fetch(account);
        }
    }

    // ---- reload

    private void reload(Reload reload) {
        elsewhere(
                mode.files(),
                () -> {
                    boolean otherDirectory = mode.reload(reload.options(), reload.tls(), host.log());
                    return new Then(() -> reloaded(reload, otherDirectory));
                },
                failure -> new Then(() -> reload.done().completeExceptionally(failure)));
    }

    /** Accounts in memory are what the configuration says now; a directory is looked at again. */
    private void reloaded(Reload reload, boolean otherDirectory) {
        awaited.forgetAll();
        if (!served.isEmpty()) {
            serve();
        }
        PreloadReport.write(reload.options(), mode.clock().instant(), host.log());
        if (mode.isInMemory() || otherDirectory) {
            elsewhere(
                    mode.files(),
                    () -> preloaded(reload),
                    failure -> new Then(() -> reload.done().completeExceptionally(failure)));
        } else {
            reload.done().complete(null);
            reread();
        }
    }

    /** Not on the event loop. */
    private Command preloaded(Reload reload) {
        List<AccountDefinition> there = new ArrayList<>();
        Map<String, String> gone = new LinkedHashMap<>();
        AccountResolver resolver = mode.resolver();
        for (String account : mode.loaded().accounts()) {
            try {
                String token = resolver == null ? "" : resolver.fetch(account);
                there.add(mode.reader().read(account, token, mode.clock().instant()));
            } catch (ResolverException | TrustException e) {
                gone.put(account, "removed");
            }
        }
        return new Then(() -> preloaded(reload, there, gone));
    }

    private void preloaded(Reload reload, List<AccountDefinition> there, Map<String, String> gone) {
        List<CompletableFuture<Void>> applied = new ArrayList<>();
        for (AccountDefinition definition : there) {
            AccountDefinition before = mode.loaded().find(definition.id());
            if (before == null || !before.equals(definition)) {
                applied.add(apply(definition).toCompletableFuture());
            }
        }
        Set<String> removed = new HashSet<>();
        gone.forEach((account, why) -> {
            // What a directory lacks may still come from another server.
            if (mode.isInMemory() && !account.equals(mode.options().systemAccount())) {
                host.log().notice("Reloaded: deleting account [" + why + "]: \"" + account + "\"");
                mode.loaded().forget(account);
                ends.forget(account);
                removed.add(account);
            }
        });
        applied.add(host.define(List.of(), removed).toCompletableFuture());
        CompletableFuture.allOf(applied.toArray(CompletableFuture[]::new))
                .whenComplete((ok, failure) -> reload.done().complete(null));
    }

    private void reread() {
        DirectoryStore store = mode.directory();
        if (store != null) {
            elsewhere(mode.files(), () -> new Done("", requests.reread(store), false), ClaimsKeeper::nothing);
        }
    }

    // ---- work that takes its time

    private interface Failed {
        Command command(Throwable failure);
    }

    private static Command nothing(@Nullable Throwable failure) {
        return new Then(() -> {});
    }

    /** Runs something on another thread and goes on here with what it says. */
    private void elsewhere(Executor executor, Callable<Command> work, Failed failed) {
        CompletableFuture<Command> result = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                try {
                    result.complete(work.call());
                } catch (Exception e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
        getContext().pipeToSelf(result, (next, failure) -> {
            if (failure == null) {
                return next;
            }
            host.log().debug(() -> "DirResolver - " + failure.getMessage());
            return failed.command(failure);
        });
    }
}
