package io.dialtone.actors;

import io.dialtone.accounts.Authenticator;
import io.dialtone.accounts.CertificateNames;
import io.dialtone.accounts.ConnectionType;
import io.dialtone.accounts.Credentials;
import io.dialtone.accounts.Login;
import io.dialtone.accounts.UserIdentity;
import io.dialtone.accounts.Verdict;
import io.dialtone.conf.Options;
import io.dialtone.streams.CloseReason;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
    private final Executor slowChecks;
    private final Set<String> names;
    private final SecureRandom random = new SecureRandom();

    /** What comes of a check: rights, or the reason to close. */
    record Decision(@Nullable UserRights rights, CloseReason reason, String detail) {
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

        private static CloseReason reason(Verdict.Reason reason) {
            return switch (reason) {
                case AUTHENTICATION_FAILURE -> CloseReason.AUTHENTICATION_FAILURE;
                case PROXY_NOT_TRUSTED -> CloseReason.PROXY_NOT_TRUSTED;
                case PROXY_REQUIRED -> CloseReason.PROXY_REQUIRED;
            };
        }
    }

    Gatekeeper(Options options, Executor slowChecks) {
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
        return user.name().isEmpty() || names.contains(user.name());
    }

    /** Whether credentials are owed before anything else. */
    boolean isRequired() {
        return authenticator.isRequired(ConnectionType.STANDARD);
    }

    /** What INFO says in {@code auth_required}. */
    boolean isRequiredInInfo() {
        return authenticator.isRequiredInInfo(ConnectionType.STANDARD);
    }

    /** Whether somebody may begin without CONNECT although credentials are owed. */
    boolean admitsWithoutConnect() {
        return authenticator.admitsWithoutConnect(ConnectionType.STANDARD);
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
    static Login login(ConnectMessage connect, String nonce, @Nullable CertificateNames certificate) {
        Credentials credentials = new Credentials(
                connect.user,
                connect.password,
                connect.token,
                connect.nkey,
                connect.signature,
                connect.jwt,
                connect.proxySignature);
        return new Login(credentials, ConnectionType.STANDARD, nonce, certificate);
    }

    /** Whether {@link #check} must not be called on an event loop. */
    boolean isSlow(Login login) {
        return authenticator.isSlow(login);
    }

    /** Decides at once. */
    Decision check(Login login) {
        return Decision.of(authenticator.authenticate(login));
    }

    /** Decides elsewhere. */
    CompletionStage<Decision> checkElsewhere(Login login) {
        return CompletableFuture.supplyAsync(() -> check(login), slowChecks).exceptionally(Decision::failed);
    }
}
