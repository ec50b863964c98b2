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
import picocli.CommandLine.Parameters;

@Command(description = "Begin: an operator with a system account, an account and a user.")
final class Init extends NscCommand {
    @Parameters(paramLabel = "NAME", arity = "0..1")
    List<String> words = new ArrayList<>();

    @Option(
            names = {"-n", "--name"},
            paramLabel = "NAME",
            description = "Name of the operator, the account and the user.")
    @Nullable
    String name;

    @Option(
            names = {"-d", "--dir"},
            paramLabel = "DIR",
            description = "Directory where the operator's directory is made.")
    @Nullable
    String directory;

    @Option(
            names = {"-u", "--url"},
            paramLabel = "FILE|URL",
            description = "Use an operator whose keys somebody else holds.")
    @Nullable
    String url;

    @Override
    void run(Session session) throws NscException, StoreException {
        String chosen = nameOf("operator", name, words);
        if (directory != null) {
            session.chooseRoot(session.world.path(directory));
        }
        if (url == null) {
            operator(session, chosen);
        } else {
            AddOperator operator = new AddOperator();
            operator.url = url;
            operator.run(session);
        }
        account(session, chosen);
    }

    private static void operator(Session session, String chosen) throws NscException, StoreException {
        OperatorStore.checkName("operator", chosen);
        if (OperatorStore.operators(session.root()).contains(chosen)) {
            throw new NscException("operator \"" + chosen + "\" already exists in `" + session.root() + "`");
        }
        KeyPair identity = KeyPair.generate(NkeyType.OPERATOR, session.world.random());
        session.keys.store(identity);
        OperatorClaims claims = OperatorClaims.builder(identity.publicKey())
                .name(chosen)
                .serviceUrls(List.of("nats://localhost:4222"))
                .build();
        OperatorStore.create(session.root(), chosen, false, session.signers.sign(claims, identity));
        session.chooseOperator(chosen);
        session.report.ok("created operator " + chosen);
        AddOperator.SystemAccount.create(session);
    }

    private static void account(Session session, String chosen) throws NscException, StoreException {
        KeyPair key = KeyPair.generate(NkeyType.ACCOUNT, session.world.random());
        session.keys.store(key);
        AccountClaims claims = session.write(
                chosen, AccountClaims.builder(key.publicKey()).name(chosen).build());
        session.chooseAccount(chosen);
        session.report.ok("created account " + chosen);
        NewUser user = new NewUser(session, chosen, claims, chosen);
        user.write(user.claims(NewUser.freshKey(session)), key);
        session.report.ok("created user \"" + chosen + "\"");
        session.report.ok("project jwt files created in `" + session.world.shown(session.root()) + "`");
        session.report.ok("user creds file stored in `" + user.shownCreds() + "`");
        session.print("""
                > to run a local server using this configuration, enter:
                >   dialtone nsc generate config --mem-resolver --config-file <path/server.conf>
                > then start a server using the generated config:
                >   dialtone -c <path/server.conf>
                """);
    }
}
