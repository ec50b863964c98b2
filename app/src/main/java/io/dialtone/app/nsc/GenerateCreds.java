package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.DecoratedFile;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.UserClaims;
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

@Command(description = "Print the credentials of a user, or write them to a file.")
final class GenerateCreds extends NscCommand {
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
            names = {"-o", "--output-file"},
            paramLabel = "FILE",
            description = "Write to a file; -- for standard output.")
    String output = "--";

    @Override
    void run(Session session) throws NscException, StoreException {
        String of = session.accountName(account);
        String user = Choice.user(session, of, name, words);
        OperatorStore store = session.store();
        UserClaims claims = store.user(of, user);
        try {
            String text = DecoratedFile.credentials(store.userToken(of, user), seed(session, claims.subject()));
            Tokens.output(session, output, text, true);
        } catch (JwtException e) {
            throw new NscException(String.valueOf(e.getMessage()), e);
        }
        if (!output.equals("--")) {
            session.report.ok("wrote credentials to `" + output + "`");
        }
    }

    /** Of the key store, or what {@code -K} brings. */
    private static String seed(Session session, String publicKey) throws NscException, StoreException {
        String stored = session.keys.seed(publicKey);
        if (stored != null) {
            return stored;
        }
        KeyPair given = session.signers.asked(NkeyType.USER);
        if (given == null) {
            throw new NscException("no seed of " + publicKey + " in the key store - specify it with --private-key");
        }
        return given.seed();
    }
}
