package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.SigningKey;
import io.dialtone.accounts.jwt.UserScope;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.app.nsc.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        description = {
            "Edit what all users have that a signing key issues: its scope.",
            "A key without a scope gets one. Subjects may hold {{name()}}, {{subject()}}, {{account-name()}},",
            "{{account-subject()}}, {{tag(x)}} and {{account-tag(x)}}."
        })
final class EditSigningKey extends NscCommand {
    @Option(
            names = {"-a", "--account"},
            paramLabel = "ACCOUNT",
            description = "Account of the signing key.")
    @Nullable
    String account;

    @Option(
            names = "--sk",
            paramLabel = "KEY",
            description = "Signing key: public key, role, seed, file, or 'generate' for a new one.")
    @Nullable
    String key;

    @Option(names = "--role", paramLabel = "NAME", description = "Name of the scope, to be used with -K.")
    @Nullable
    String role;

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    @Nullable
    String description;

    @Mixin
    RightsOptions rights = new RightsOptions();

    @Override
    void run(Session session) throws NscException, StoreException {
        String of = session.accountName(account);
        AccountClaims before = session.store().account(of);
        String publicKey = key(session, before);
        SigningKey signing = before.signingKey(publicKey);
        UserScope scope = signing == null || signing.scope() == null
                ? UserScope.builder(publicKey).build()
                : signing.scope();
        UserScope.Builder changed = scope.toBuilder();
        if (role != null) {
            changed.role(role);
        }
        if (description != null) {
            changed.description(description);
        }
        changed.template(rights.apply(scope.template(), true, session.report));
        List<SigningKey> keys = new ArrayList<>(before.signingKeys());
        keys.removeIf(one -> one.key().equals(publicKey));
        keys.add(SigningKey.of(changed.build()));
        AccountClaims after = before.with(b -> b.signingKeys(keys));
        Tokens.requireValid(session, after);
        session.write(of, after);
        session.report.ok("edited signing key \"" + publicKey + "\"");
    }

    private String key(Session session, AccountClaims before) throws NscException, StoreException {
        String text = key == null ? onlyKey(before) : key;
        for (SigningKey signing : before.signingKeys()) {
            if (signing.scope() != null
                    && !text.isEmpty()
                    && signing.scope().role().equals(text)) {
                return signing.key();
            }
        }
        String publicKey = SigningKeyOptions.publicKey(session, NkeyType.ACCOUNT, text);
        if (publicKey.equals(before.subject())) {
            throw new NscException("the identity key of an account cannot have a scope");
        }
        return publicKey;
    }

    private static String onlyKey(AccountClaims account) throws NscException {
        if (account.signingKeys().size() != 1) {
            throw new NscException("--sk is required");
        }
        return account.signingKeys().getFirst().key();
    }
}
