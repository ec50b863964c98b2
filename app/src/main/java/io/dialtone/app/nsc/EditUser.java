package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.SigningKey;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(description = "Edit a user, and write its credentials again.")
final class EditUser extends NscCommand {
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

    @Mixin
    RightsOptions rights = new RightsOptions();

    @Mixin
    TimeOptions times = new TimeOptions();

    @Mixin
    TagOptions tags = new TagOptions();

    @Override
    void run(Session session) throws NscException, StoreException {
        if (!rights.isSet() && !times.isSet() && !tags.isSet() && !session.signers.isAsked()) {
            throw new NscException("specify an edit option");
        }
        String of = session.accountName(account);
        String chosen = Choice.user(session, of, name, words);
        OperatorStore store = session.store();
        AccountClaims accountClaims = store.account(of);
        UserClaims before = store.user(of, chosen);
        KeyPair signer = session.signers.accountKey(accountClaims, before.issuer());
        SigningKey signing = accountClaims.signingKey(signer.publicKey());
        if (signing != null && signing.scope() != null && rights.isSet()) {
            throw new NscException("scoped users require no permissions or limits set");
        }
        NewUser user = new NewUser(session, of, accountClaims, chosen);
        UserClaims.Builder claims = before.toBuilder();
        claims.rights(rights.isSet() ? rights.apply(before.rights(), false, session.report) : before.rights());
        claims.tags(tags.apply(before.tags(), session.report));
        claims.registered(times.apply(before.registered(), session.world.clock().instant()));
        times.report(session.report);
        if (user.write(claims.build(), signer)) {
            session.report.ok("generated user creds file `" + user.shownCreds() + "`");
        }
        session.report.ok("edited user \"" + chosen + "\"");
    }
}
