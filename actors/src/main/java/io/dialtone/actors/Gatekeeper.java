package io.dialtone.actors;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.Authenticator;
import io.dialtone.accounts.CertificateNames;
import io.dialtone.accounts.ClaimedUser;
import io.dialtone.accounts.ConnectionType;
import io.dialtone.accounts.Credentials;
import io.dialtone.accounts.Login;
import io.dialtone.accounts.UserIdentity;
import io.dialtone.accounts.Verdict;
import io.dialtone.accounts.operator.Admission;
import io.dialtone.accounts.operator.Standing;
import io.dialtone.accounts.operator.UserAdmission;
import io.dialtone.actors.claims.OperatorMode;
import io.dialtone.actors.system.RefusalNotice;
import io.dialtone.conf.Options;
import io.dialtone.streams.CloseReason;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect, as the configuration says now. For any thread; a reload makes a new one.
 *
 * <p>A check that takes its time (a bcrypt hash) runs on an executor of its own, never on an event loop.
 */
final class Gatekeeper {
    private static final int NONCE_BYTES = 11;

    private final Authenticator authenticator;
    private final UserAdmission admission;
    private final @Nullable OperatorMode operators;
    private final Executor slowChecks;
    private final Set<String> names;
    private final SecureRandom random = new SecureRandom();

    /**
     * What comes of a check: rights, or the reason to close.
     *
     * @param detail for the log, empty for nothing
     * @param isError whether the log shows the detail as an error
     * @param notice what is said of a refusal elsewhere than in the client's own account; null: nothing
     */
    record Decision(
            @Nullable UserRights rights,
            CloseReason reason,
            String detail,
            boolean isError,
            @Nullable RefusalNotice notice) {
        Decision(@Nullable UserRights rights, CloseReason reason, String detail, boolean isError) {
            this(rights, reason, detail, isError, null);
        }

        Decision(@Nullable UserRights rights, CloseReason reason, String detail) {
            this(rights, reason, detail, false);
        }

        static Decision of(Verdict verdict) {
            return switch (verdict) {
                case Verdict.Accepted a ->
                    new Decision(new UserRights(a.user()), CloseReason.CLIENT_CLOSED, a.detail());
                case Verdict.Rejected r -> new Decision(null, reason(r.reason()), r.detail());
            };
        }

        static Decision failed(Throwable failure) {
            return new Decision(null, CloseReason.AUTHENTICATION_FAILURE, String.valueOf(failure.getMessage()));
        }

        static Decision of(Admission admission) {
            return switch (admission) {
                case Admission.Admitted a ->
                    new Decision(new UserRights(a.user(), a.claimed()), CloseReason.CLIENT_CLOSED, a.detail());
                case Admission.Refused r -> new Decision(null, reason(r.reason()), r.detail(), r.isError());
                case Admission.Pending p -> throw new IllegalStateException("not decided: " + p);
            };
        }

        private static CloseReason reason(Verdict.Reason reason) {
            return switch (reason) {
                case AUTHENTICATION_FAILURE -> CloseReason.AUTHENTICATION_FAILURE;
                case PROXY_NOT_TRUSTED -> CloseReason.PROXY_NOT_TRUSTED;
                case PROXY_REQUIRED -> CloseReason.PROXY_REQUIRED;
            };
        }
    }

    Gatekeeper(Options options, Executor slowChecks) {
        this(options, slowChecks, null);
    }

    /**
     * @param operators where accounts are signed by operators; null where the configuration names them
     */
    Gatekeeper(Options options, Executor slowChecks, @Nullable OperatorMode operators) {
        this.operators = operators;
        this.admission = new UserAdmission(options.trust(), new LocalClock());
        this.authenticator = Authenticator.of(options, new SecureRandom());
        this.slowChecks = slowChecks;
        this.names = namesOf(options);
    }

    private static Set<String> namesOf(Options options) {
        Set<String> names = new HashSet<>();
        names.add(options.authorization().user());
        Stream.concat(
                        options.authorization().users().stream(),
                        options.accounts().stream().flatMap(account -> account.users().stream()))
                .forEach(user -> {
                    names.add(user.username());
                    names.add(user.nkey());
                });
        return names;
    }

    /** Whether the configuration still names this user; somebody without a name is never missed. */
    boolean knows(UserIdentity user) {
        return user.kind() == UserIdentity.Kind.JWT || user.name().isEmpty() || names.contains(user.name());
    }

    /** Whether credentials are owed before anything else. */
    boolean isRequired(ConnectionType type) {
        return operators != null || authenticator.isRequired(type);
    }

    /** What INFO says in {@code auth_required}. */
    boolean isRequiredInInfo(ConnectionType type) {
        return operators != null || authenticator.isRequiredInInfo(type);
    }

    /** Whether somebody may begin without CONNECT although credentials are owed. */
    boolean admitsWithoutConnect(ConnectionType type) {
        return operators == null && authenticator.admitsWithoutConnect(type);
    }

    boolean hasPlainPasswords() {
        return authenticator.hasPlainPasswords();
    }

    /** A nonce for a new connection to sign, empty when nobody would. */
    String nonce() {
        if (!authenticator.needsNonce()) {
            return "";
        }
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** An attempt to be let in with what CONNECT said. */
    static Login login(
            ConnectMessage connect,
            ConnectionType type,
            String nonce,
            @Nullable CertificateNames certificate,
            String address) {
        Credentials credentials = new Credentials(
                connect.user,
                connect.password,
                connect.token,
                connect.nkey,
                connect.signature,
                connect.jwt,
                connect.proxySignature);
        return new Login(credentials, type, nonce, certificate, address);
    }

    /** Whether {@link #check} must not be called on an event loop. */
    boolean isSlow(Login login) {
        return operators != null || authenticator.isSlow(login);
    }

    /** Decides at once. */
    Decision check(Login login) {
        return Decision.of(authenticator.authenticate(login));
    }

    /** Decides elsewhere. */
    CompletionStage<Decision> checkElsewhere(Login login) {
        OperatorMode mode = operators;
        if (mode != null) {
            return CompletableFuture.supplyAsync(() -> admission.begin(login), slowChecks)
                    .thenCompose(begun -> goOn(mode, begun, login))
                    .exceptionally(Decision::failed);
        }
        return CompletableFuture.supplyAsync(() -> check(login), slowChecks).exceptionally(Decision::failed);
    }

    /** An account that is not there yet is waited for, on no thread at all. */
    private CompletionStage<Decision> goOn(OperatorMode mode, Admission begun, Login login) {
        if (!(begun instanceof Admission.Pending pending)) {
            if (begun instanceof Admission.Refused refused && refused.isPinned()) {
                mode.countPinnedFailure();
            }
            return CompletableFuture.completedFuture(Decision.of(begun));
        }
        AccountDefinition known = mode.current(pending.account());
        if (known != null) {
            return CompletableFuture.completedFuture(Decision.of(admission.finish(pending, known, login)));
        }
        return mode.account(pending.account())
                .handleAsync(
                        (account, failure) -> Decision.of(
                                account != null
                                        ? admission.finish(pending, account, login)
                                        : UserAdmission.withoutAccount(problem(failure))),
                        slowChecks);
    }

    private static String problem(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause.getMessage());
    }

    /** Judges a user that an authorization service vouches for. */
    Admission vouched(Admission.Pending pending, AccountDefinition account) {
        return admission.vouched(pending, account);
    }

    /** What a user of an account is now that it joins; newer claims may have come since it was let in. */
    @Nullable
    Standing standing(UserRights rights) {
        ClaimedUser claimed = rights.claimed();
        OperatorMode mode = operators;
        if (claimed == null || mode == null) {
            return null;
        }
        AccountDefinition now = mode.current(rights.account());
        return now == null ? Standing.Ends.EXPIRED : Standing.of(rights.user(), claimed, now);
    }
}
