package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.jwt.PermissionClaim;
import io.dialtone.accounts.jwt.PermissionsClaim;
import io.dialtone.accounts.jwt.SigningKey;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.app.nsc.remote.Login;
import io.dialtone.app.nsc.remote.NatsAddress;
import io.dialtone.app.nsc.remote.NatsConnection;
import io.dialtone.app.nsc.remote.RemoteException;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.StoreException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How servers are reached: as a user of the system account, made for two minutes where its keys are here. */
final class ServerOptions {
    private static final long TEMPORARY_SECONDS = 120;
    private static final int INBOX_BYTES = 11;

    @Option(
            names = "--system-account",
            paramLabel = "ACCOUNT",
            description = "System account; the operator's if not given.")
    @Nullable
    String systemAccount;

    @Option(
            names = "--system-user",
            paramLabel = "USER",
            description = "User of it to log in as; a temporary one if not given.")
    @Nullable
    String systemUser;

    @Mixin
    TlsOptions tls = new TlsOptions();

    /** Connects as a user that may do no more than what is named. */
    NatsConnection connect(Session session, String urls, String... mayPublish) throws NscException, StoreException {
        String inbox = inbox(session);
        try {
            List<NatsAddress> addresses = NatsAddress.parse(urls);
            return NatsConnection.open(
                    addresses, login(session, inbox, List.of(mayPublish)), tls.files(session), inbox, "nsc");
        } catch (RemoteException e) {
            throw new NscException("failed to connect: " + e.getMessage(), e);
        }
    }

    /** Prefix of subjects that nobody can guess. */
    static String inbox(Session session) {
        byte[] random = new byte[INBOX_BYTES];
        session.world.random().nextBytes(random);
        return "_INBOX." + HexFormat.of().formatHex(random);
    }

    /** The name of the system account. */
    String systemAccountName(Session session) throws NscException, StoreException {
        if (systemAccount != null) {
            return session.accountName(systemAccount);
        }
        OperatorStore store = session.store();
        String key = store.operator().systemAccount();
        if (key.isEmpty()) {
            throw new NscException("the operator has no system account - specify --system-account");
        }
        String name = store.accountNamed(key);
        if (name == null) {
            throw new NscException("system account \"" + key + "\" not found");
        }
        return name;
    }

    private Login login(Session session, String inbox, List<String> mayPublish) throws NscException, StoreException {
        String name = systemAccountName(session);
        OperatorStore store = session.store();
        if (systemUser == null) {
            Login temporary = temporary(session, store.account(name), inbox, mayPublish);
            if (temporary != null) {
                return temporary;
            }
        }
        for (String user : systemUser == null ? store.users(name) : List.of(systemUser)) {
            KeyPair pair = session.keys.find(store.user(name, user).subject());
            if (pair != null) {
                return new Login(store.userToken(name, user), pair);
            }
        }
        throw new NscException("no system account user with corresponding nkey found");
    }

    private static @Nullable Login temporary(
            Session session, AccountClaims account, String inbox, List<String> mayPublish)
            throws NscException, StoreException {
        KeyPair signer = signer(session, account);
        if (signer == null) {
            return null;
        }
        KeyPair user = KeyPair.generate(NkeyType.USER, session.world.random());
        boolean identity = signer.publicKey().equals(account.subject());
        UserClaims claims = UserClaims.builder(user.publicKey())
                .name("nsc temporary user")
                .expires(session.world.clock().instant().getEpochSecond() + TEMPORARY_SECONDS)
                .issuerAccount(identity ? "" : account.subject())
                .build();
        PermissionsClaim permissions = new PermissionsClaim(
                new PermissionClaim(mayPublish, List.of()),
                new PermissionClaim(List.of(inbox + ".*"), List.of()),
                null);
        UserClaims limited =
                claims.with(b -> b.rights(claims.rights().with(rights -> rights.permissions(permissions))));
        return new Login(session.signers.sign(limited, signer), user);
    }

    /** A key without a scope: what a scope allows need not be enough. */
    private static @Nullable KeyPair signer(Session session, AccountClaims account)
            throws NscException, StoreException {
        OperatorClaims operator = session.store().operator();
        List<String> candidates = new ArrayList<>();
        if (!operator.strictSigningKeyUsage()) {
            candidates.add(account.subject());
        }
        account.signingKeys().stream()
                .filter(signing -> signing.scope() == null)
                .map(SigningKey::key)
                .forEach(candidates::add);
        for (String candidate : candidates) {
            KeyPair pair = session.keys.find(candidate);
            if (pair != null) {
                return pair;
            }
        }
        return null;
    }
}
