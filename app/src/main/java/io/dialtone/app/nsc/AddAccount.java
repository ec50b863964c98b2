package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
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

@Command(description = "Add an account.")
final class AddAccount extends NscCommand {
    @Parameters(paramLabel = "NAME", arity = "0..1")
    List<String> words = new ArrayList<>();

    @Option(
            names = {"-n", "--name"},
            paramLabel = "NAME",
            description = "Name of the account.")
    @Nullable
    String name;

    @Option(
            names = {"-k", "--public-key"},
            paramLabel = "KEY",
            description = "Public key or seed of the account, in place of a new one.")
    @Nullable
    String publicKey;

    @Mixin
    PermissionOptions permissions = new PermissionOptions();

    @Mixin
    TimeOptions times = new TimeOptions();

    @Mixin
    TagOptions tags = new TagOptions();

    @Override
    void run(Session session) throws NscException, StoreException {
        String chosen = nameOf("account", name, words);
        OperatorStore store = session.store();
        OperatorStore.checkName("account", chosen);
        if (store.hasAccount(chosen)) {
            throw new NscException("the account \"" + chosen + "\" already exists");
        }
        boolean generate = publicKey == null;
        String key = SigningKeyOptions.publicKey(
                session, NkeyType.ACCOUNT, publicKey == null ? SigningKeyOptions.GENERATE : publicKey);
        AccountClaims.Builder claims = AccountClaims.builder(key).name(chosen);
        claims.defaultPermissions(permissions.apply(claims.build().defaultPermissions(), false, session.report));
        claims.tags(tags.apply(List.of(), session.report));
        claims.registered(
                times.apply(claims.build().registered(), session.world.clock().instant()));
        session.write(chosen, claims.build());
        session.chooseAccount(chosen);
        if (generate) {
            session.report.ok("generated and stored account key \"" + key + "\"");
        }
        session.report.ok("added account \"" + chosen + "\"");
    }
}
