package io.dialtone.actors.claims;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.ClaimedAccount;
import io.dialtone.accounts.resolver.DirectoryStore;
import io.dialtone.accounts.resolver.ResolverException;
import io.dialtone.actors.links.LinkedClaims;
import io.dialtone.conf.TrustOptions;
import io.dialtone.streams.LoopTimers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
    public sealed interface Command permits ClaimSubjects.Request, Told {}

    /** What is not a message of the system account. */
    sealed interface Told extends Command {}

    /** Somebody needs an account. */
    record Load(String account, CompletableFuture<AccountDefinition> result) implements Told {}

    /**
     * The configuration has been read again.
     *
     * @param done completed when accounts are as it says; fails when it cannot be used
     */
    public record Reload(TrustOptions options, @Nullable SSLContext tls, CompletableFuture<Void> done)
            implements Told {}

    /** Another server has this. */
    record Shared(LinkedClaims.Claim claim) implements Told {}

    /** An account was fetched, or cannot be. */
    record Fetched(String account, @Nullable AccountDefinition definition, String problem) implements Told {}

    /** An account was not found here: others are to be asked. */
    record NotHere(String account) implements Told {}

    /** A fetched account is in effect. */
    record Defined(AccountDefinition definition) implements Told {}

    /** A request has been done. */
    private record Done(String reply, ClaimRequests.Outcome outcome, boolean answers) implements Told {}

    /** Something is to be done on the event loop. */
    record Then(Runnable task) implements Told {}

    /** The claims of an account have ended. */
    record AccountOver(String account) implements Told {}

    /** An activation token of an account has ended. */
    record ActivationOver(String account) implements Told {}

    /** Nobody answered in time who was asked for an account. */
    record LookupOver(String account) implements Told {}

    private record TimerDue(LoopTimers.Due<Command> due) implements Told {}

    private enum Tick implements Told {
        PACK,
        SWEEP,
        SYSTEM_ACCOUNT
    }

    private static final Duration SYSTEM_ACCOUNT_AGAIN = Duration.ofSeconds(1);

    private final OperatorMode mode;
    private final ClaimsHost host;
    private final LoopTimers<Command> timers;
    private final BackgroundWork work;
    private final ClaimRequests requests;
    private final DirectoryAnswers answers;
    private final AwaitedAccounts awaited = new AwaitedAccounts();
    private final ClaimSubjects subjects;
    private final AccountChanges changes;
    private final AccountLoading loading;
    private final ClaimsReload reload;

    /**
     * @param ready completed when the system account is in effect and claims subjects are served
     */
    public static Behavior<Command> create(OperatorMode mode, ClaimsHost host, CompletableFuture<Void> ready) {
        return Behaviors.setup(context -> new ClaimsKeeper(context, mode, host, ready));
    }

    private ClaimsKeeper(
            ActorContext<Command> context, OperatorMode mode, ClaimsHost host, CompletableFuture<Void> ready) {
        super(context);
        this.mode = mode;
        this.host = host;
        this.timers = LoopTimers.of(TimerDue::new, context.getSelf()::tell);
        AccountLookup lookup = new AccountLookup(host);
        ClaimEnds ends = new ClaimEnds(timers, mode.activations(), mode.clock());
        this.work = new BackgroundWork(context, host);
        this.requests = new ClaimRequests(mode);
        this.answers = new DirectoryAnswers(host);
        this.subjects = new ClaimSubjects(mode, host, lookup, context.getSelf()::tell);
        this.changes = new AccountChanges(mode, host, awaited, ends);
        this.loading = new AccountLoading(context, timers, mode, host, work, awaited, lookup, changes);
        this.reload = new ClaimsReload(mode, host, work, changes, new AfterReload());
        mode.keeper(context.getSelf()::tell);
        AccountDefinition system = mode.systemAccount();
        CompletionStage<Void> defined =
                system == null ? CompletableFuture.completedFuture(null) : changes.define(system);
        context.pipeToSelf(defined, (done, failure) -> new Then(() -> start(ready)));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder().onMessage(Command.class, this::onCommand).build();
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Load load -> loading.load(load);
            case Fetched fetched -> loading.fetched(fetched);
            case NotHere notHere -> loading.askOthers(notHere.account());
            case Defined defined -> loading.defined(defined.definition());
            case LookupOver over -> loading.fail(over.account(), "fetching jwt timed out");
            case ClaimSubjects.Request request -> request(request);
            case Done done -> done(done);
            case Shared shared -> take(shared.claim());
            case Then then -> then.task().run();
            case AccountOver over -> changes.over(over.account());
            case ActivationOver over -> changes.activationOver(over.account());
            case Reload again -> reload.run(again);
            case Tick tick -> tick(tick);
            case TimerDue t -> {
                Command due = timers.taken(t.due());
                return due == null ? this : onCommand(due);
            }
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
            timers.startRepeating(Tick.SYSTEM_ACCOUNT, SYSTEM_ACCOUNT_AGAIN);
        }
        ready.complete(null);
    }

    private void serve() {
        subjects.serve();
        if (mode.directory() == null) {
            timers.cancel(Tick.SWEEP);
        } else {
            timers.startRepeating(Tick.SWEEP, Resolvers.sweep(mode.options()));
        }
        if (mode.isFull()) {
            timers.startRepeating(Tick.PACK, Resolvers.interval(mode.options()));
        } else {
            timers.cancel(Tick.PACK);
        }
    }

    /** What the keeper itself does for a reload. */
    private final class AfterReload implements ClaimsReload.Next {
        @Override
        public void optionsChanged() {
            awaited.forgetAll();
            if (subjects.isServing()) {
                serve();
            }
        }

        @Override
        public void reread(CompletableFuture<Void> done) {
            ClaimsKeeper.this.reread(done);
        }
    }

    // ---- requests

    private void request(ClaimSubjects.Request request) {
        DirectoryStore store = mode.directory();
        switch (request.what()) {
            case UPDATE -> answerLater(request, () -> requests.update("", request.text()));
            case ACCOUNT_UPDATE -> answerLater(request, () -> requests.update(request.account(), request.text()));
            case LOOKUP_ANSWER -> loading.answered(request);
            case LOOKUP, LIST, PACK, PACK_ANSWER, DELETE -> {
                if (store != null) {
                    request(request, store);
                }
            }
        }
    }

    private void request(ClaimSubjects.Request request, DirectoryStore store) {
        switch (request.what()) {
            case DELETE -> answerLater(request, () -> requests.delete(store, request.text()));
            case PACK_ANSWER -> {
                if (request.payload().length > 0) {
                    work.run(mode.files(), () -> new Done("", requests.merge(store, request.text()), false));
                }
            }
            case LIST, LOOKUP, PACK -> {
                if (!request.reply().isEmpty()) {
                    work.run(mode.files(), () -> new Then(answer(request, store)));
                }
            }
            case UPDATE, ACCOUNT_UPDATE, LOOKUP_ANSWER -> throw new IllegalStateException("needs no directory");
        }
    }

    /** Not on the event loop. */
    private Runnable answer(ClaimSubjects.Request request, DirectoryStore store) throws ResolverException {
        return switch (request.what()) {
            case LIST -> answers.list(store, request.reply());
            case LOOKUP -> answers.look(store, request.account(), request.reply());
            case PACK -> answers.pack(store, request.payload(), request.reply());
            default -> throw new IllegalStateException("not a question: " + request.what());
        };
    }

    private void answerLater(ClaimSubjects.Request request, Callable<ClaimRequests.Outcome> task) {
        work.run(mode.files(), () -> new Done(request.reply(), task.call(), true));
    }

    private void take(LinkedClaims.Claim claim) {
        DirectoryStore store = mode.directory();
        if (store != null) {
            work.run(mode.files(), () -> new Done("", requests.take(store, claim), false));
        }
    }

    /** Answers when what was changed is in effect. */
    private void done(Done done) {
        CompletableFuture<Void> applied = apply(done.outcome());
        ClaimAnswer answer = done.outcome().answer();
        awaited.forget(answer.account());
        if (done.answers()) {
            getContext().pipeToSelf(applied, (ok, failure) -> new Then(() -> answer(done.reply(), answer)));
        }
    }

    private CompletableFuture<Void> apply(ClaimRequests.Outcome outcome) {
        List<CompletableFuture<Void>> applied = new ArrayList<>();
        outcome.problems().forEach(host.log()::error);
        outcome.changed()
                .forEach(definition -> applied.add(changes.apply(definition).toCompletableFuture()));
        outcome.deleted().forEach(account -> applied.add(changes.delete(account).toCompletableFuture()));
        return CompletableFuture.allOf(applied.toArray(CompletableFuture[]::new));
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
                    work.run(mode.files(), () -> new Then(answers.ask(store, subjects.packInbox())));
                }
            }
            case SWEEP -> {
                if (store != null) {
                    work.run(mode.files(), () -> sweep(store));
                }
            }
            case SYSTEM_ACCOUNT -> {
                if (loading.fetchSystemAccount()) {
                    host.log().notice("System account fetched and updated");
                    timers.cancel(Tick.SYSTEM_ACCOUNT);
                }
            }
        }
    }

    private static Command sweep(DirectoryStore store) throws ResolverException {
        store.expire();
        return BackgroundWork.nothing();
    }

    /** Files that somebody else wrote into the directory count; then goes on. */
    private void reread(CompletableFuture<Void> done) {
        DirectoryStore store = mode.directory();
        if (store == null) {
            done.complete(null);
            return;
        }
        work.run(
                mode.files(),
                () -> {
                    ClaimRequests.Outcome outcome = requests.reread(store);
                    return new Then(() -> apply(outcome).whenComplete((ok, failure) -> done.complete(null)));
                },
                failure -> new Then(() -> done.complete(null)));
    }
}
