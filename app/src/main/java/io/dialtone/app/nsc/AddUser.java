package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(description = "Add a user to an account, and write its credentials.")
final class AddUser extends NscCommand {
    @Parameters(paramLabel = "NAME", arity = "0..1")
    List<String> words = new ArrayList<>();

    @Option(
            names = {"-n", "--name"},
            paramLabel = "NAME",
            description = "Name of the user.")
    @Nullable
    String name;

    @Option(
            names = {"-a", "--account"},
            paramLabel = "ACCOUNT",
            description = "Account of the user.")
    @Nullable
    String account;

    @Option(
            names = {"-k", "--public-key"},
            paramLabel = "KEY",
            description = "Public key or seed of the user, in place of a new one.")
    @Nullable
    String publicKey;

    @Mixin
    RightsOptions rights = new RightsOptions();

    @Mixin
    TimeOptions times = new TimeOptions();

    @Mixin
    TagOptions tags = new TagOptions();

    @Override
    void run(Session session) throws NscException, StoreException {
        String of = session.accountName(account);
        String chosen = nameOf("user", name, words);
        OperatorStore.checkName("user", chosen);
        OperatorStore store = session.store();
        if (store.hasUser(of, chosen)) {
            throw new NscException("the user \"" + chosen + "\" already exists");
        }
        AccountClaims accountClaims = store.account(of);
        KeyPair signer = session.signers.accountKey(accountClaims, null);
        NewUser user = new NewUser(session, of, accountClaims, chosen);
        String subject = publicKey == null
                ? NewUser.freshKey(session)
                : SigningKeyOptions.publicKey(session, NkeyType.USER, publicKey);
        UserClaims claims = user.claims(subject);
        UserClaims.Builder changed = claims.toBuilder();
        changed.rights(rights.apply(claims.rights(), false, session.report));
        changed.tags(tags.apply(List.of(), session.report));
        changed.registered(
                times.apply(claims.registered(), session.world.clock().instant()));
        boolean creds = user.write(changed.build(), signer);
        if (publicKey == null) {
            session.report.ok("generated and stored user key \"" + subject + "\"");
        }
        if (creds) {
            session.report.ok("generated user creds file `" + user.shownCreds() + "`");
        }
        session.report.ok("added user \"" + chosen + "\" to account \"" + of + "\"");
    }
}
