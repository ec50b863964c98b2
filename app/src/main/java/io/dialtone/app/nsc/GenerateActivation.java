package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.ActivationClaims;
import io.dialtone.accounts.jwt.DecoratedFile;
import io.dialtone.accounts.jwt.Export;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.Registered;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.app.nsc.remote.AccountServerClient;
import io.dialtone.app.nsc.remote.AccountServerClient.Answer;
import io.dialtone.app.nsc.remote.RemoteException;
import io.dialtone.app.nsc.store.StoreException;
import io.dialtone.routing.Subjects;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(description = "Allow another account to import a private export: an activation for it.")
final class GenerateActivation extends NscCommand {
    @Option(
            names = {"-a", "--account"},
            paramLabel = "ACCOUNT",
            description = "Account that exports.")
    @Nullable
    String account;

    @Option(
            names = {"-t", "--target-account"},
            paramLabel = "ACCOUNT",
            required = true,
            description = "Account that imports: name or public key.")
    String target = "";

    @Option(
            names = {"-s", "--subject"},
            paramLabel = "SUBJECT",
            description = "What may be imported: an export's subject or less.")
    @Nullable
    String subject;

    @Option(
            names = {"-o", "--output-file"},
            paramLabel = "FILE",
            description = "Write to a file; -- for standard output.")
    String output = "--";

    @Option(names = "--push", description = "Send it to the operator's account server too.")
    boolean push;

    @Mixin
    TimeOptions times = new TimeOptions();

    @Override
    void run(Session session) throws NscException, StoreException {
        String of = session.accountName(account);
        AccountClaims exporter = session.store().account(of);
        Export export = export(of, exporter);
        String allowed = subject == null ? export.subject() : subject;
        KeyPair signer = session.signers.accountKey(exporter, null);
        boolean identity = signer.publicKey().equals(exporter.subject());
        ActivationClaims claims = ActivationClaims.builder(session.accountKey(target))
                .name(allowed)
                .importSubject(allowed)
                .kind(export.kind())
                .issuerAccount(identity ? "" : exporter.subject())
                .build();
        Registered registered =
                times.apply(claims.registered(), session.world.clock().instant());
        ActivationClaims complete = claims.with(b -> b.registered(registered));
        Tokens.requireValid(session, complete);
        String token = session.signers.sign(complete, signer);
        try {
            Tokens.output(session, output, DecoratedFile.ofJwt(token), true);
        } catch (JwtException e) {
            throw new NscException(String.valueOf(e.getMessage()), e);
        }
        if (!output.equals("--")) {
            session.report.ok("generated \"" + export.name() + "\" activation for account " + complete.subject());
            session.report.ok("wrote activation token to `" + output + "`");
        }
        if (push) {
            send(session, token);
        }
    }

    private Export export(String of, AccountClaims exporter) throws NscException {
        List<Export> exports =
                exporter.exports().stream().filter(Export::tokenRequired).toList();
        if (exports.isEmpty()) {
            throw new NscException("account \"" + of + "\" doesn't have exports that require an activation token");
        }
        if (subject == null) {
            if (exports.size() > 1) {
                throw new NscException("a subject is required");
            }
            return exports.getFirst();
        }
        for (Export export : exports) {
            if (Subjects.isSubsetOf(subject, export.subject())) {
                return export;
            }
        }
        throw new NscException("a private export for \"" + subject + "\" was not found in account \"" + of + "\"");
    }

    private static void send(Session session, String token) throws NscException, StoreException {
        String server = session.store().operator().accountServerUrl();
        if (!AccountServerClient.isUrl(server)) {
            throw new NscException("the operator has no account server to push to");
        }
        String address = (server.endsWith("/") ? server : server + "/") + "activations";
        try {
            Answer answer = AccountServerClient.post(address, token);
            if (!answer.isGood()) {
                throw new NscException("the account server answered " + answer.status() + " "
                        + answer.body().strip());
            }
            session.report.ok("pushed the activation to `" + address + "`");
        } catch (RemoteException e) {
            throw new NscException("failed to push the activation: " + e.getMessage(), e);
        }
    }
}
