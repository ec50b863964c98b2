package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.Claims;
import io.dialtone.accounts.jwt.DecoratedFile;
import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.jwt.SigningKey;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.jwt.Validation;
import io.dialtone.accounts.jwt.Validation.Severity;
import io.dialtone.app.nsc.describe.Table;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        description = "Judge the operator, accounts and users: what servers would refuse, what is expired, who signed.")
final class Validate extends NscCommand {
    @Option(
            names = {"-a", "--account"},
            paramLabel = "ACCOUNT",
            description = "Judge that account.")
    @Nullable
    String account;

    @Option(
            names = {"-A", "--all-accounts"},
            description = "Judge all accounts.")
    boolean all;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Judge the token in a file.")
    @Nullable
    String file;

    private boolean failed;

    @Override
    void run(Session session) throws NscException, StoreException {
        if ((account == null ? 0 : 1) + (all ? 1 : 0) + (file == null ? 0 : 1) > 1) {
            throw new NscException("specify only one of --account, --all-accounts and --file");
        }
        if (file != null) {
            for (String token : DecoratedFile.jwt(Tokens.text(session, file)).split("\\s+")) {
                Claims claims = Tokens.any(token);
                print(session, claims.type() + " \"" + claims.name() + "\"", issues(session, claims));
            }
        } else {
            store(session);
        }
        if (failed) {
            throw new NscException("validation found errors");
        }
    }

    private void store(Session session) throws NscException, StoreException {
        OperatorStore store = session.store();
        OperatorClaims operator = store.operator();
        print(session, "Operator \"" + store.name() + "\"", issues(session, operator));
        String chosen = account == null ? session.accountName() : session.accountName(account);
        List<String> names = all ? store.accounts() : chosen.isEmpty() ? List.of() : List.of(chosen);
        for (String name : names) {
            AccountClaims claims = store.account(name);
            List<Validation.Issue> issues = issues(session, claims);
            if (!operator.signed(claims) && !store.isManaged()) {
                issues.add(error("account is not signed by the operator"));
            }
            users(session, name, claims, issues);
            print(session, "Account \"" + name + "\"", issues);
        }
    }

    private static void users(Session session, String name, AccountClaims account, List<Validation.Issue> issues)
            throws NscException, StoreException {
        OperatorStore store = session.store();
        for (String user : store.users(name)) {
            UserClaims claims = store.user(name, user);
            String label = "user \"" + user + "\": ";
            for (Validation.Issue issue : issues(session, claims)) {
                issues.add(new Validation.Issue(issue.severity(), label + issue.text()));
            }
            if (!account.signed(claims)) {
                issues.add(error(label + "is not signed by the account"));
            }
            SigningKey signer = account.signingKey(claims.issuer());
            if (signer != null && signer.scope() != null) {
                String problem = signer.scope().problem(claims);
                if (problem != null) {
                    issues.add(error(label + problem));
                }
            }
            if (account.isRevoked(claims)) {
                issues.add(new Validation.Issue(Severity.WARNING, label + "is revoked"));
            }
        }
    }

    private static Validation.Issue error(String text) {
        return new Validation.Issue(Severity.ERROR, text);
    }

    private static List<Validation.Issue> issues(Session session, Claims claims) {
        return new ArrayList<>(claims.validate(session.world.clock().instant()).issues());
    }

    private void print(Session session, String title, List<Validation.Issue> issues) {
        Table table = new Table(title);
        if (issues.isEmpty()) {
            session.print(table.row("No issues found").render() + "\n");
            return;
        }
        table.columns("#", " ", "Description");
        int number = 1;
        for (Validation.Issue issue : issues) {
            failed |= issue.severity() == Severity.ERROR;
            table.row(Integer.toString(number++), issue.severity() == Severity.WARNING ? "!" : "✘", issue.text());
        }
        session.print(table.render() + "\n");
    }
}
