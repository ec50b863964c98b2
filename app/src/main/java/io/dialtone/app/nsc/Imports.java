package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.ActivationClaims;
import io.dialtone.accounts.jwt.Import;
import io.dialtone.accounts.jwt.Validation;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import io.dialtone.app.nsc.store.StoreException;
import io.dialtone.conf.ExchangeKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands about what an account takes from others. */
final class Imports {
    private Imports() {}

    @Command(description = "Add an import: a public one by account and subject, a private one by its activation.")
    static final class Add extends NscCommand {
        @Option(
                names = {"-a", "--account"},
                paramLabel = "ACCOUNT",
                description = "Account that imports.")
        @Nullable
        String account;

        @Option(
                names = {"-n", "--name"},
                paramLabel = "NAME",
                description = "Name of the import.")
        @Nullable
        String name;

        @Option(names = "--src-account", paramLabel = "ACCOUNT", description = "Account that exports: name or key.")
        @Nullable
        String source;

        @Option(names = "--remote-subject", paramLabel = "SUBJECT", description = "Subject there.")
        @Nullable
        String remote;

        @Option(
                names = {"-s", "--local-subject"},
                paramLabel = "SUBJECT",
                description = "Subject here; $1 stands for the first wildcard. The same if not given.")
        String local = "";

        @Option(
                names = {"-u", "--token"},
                paramLabel = "FILE|URL",
                description = "Activation of a private export.")
        @Nullable
        String token;

        @Option(names = "--service", description = "A service; else a stream.")
        boolean service;

        @Option(names = "--share", description = "Tell the exporter who asks (services).")
        boolean share;

        @Option(names = "--allow-trace", description = "Traces of messages may cross (streams).")
        boolean allowTrace;

        @Override
        void run(Session session) throws NscException, StoreException {
            String of = session.accountName(account);
            AccountClaims before = session.store().account(of);
            Import one = token == null ? ofSubject(session) : ofToken(session, token, before);
            one = one.with(b -> b.localSubject(local).share(share).allowTrace(allowTrace));
            if (name != null) {
                String chosen = name;
                one = one.with(b -> b.name(chosen));
            }
            if (one.account().equals(before.subject())) {
                throw new NscException("export issuer is this account");
            }
            List<Import> imports = new ArrayList<>(before.imports());
            imports.add(one);
            AccountClaims after = before.with(b -> b.imports(imports));
            Tokens.requireValid(session, after);
            session.write(of, after);
            session.report.ok("added " + Exports.word(one.kind()) + " import \"" + one.name() + "\"");
        }

        private Import ofSubject(Session session) throws NscException, StoreException {
            if (source == null) {
                throw new NscException("--src-account or --token is required");
            }
            if (remote == null) {
                throw new NscException("--remote-subject is required");
            }
            ExchangeKind kind = service ? ExchangeKind.SERVICE : ExchangeKind.STREAM;
            return Import.builder(kind, session.accountKey(source), remote)
                    .name(remote)
                    .build();
        }

        private Import ofToken(Session session, String from, AccountClaims importer)
                throws NscException, StoreException {
            String text = Tokens.load(session, from);
            if (!(Tokens.any(text) instanceof ActivationClaims activation) || activation.kind() == null) {
                throw new NscException("`" + from + "` is not an activation");
            }
            if (!activation.subject().equals(importer.subject())) {
                throw new NscException(
                        "activation is for account " + activation.subject() + ", not for " + importer.subject());
            }
            Validation validation = activation.validate(session.world.clock().instant());
            if (validation.isBlocking(true)) {
                throw new NscException(
                        "activation token: " + validation.issues().getFirst());
            }
            String exporter = activation.issuerAccount().isEmpty() ? activation.issuer() : activation.issuerAccount();
            String subject = remote == null ? activation.importSubject() : remote;
            if (!activation.covers(subject)) {
                throw new NscException(
                        "the activation allows \"" + activation.importSubject() + "\", not \"" + subject + "\"");
            }
            return Import.builder(activation.kind(), exporter, subject)
                    .name(activation.name().isEmpty() ? subject : activation.name())
                    .token(text)
                    .build();
        }
    }

    @Command(description = "Delete an import.")
    static final class Delete extends NscCommand {
        @Option(
                names = {"-a", "--account"},
                paramLabel = "ACCOUNT",
                description = "Account that imports.")
        @Nullable
        String account;

        @Option(
                names = {"-s", "--subject"},
                paramLabel = "SUBJECT",
                description = "Subject of the import, there or here.",
                required = true)
        String subject = "";

        @Option(
                names = "--src-account",
                paramLabel = "ACCOUNT",
                description = "Account that exports, where several export that subject.")
        @Nullable
        String source;

        @Override
        void run(Session session) throws NscException, StoreException {
            String of = session.accountName(account);
            AccountClaims before = session.store().account(of);
            String exporter = source == null
                    ? ""
                    : Nkeys.isPublic(NkeyType.ACCOUNT, source)
                            ? source
                            : session.store().account(source).subject();
            List<Import> found = before.imports().stream()
                    .filter(one -> one.remote().equals(subject) || one.local().equals(subject))
                    .filter(one -> exporter.isEmpty() || one.account().equals(exporter))
                    .toList();
            if (found.isEmpty()) {
                throw new NscException("no import matching \"" + subject + "\" found");
            }
            if (found.size() > 1) {
                throw new NscException("multiple imports found matching \"" + subject + "\" - specify --src-account");
            }
            List<Import> imports = new ArrayList<>(before.imports());
            imports.remove(found.getFirst());
            session.write(of, before.with(b -> b.imports(imports)));
            session.report.ok("deleted " + Exports.word(found.getFirst().kind()) + " import \"" + subject + "\"");
        }
    }
}
