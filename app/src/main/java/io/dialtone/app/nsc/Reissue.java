package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        description = {
            "Give the operator a new identity, and sign with it the accounts that the old one signed.",
            "Servers must get the new token of the operator, and the accounts, together."
        })
final class Reissue extends NscCommand {
    @Option(
            names = {"-n", "--name"},
            paramLabel = "NAME",
            description = "Name of the operator.")
    @Nullable
    String name;

    @Option(
            names = "--convert-to-signing-key",
            description = "Keep the old identity as a signing key: what it signed goes on to hold.")
    boolean convert;

    @Override
    void run(Session session) throws NscException, StoreException {
        OperatorStore store = session.store(name);
        if (store.isManaged()) {
            throw new NscException("the keys of operator \"" + store.name() + "\" are somebody else's");
        }
        OperatorClaims before = store.operator();
        KeyPair given = session.signers.asked(NkeyType.OPERATOR);
        KeyPair identity = given == null ? KeyPair.generate(NkeyType.OPERATOR, session.world.random()) : given;
        session.keys.store(identity);
        List<String> signing = new ArrayList<>(before.signingKeys());
        signing.remove(identity.publicKey());
        if (convert && !before.strictSigningKeyUsage()) {
            signing.add(before.subject());
        }
        OperatorClaims after = before.with(b -> b.subject(identity.publicKey()).signingKeys(signing));
        Tokens.requireValid(session, after);
        List<String> resigned = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        for (String account : store.accounts()) {
            AccountClaims claims = store.account(account);
            // With strict use the identity signs nothing but the operator: such accounts need a signing key still.
            if (!after.signed(claims) && !after.strictSigningKeyUsage()) {
                resigned.add(account);
                tokens.add(session.signers.sign(claims, identity));
            }
        }
        store.writeOperator(session.signers.sign(after, identity));
        session.report.ok(
                "operator \"" + store.name() + "\" successfully changed identity to: " + identity.publicKey());
        for (int i = 0; i < resigned.size(); i++) {
            store.writeAccount(resigned.get(i), tokens.get(i));
            session.report.ok("account \"" + resigned.get(i) + "\" re-signed");
        }
    }
}
