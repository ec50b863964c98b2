package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.Export;
import io.dialtone.app.nsc.store.StoreException;
import io.dialtone.conf.ExchangeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Commands about what an account offers. */
final class Exports {
    private Exports() {}

    static String word(@Nullable ExchangeKind kind) {
        return kind == null ? "unknown" : kind.name().toLowerCase(Locale.ROOT);
    }

    @Command(description = "Add an export: what other accounts may import.")
    static final class Add extends NscCommand {
        @Option(
                names = {"-a", "--account"},
                paramLabel = "ACCOUNT",
                description = "Account that exports.")
        @Nullable
        String account;

        @Option(
                names = {"-s", "--subject"},
                paramLabel = "SUBJECT",
                description = "What is exported; may hold wildcards.",
                required = true)
        String subject = "";

        @Option(
                names = {"-r", "--service"},
                description = "A service that answers requests; else a stream of messages.")
        boolean service;

        @Mixin
        ExportOptions options = new ExportOptions();

        @Override
        void run(Session session) throws NscException, StoreException {
            String of = session.accountName(account);
            AccountClaims before = session.store().account(of);
            ExchangeKind kind = service ? ExchangeKind.SERVICE : ExchangeKind.STREAM;
            Export.Builder plain = Export.builder(kind, subject).name(subject);
            if (service) {
                plain.responseType("Singleton");
            }
            Export export = options.apply(plain.build());
            List<Export> exports = new ArrayList<>(before.exports());
            exports.add(export);
            AccountClaims after = before.with(b -> b.exports(exports));
            Tokens.requireValid(session, after);
            session.write(of, after);
            session.report.ok("added " + (export.tokenRequired() ? "private " : "public ") + word(kind) + " export \""
                    + export.name() + "\"");
        }
    }

    @Command(description = "Edit an export; what is not named stays.")
    static final class Edit extends NscCommand {
        @Option(
                names = {"-a", "--account"},
                paramLabel = "ACCOUNT",
                description = "Account that exports.")
        @Nullable
        String account;

        @Option(
                names = {"-s", "--subject"},
                paramLabel = "SUBJECT",
                description = "Which export; not needed if there is one alone.")
        @Nullable
        String subject;

        @Option(
                names = {"-r", "--service"},
                description = "The service of that subject, not the stream.")
        boolean service;

        @Option(names = "--new-subject", paramLabel = "SUBJECT", description = "What is exported from now on.")
        @Nullable
        String newSubject;

        @Option(names = "--rm-latency-sampling", description = "Do not measure the latency any more.")
        boolean removeLatency;

        @Mixin
        ExportOptions options = new ExportOptions();

        @Override
        void run(Session session) throws NscException, StoreException {
            if (!options.isSet() && !removeLatency && newSubject == null) {
                throw new NscException("specify an edit option");
            }
            String of = session.accountName(account);
            AccountClaims before = session.store().account(of);
            int index = Choice.export(before, subject, service ? ExchangeKind.SERVICE : null);
            Export export = options.apply(before.exports().get(index));
            if (removeLatency) {
                export = export.with(b -> b.latency(null));
            }
            if (newSubject != null) {
                String chosen = newSubject;
                export = export.with(b -> b.subject(chosen));
            }
            List<Export> exports = Choice.replaced(before.exports(), index, export);
            AccountClaims after = before.with(b -> b.exports(exports));
            Tokens.requireValid(session, after);
            session.write(of, after);
            session.report.ok("edited " + word(export.kind()) + " export \"" + export.name() + "\"");
        }
    }

    @Command(description = "Delete an export.")
    static final class Delete extends NscCommand {
        @Option(
                names = {"-a", "--account"},
                paramLabel = "ACCOUNT",
                description = "Account that exports.")
        @Nullable
        String account;

        @Option(
                names = {"-s", "--subject"},
                paramLabel = "SUBJECT",
                description = "Which export; not needed if there is one alone.")
        @Nullable
        String subject;

        @Option(
                names = {"-r", "--service"},
                description = "The service of that subject, not the stream.")
        boolean service;

        @Override
        void run(Session session) throws NscException, StoreException {
            String of = session.accountName(account);
            AccountClaims before = session.store().account(of);
            int index = Choice.export(before, subject, service ? ExchangeKind.SERVICE : null);
            Export export = before.exports().get(index);
            List<Export> exports = Choice.replaced(before.exports(), index, null);
            session.write(of, before.with(b -> b.exports(exports)));
            session.report.ok("deleted " + word(export.kind()) + " export \"" + export.subject() + "\"");
        }
    }
}
