package io.dialtone.accounts;

import io.dialtone.accounts.UserTable.User;
import io.dialtone.accounts.Verdict.Accepted;
import io.dialtone.accounts.Verdict.Reason;
import io.dialtone.accounts.Verdict.Rejected;
import io.dialtone.accounts.keys.NonceSignature;
import io.dialtone.conf.AccountOptions;
import io.dialtone.conf.AuthorizationOptions;
import io.dialtone.conf.Options;
import io.dialtone.routing.Base62;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides who is let in, by the configuration: users with passwords, nkeys or certificates, a single user, or a token.
 * Compiled once for a configuration; immutable, for any number of threads.
 *
 * <p>What is tried, in this order: the signature of a proxy; nothing, when no credentials are asked for; the nkey; the
 * user, or on a listener that maps certificates the user named by the certificate; the token; the single user. Somebody who
 * brings no credentials at all is taken for the {@code no_auth_user}.
 */
public final class Authenticator {
    private static final String DEFAULT_SYSTEM_ACCOUNT = "$SYS";

    private final Options options;
    private final UserTable users;
    private final boolean required;
    private final List<String> trustedProxies;
    private final Map<ConnectionType, ListenerRules> rules = new EnumMap<>(ConnectionType.class);
    /** With users of the system account alone, everybody else is let in under a name nobody knows; null otherwise. */
    private final @Nullable UserIdentity hidden;

    private Authenticator(Options options, RandomGenerator random) {
        AuthorizationOptions simple = options.authorization();
        this.options = options;
        this.users = UserTable.of(options);
        this.required =
                !users.isEmpty() || !simple.user().isEmpty() || !simple.token().isEmpty();
        this.trustedProxies = options.trust().trustedProxies();
        this.hidden = isSystemAccountAlone(options) ? hiddenUser(random) : null;
        for (ConnectionType type : ConnectionType.values()) {
            rules.put(type, ListenerRules.of(options, type));
        }
    }

    /**
     * The rules of a configuration that has been checked.
     *
     * @param random makes up the name of the hidden user, where there is one
     */
    public static Authenticator of(Options options, RandomGenerator random) {
        return new Authenticator(options, random);
    }

    /** Whether credentials are asked for on this kind of connection. */
    public boolean isRequired(ConnectionType type) {
        return required || rules(type).required();
    }

    /** What INFO says in {@code auth_required}: not when there is a user for those who bring nothing. */
    public boolean isRequiredInInfo(ConnectionType type) {
        return isRequired(type) && rules(type).noAuthUser().isEmpty();
    }

    /** Whether INFO has to carry a nonce to be signed. */
    public boolean needsNonce() {
        return users.hasNkeys()
                || !trustedProxies.isEmpty()
                || !options.trust().trustedKeys().isEmpty()
                || !options.trust().operators().isEmpty();
    }

    /**
     * Whether a client may begin with another operation than CONNECT. It is then to be authenticated with
     * {@link Credentials#NONE} before that operation counts.
     */
    public boolean admitsWithoutConnect(ConnectionType type) {
        if (!isRequired(type) || hidden != null) {
            return true;
        }
        User user = users.named(rules(type).noAuthUser());
        return user != null && !user.options().proxyRequired() && user.mayUse(type);
    }

    /** Whether a password or token stands in the configuration as it is: worth a warning at the start. */
    public boolean hasPlainPasswords() {
        String single = options.authorization().password();
        if (!single.isEmpty() && !Secret.isHash(single)) {
            return true;
        }
        return users.named().stream()
                .filter(user ->
                        !user.options().password().isEmpty() || !ListenerRules.isMappable(options, user.options()))
                .anyMatch(user -> !Secret.isHash(user.options().password()));
    }

    /** Whether {@link #authenticate} will compare with a bcrypt hash and so take its time: keep it off event loops. */
    public boolean isSlow(Login login) {
        Credentials given = login.credentials();
        ListenerRules listener = rules(login.type());
        if (users.hasNkeys() && !given.nkey().isEmpty()) {
            return false;
        }
        if (users.hasNames() && listener.mapsCertificates()) {
            return users.named().stream()
                    .anyMatch(user -> Secret.isHash(user.options().password()));
        }
        User user = users.named(given.user());
        if (user != null) {
            return Secret.isHash(user.options().password());
        }
        return listener.token().isEmpty()
                ? given.user().equals(listener.user()) && Secret.isHash(listener.password())
                : Secret.isHash(listener.token());
    }

    /** Decides. Never throws for anything that a client may send. */
    public Verdict authenticate(Login login) {
        boolean throughProxy = false;
        if (!login.credentials().proxySignature().isEmpty() && !trustedProxies.isEmpty()) {
            throughProxy = NonceSignature.isOfProxy(
                    trustedProxies, login.nonce(), login.credentials().proxySignature());
            if (!throughProxy) {
                return new Rejected(Reason.PROXY_NOT_TRUSTED, "proxy is not trusted");
            }
        }
        if (!isRequired(login.type())) {
            return new Accepted(UserIdentity.anybody(), "");
        }
        Verdict verdict = byNkey(login, throughProxy);
        if (verdict == null) {
            verdict = byUser(login, throughProxy);
        }
        return verdict == null ? bySimpleCredentials(login, throughProxy) : verdict;
    }

    /** Null when no nkey is given nor meant. */
    private @Nullable Verdict byNkey(Login login, boolean throughProxy) {
        if (!users.hasNkeys()) {
            return null;
        }
        Credentials given = login.credentials();
        String noAuthUser = rules(login.type()).noAuthUser();
        boolean nothing = given.nkey().isEmpty() && !given.hasUserPasswordOrToken();
        String nkey = nothing && users.withNkey(noAuthUser) != null ? noAuthUser : given.nkey();
        if (nkey.isEmpty()) {
            return null;
        }
        User user = users.withNkey(nkey);
        if (user == null || !user.mayUse(login.type())) {
            return refused("");
        }
        if (user.options().proxyRequired() && !throughProxy) {
            return proxyRequired();
        }
        String problem =
                nkey.equals(noAuthUser) ? null : NonceSignature.problem(nkey, login.nonce(), given.signature());
        return problem == null ? new Accepted(user.identity(), "") : refused(problem);
    }

    /** Null when no user is given nor meant. */
    private @Nullable Verdict byUser(Login login, boolean throughProxy) {
        Credentials given = login.credentials();
        ListenerRules listener = rules(login.type());
        if (hidden != null && !given.hasUserPasswordOrToken()) {
            return new Accepted(hidden, "");
        }
        if (!users.hasNames()) {
            return null;
        }
        if (listener.mapsCertificates()) {
            return byCertificate(login, throughProxy);
        }
        boolean nothing = !given.hasUserPasswordOrToken() && users.named(listener.noAuthUser()) != null;
        String name = nothing ? listener.noAuthUser() : given.user();
        if (name.isEmpty()) {
            return null;
        }
        User user = users.named(name);
        if (user == null || !user.mayUse(login.type())) {
            return refused("");
        }
        if (user.options().proxyRequired() && !throughProxy) {
            return proxyRequired();
        }
        if (nothing) {
            return new Accepted(user.identity(), "");
        }
        boolean certificateOnly = user.options().password().isEmpty()
                && !name.equals(listener.noAuthUser())
                && ListenerRules.isMappable(options, user.options());
        if (certificateOnly) {
            return refused("User \"" + name + "\" requires a client certificate");
        }
        return Secret.matches(user.options().password(), given.password())
                ? new Accepted(user.identity(), "")
                : refused("");
    }

    /** The user of the certificate; a password counts beside it where the user has one. */
    private Verdict byCertificate(Login login, boolean throughProxy) {
        CertificateNames names = login.certificate();
        if (names == null) {
            return refused("User required in cert, no peer certificates found");
        }
        if (names.candidates().isEmpty()) {
            return refused("User required in cert, none found");
        }
        UserTable.Match match = users.inCertificate(names, login.type());
        if (match == null) {
            String last = names.candidates().getLast().text();
            return refused("User in cert [\"" + last + "\"], not found");
        }
        User user = match.user();
        if (user.options().proxyRequired() && !throughProxy) {
            return proxyRequired();
        }
        return Secret.matches(user.options().password(), login.credentials().password())
                ? new Accepted(
                        user.identity(),
                        match.candidate().kind().log() + " [\"" + user.options().username() + "\"]")
                : refused("");
    }

    private Verdict bySimpleCredentials(Login login, boolean throughProxy) {
        if (options.authorization().proxyRequired() && !throughProxy) {
            return proxyRequired();
        }
        Credentials given = login.credentials();
        ListenerRules listener = rules(login.type());
        if (!listener.token().isEmpty()) {
            return Secret.matches(listener.token(), given.token()) ? simple(UserIdentity.Kind.TOKEN, "") : refused("");
        }
        boolean same = !listener.user().isEmpty() && listener.user().equals(given.user());
        return same && Secret.matches(listener.password(), given.password())
                ? simple(UserIdentity.Kind.USER, given.user())
                : refused("");
    }

    private static Accepted simple(UserIdentity.Kind kind, String name) {
        return new Accepted(new UserIdentity(UserIdentity.GLOBAL_ACCOUNT, kind, name, Permissions.UNRESTRICTED), "");
    }

    private static Rejected refused(String detail) {
        return new Rejected(Reason.AUTHENTICATION_FAILURE, detail);
    }

    private static Rejected proxyRequired() {
        return new Rejected(Reason.PROXY_REQUIRED, "proxy connection required");
    }

    private ListenerRules rules(ConnectionType type) {
        ListenerRules found = rules.get(type);
        if (found == null) {
            throw new IllegalStateException(type.name());
        }
        return found;
    }

    private static boolean isSystemAccountAlone(Options options) {
        AuthorizationOptions simple = options.authorization();
        if (options.accounts().size() != 1
                || !simple.users().isEmpty()
                || !simple.user().isEmpty()
                || !simple.token().isEmpty()
                || !simple.noAuthUser().isEmpty()) {
            return false;
        }
        AccountOptions account = options.accounts().getFirst();
        String system = options.trust().systemAccount();
        return account.name().equals(system.isEmpty() ? DEFAULT_SYSTEM_ACCOUNT : system)
                && !account.users().isEmpty();
    }

    private static UserIdentity hiddenUser(RandomGenerator random) {
        String name = "nats-" + Base62.random(random, 8);
        return new UserIdentity(UserIdentity.GLOBAL_ACCOUNT, UserIdentity.Kind.USER, name, Permissions.UNRESTRICTED);
    }
}
