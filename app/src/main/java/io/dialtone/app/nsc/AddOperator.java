package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.jwt.SigningKey;
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

@Command(description = "Add an operator: a new one, or one whose token comes from elsewhere.")
final class AddOperator extends NscCommand {
    @Parameters(paramLabel = "NAME", arity = "0..1")
    List<String> words = new ArrayList<>();

    @Option(
            names = {"-n", "--name"},
            paramLabel = "NAME",
            description = "Name of the operator.")
    @Nullable
    String name;

    @Option(
            names = {"-u", "--url"},
            paramLabel = "FILE|URL",
            description = "Import the token of an operator whose keys somebody else holds.")
    @Nullable
    String url;

    @Option(names = "--force", description = "Import even if there is an operator of that name.")
    boolean force;

    @Option(names = "--generate-signing-key", description = "Make a signing key too.")
    boolean signingKey;

    @Option(
            names = {"-s", "--sys"},
            description = "Make a system account with a user too.")
    boolean system;

    @Mixin
    TimeOptions times = new TimeOptions();

    @Mixin
    TagOptions tags = new TagOptions();

    @Override
    void run(Session session) throws NscException, StoreException {
        if (url != null) {
            importFrom(session, url);
        } else {
            create(session, nameOf("operator", name, words));
        }
    }

    private void importFrom(Session session, String from) throws NscException, StoreException {
        String token = Tokens.load(session, from);
        OperatorClaims claims = Tokens.operator(token);
        String as = name == null ? claims.name() : name;
        boolean known = OperatorStore.operators(session.root()).contains(as);
        if (known && !force) {
            throw new NscException("an operator named \"" + as + "\" already exists in `" + session.root()
                    + "` - specify --force to overwrite it");
        }
        if (known && !session.store(as).operator().subject().equals(claims.subject())) {
            throw new NscException("operator \"" + as + "\" here has another identity");
        }
        boolean managed = Signers.operatorKeys(claims).stream().noneMatch(session.keys::has);
        OperatorStore.create(session.root(), as, managed, token);
        session.chooseOperator(as);
        session.report.ok("imported operator \"" + as + "\"");
    }

    private void create(Session session, String chosen) throws NscException, StoreException {
        OperatorStore.checkName("operator", chosen);
        if (OperatorStore.operators(session.root()).contains(chosen)) {
            throw new NscException("operator \"" + chosen + "\" already exists in `" + session.root() + "`");
        }
        String given = places.privateKey;
        KeyPair identity = given != null
                ? session.signers.resolve(given, NkeyType.OPERATOR)
                : KeyPair.generate(NkeyType.OPERATOR, session.world.random());
        session.keys.store(identity);
        List<String> lines = new ArrayList<>();
        if (given == null) {
            lines.add("generated and stored operator key \"" + identity.publicKey() + "\"");
        }
        OperatorClaims.Builder claims =
                OperatorClaims.builder(identity.publicKey()).name(chosen);
        if (signingKey) {
            String key = SigningKeyOptions.publicKey(session, NkeyType.OPERATOR, SigningKeyOptions.GENERATE);
            claims.signingKeys(List.of(key)).strictSigningKeyUsage(false);
            lines.add("generated and stored operator signing key \"" + key + "\"");
        }
        claims.tags(tags.apply(List.of(), session.report));
        claims.registered(
                times.apply(claims.build().registered(), session.world.clock().instant()));
        String token = session.signers.sign(claims.build(), identity);
        OperatorStore.create(session.root(), chosen, false, token);
        session.chooseOperator(chosen);
        lines.add("added operator \"" + chosen + "\"");
        lines.forEach(session.report::ok);
        if (system) {
            SystemAccount.create(session);
        }
    }

    /** The account that servers report to, and its first user. */
    static final class SystemAccount {
        static final String NAME = "SYS";
        static final String USER = "sys";

        private SystemAccount() {}

        static void create(Session session) throws NscException, StoreException {
            OperatorStore store = session.store();
            KeyPair identity = KeyPair.generate(NkeyType.ACCOUNT, session.world.random());
            session.keys.store(identity);
            KeyPair key = KeyPair.generate(NkeyType.ACCOUNT, session.world.random());
            session.keys.store(key);
            AccountClaims draft = MonitoringExports.systemAccount(identity.publicKey(), NAME)
                    .with(b -> b.signingKeys(List.of(SigningKey.of(key.publicKey()))));
            AccountClaims claims = session.write(NAME, draft);
            OperatorClaims operator = store.operator().with(b -> b.systemAccount(identity.publicKey()));
            store.writeOperator(session.signers.signOperator(operator));
            session.report.ok("created system account: name:" + NAME + " id:" + identity.publicKey());
            NewUser user = new NewUser(session, NAME, claims, USER);
            user.write(user.claims(NewUser.freshKey(session)), key);
            session.report.ok("created system account user: name:" + USER);
            session.report.ok("system account user creds file stored in `"
                    + session.world.shown(session.keys.credsFile(store.name(), NAME, USER)) + "`");
        }
    }
}
