package io.dialtone.actors;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.ClaimedAccount;
import io.dialtone.accounts.ClaimedUser;
import io.dialtone.accounts.Permissions;
import io.dialtone.accounts.UserIdentity;
import io.dialtone.accounts.callout.CalloutAnswer;
import io.dialtone.accounts.callout.CalloutException;
import io.dialtone.accounts.callout.CalloutRequest;
import io.dialtone.accounts.callout.CalloutService;
import io.dialtone.accounts.jwt.AccountLimits;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.operator.Admission;
import io.dialtone.actors.Gatekeeper.Decision;
import io.dialtone.actors.claims.OperatorMode;
import io.dialtone.actors.system.RefusalNotice;
import io.dialtone.conf.AuthCalloutOptions;
import io.dialtone.conf.GoText;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.EventLoop;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Logins that a service decides about: asks it, waits for its answer on no thread at all, and makes of the answer what a check of
 * credentials makes of credentials. For any number of threads.
 *
 * <p>Signatures are made and verified on an executor of their own, requests are published on the event loop of the connection.
 */
final class AuthCallout {
    private final ServerContext server;
    private final Executor slowChecks;
    private final CalloutRequest.Maker maker;
    private final CalloutAnswer.Judge judge;
    private final ConcurrentHashMap<String, CalloutInbox> inboxes = new ConcurrentHashMap<>();

    AuthCallout(ServerContext server, ServerIdentityKeys keys, Executor slowChecks) {
        this.server = server;
        this.slowChecks = slowChecks;
        this.maker = new CalloutRequest.Maker(keys.signing(), keys.curve(), Clock.systemUTC());
        this.judge = new CalloutAnswer.Judge(keys.curve(), new LocalClock());
    }

    /**
     * The service that decides about a client after the server itself has; null when the server's decision holds.
     *
     * @param own what the server decided
     */
    @Nullable
    CalloutService service(Decision own, ConnectMessage connect) {
        OperatorMode operators = server.operators();
        AuthCalloutOptions options = server.options().authorization().callout();
        CalloutService service = operators != null
                ? ofAccount(operators, own)
                : options == null ? null : decidesAbout(CalloutService.of(options), own);
        return service == null || service.exempts(CalloutClient.rawUser(connect, own.rights())) ? null : service;
    }

    /** Only whom the server lets in is asked about: anybody can show an expired token. */
    private static @Nullable CalloutService ofAccount(OperatorMode operators, Decision own) {
        UserRights rights = own.rights();
        AccountDefinition account = rights == null ? null : operators.current(rights.account());
        ClaimedAccount claimed = account == null ? null : account.claimed();
        return claimed != null && claimed.claims().authorization().isEnabled()
                ? CalloutService.of(claimed.claims())
                : null;
    }

    /** Whom the configuration does not know is of the global account, and so is asked about. */
    private static @Nullable CalloutService decidesAbout(CalloutService service, Decision own) {
        UserRights rights = own.rights();
        String account = rights == null ? Account.GLOBAL : rights.account();
        boolean decides =
                own.reason() != CloseReason.PROXY_NOT_TRUSTED && service.decidesAbout(account, Account.GLOBAL);
        return decides ? service : null;
    }

    /** Keeps those of the service's own account from asking the service themselves, and tells that account of who failed to be one. */
    Decision guarded(Decision decision) {
        UserRights rights = decision.rights();
        if (rights == null) {
            return decision.notice() == null ? noticed(decision) : decision;
        }
        return isOfService(rights.account())
                ? new Decision(guarded(rights), decision.reason(), decision.detail(), decision.isError())
                : decision;
    }

    private Decision noticed(Decision refusal) {
        AuthCalloutOptions options = server.options().authorization().callout();
        return options == null || server.operators() != null
                ? refusal
                : new Decision(
                        null,
                        refusal.reason(),
                        refusal.detail(),
                        refusal.isError(),
                        new RefusalNotice(options.account(), refusal.reason().text()));
    }

    private boolean isOfService(String account) {
        OperatorMode operators = server.operators();
        AuthCalloutOptions options = server.options().authorization().callout();
        if (operators == null) {
            return options != null && options.account().equals(account);
        }
        AccountDefinition now = operators.current(account);
        ClaimedAccount claimed = now == null ? null : now.claimed();
        return claimed != null && claimed.claims().authorization().isEnabled();
    }

    private static UserRights guarded(UserRights rights) {
        UserIdentity user = rights.user();
        Permissions fewer = user.permissions().denyingPublish(CalloutService.SUBJECT);
        return new UserRights(user.withPermissions(fewer), rights.claimed());
    }

    /**
     * Asks. Called on the event loop of the connection.
     *
     * @return never fails; what is wrong is in the log
     */
    CompletionStage<Decision> ask(CalloutService service, CalloutClient client) {
        EventLoop loop = EventLoop.current();
        Duration timeout = server.options().authTimeout();
        CalloutInbox inbox = inboxes.computeIfAbsent(
                service.account(), id -> new CalloutInbox(server.accounts().get(id), server.info()));
        CompletableFuture<Asked> asked = CompletableFuture.supplyAsync(
                        () -> request(service, client, timeout), slowChecks)
                .thenCombine(inbox.ready(), (request, ready) -> request)
                .thenComposeAsync(
                        request -> inbox.ask(request, timeout).thenApply(answer -> new Asked(request, answer)), loop);
        return asked.thenApplyAsync(it -> judge(it, client), slowChecks)
                .thenCompose(answer -> place(answer, service, client))
                .exceptionally(failure -> refused(failure, service));
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Asked(CalloutRequest request, byte[] answer) {}

    private CalloutRequest request(CalloutService service, CalloutClient client, Duration timeout) {
        try {
            return maker.make(
                    service,
                    CalloutClient.server(server),
                    client.information(),
                    client.connectOptions(),
                    client.tls(),
                    timeout);
        } catch (CalloutException e) {
            throw new CompletionException(e);
        }
    }

    private CalloutAnswer judge(Asked asked, CalloutClient client) {
        try {
            return judge.judge(asked.request(), asked.answer(), client.isThroughProxy(), client.isProxyRequired());
        } catch (CalloutException e) {
            throw new CompletionException(e);
        }
    }

    private CompletionStage<Decision> place(CalloutAnswer answer, CalloutService service, CalloutClient client) {
        OperatorMode operators = server.operators();
        if (operators != null) {
            return operators
                    .account(answer.account())
                    .exceptionallyCompose(failure -> CompletableFuture.failedFuture(answer.withoutAccount(service)))
                    .thenApplyAsync(account -> placed(answer, account, client), slowChecks);
        }
        boolean known = server.accounts().find(answer.account()) != null
                || answer.account().equals(server.systemAccount());
        return known
                ? CompletableFuture.completedFuture(placed(answer, client))
                : CompletableFuture.failedFuture(answer.withoutAccount(service));
    }

    /** In an account of the configuration. */
    private static Decision placed(CalloutAnswer answer, CalloutClient client) {
        UserClaims claims = answer.claims();
        Permissions own = Permissions.of(claims.rights().permissions().options());
        UserIdentity user = client.identity(answer.account(), claims, own);
        return accepted(user, new ClaimedUser("", unlimited(claims), null, true, "", answer.expires()));
    }

    /** In an account of an operator, which has to know who signed. */
    private Decision placed(CalloutAnswer answer, AccountDefinition account, CalloutClient client) {
        UserClaims claims = answer.claims();
        ClaimedAccount claimed = account.claimed();
        if (claimed == null || !claimed.isSigner(claims.issuer())) {
            throw new CompletionException(
                    CalloutException.because("user JWT issuer " + GoText.quote(claims.issuer()) + " is not known"));
        }
        Admission.Pending pending = new Admission.Pending(answer.token(), claims, client.isThroughProxy());
        return switch (server.gatekeeper().vouched(pending, account)) {
            case Admission.Admitted a -> {
                ClaimedUser user = a.claimed();
                yield accepted(
                        client.identity(account.id(), claims, a.user().permissions()),
                        new ClaimedUser(
                                "",
                                unlimited(user.claims()),
                                user.scope(),
                                user.ownPermissions(),
                                user.accountName(),
                                answer.expires()));
            }
            case Admission.Refused r -> throw new CompletionException(CalloutException.because(r.detail()));
            case Admission.Pending p -> throw new IllegalStateException("not decided: " + p);
        };
    }

    /** The numbers of such claims count nowhere. */
    private static UserClaims unlimited(UserClaims claims) {
        return claims.with(b -> b.rights(claims.rights()
                .with(r -> r.subscriptions(AccountLimits.NO_LIMIT).payload(AccountLimits.NO_LIMIT))));
    }

    private static Decision accepted(UserIdentity user, ClaimedUser claimed) {
        return new Decision(new UserRights(user, claimed), CloseReason.CLIENT_CLOSED, "");
    }

    private Decision refused(Throwable failure, CalloutService service) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TimeoutException) {
            String account = GoText.quote(service.account());
            server.log().debug(() -> "Authorization callout response not received in time on account " + account);
            return refused(CloseReason.AUTHENTICATION_FAILURE, new RefusalNotice(service.account(), ""));
        }
        String problem = String.valueOf(cause.getMessage());
        server.log().warn(problem);
        boolean proxy = cause instanceof CalloutException e && e.isForProxy();
        return refused(
                proxy ? CloseReason.PROXY_REQUIRED : CloseReason.AUTHENTICATION_FAILURE,
                new RefusalNotice(service.account(), problem));
    }

    private static Decision refused(CloseReason reason, RefusalNotice notice) {
        return new Decision(null, reason, "", false, notice);
    }
}
