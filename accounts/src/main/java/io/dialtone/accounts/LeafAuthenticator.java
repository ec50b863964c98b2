package io.dialtone.accounts;

import io.dialtone.accounts.Verdict.Accepted;
import io.dialtone.accounts.Verdict.Reason;
import io.dialtone.accounts.Verdict.Rejected;
import io.dialtone.accounts.keys.NonceSignature;
import io.dialtone.conf.LeafOptions;
import io.dialtone.conf.UserOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides by the authorization block of leaf nodes who of them is let in. Immutable, for any number of threads. */
public final class LeafAuthenticator {
    private final LeafOptions options;
    private final List<String> trustedProxies;

    public LeafAuthenticator(LeafOptions options, List<String> trustedProxies) {
        this.options = options;
        this.trustedProxies = List.copyOf(trustedProxies);
    }

    /** Whether there is such a block; otherwise the rules for clients hold. */
    public boolean decides() {
        return !options.user().isEmpty()
                || !options.nkey().isEmpty()
                || !options.users().isEmpty();
    }

    /** Decides; may compare with a hash, which takes its time. */
    public Verdict authenticate(Login login) {
        boolean throughProxy = false;
        String proxySignature = login.credentials().proxySignature();
        if (!proxySignature.isEmpty() && !trustedProxies.isEmpty()) {
            throughProxy = NonceSignature.isOfProxy(trustedProxies, login.nonce(), proxySignature);
            if (!throughProxy) {
                return new Rejected(Reason.PROXY_NOT_TRUSTED, "proxy is not trusted");
            }
        }
        if (!options.user().isEmpty()) {
            UserOptions only = UserOptions.builder()
                    .username(options.user())
                    .password(options.password())
                    .account(options.account())
                    .build();
            return byPassword(only, login, throughProxy);
        }
        return options.nkey().isEmpty() ? byUser(login, throughProxy) : byNkey(login, throughProxy);
    }

    private Verdict byNkey(Login login, boolean throughProxy) {
        Credentials given = login.credentials();
        if (options.proxyRequired() && !throughProxy) {
            return new Rejected(Reason.PROXY_REQUIRED, "proxy connection required");
        }
        if (!options.nkey().equals(given.nkey())) {
            return refused("");
        }
        String problem = NonceSignature.problem(given.nkey(), login.nonce(), given.signature());
        return problem == null
                ? new Accepted(identity(options.account(), UserIdentity.Kind.NKEY, given.nkey(), null), "")
                : refused(problem);
    }

    private Verdict byUser(Login login, boolean throughProxy) {
        boolean maps = options.tls() != null && options.tls().verifyAndMap();
        UserOptions user = maps
                ? inCertificate(login.certificate())
                : named(login.credentials().user());
        if (user == null) {
            return refused("");
        }
        if (!maps) {
            return byPassword(user, login, throughProxy);
        }
        Credentials given = login.credentials();
        Login asNamed = new Login(
                Credentials.user(user.username(), given.password()),
                login.type(),
                login.nonce(),
                login.certificate(),
                login.address());
        return byPassword(user, asNamed, throughProxy);
    }

    private @Nullable UserOptions named(String name) {
        return options.users().stream()
                .filter(user -> user.username().equals(name))
                .findFirst()
                .orElse(null);
    }

    private @Nullable UserOptions inCertificate(@Nullable CertificateNames names) {
        if (names == null) {
            return null;
        }
        for (CertificateNames.Candidate candidate : names.candidates()) {
            UserOptions user = named(candidate.text());
            if (user != null) {
                return user;
            }
        }
        return null;
    }

    private Verdict byPassword(UserOptions user, Login login, boolean throughProxy) {
        Credentials given = login.credentials();
        if ((user.proxyRequired() || options.proxyRequired()) && !throughProxy) {
            return new Rejected(Reason.PROXY_REQUIRED, "proxy connection required");
        }
        boolean same = user.username().equals(given.user()) && Secret.matches(user.password(), given.password());
        return same
                ? new Accepted(identity(user.account(), UserIdentity.Kind.USER, user.username(), user), "")
                : refused("");
    }

    private static UserIdentity identity(
            String account, UserIdentity.Kind kind, String name, @Nullable UserOptions user) {
        return new UserIdentity(
                account.isEmpty() ? UserIdentity.GLOBAL_ACCOUNT : account,
                kind,
                name,
                user == null ? Permissions.UNRESTRICTED : Permissions.of(user.permissions()));
    }

    private static Rejected refused(String detail) {
        return new Rejected(Reason.AUTHENTICATION_FAILURE, detail);
    }
}
