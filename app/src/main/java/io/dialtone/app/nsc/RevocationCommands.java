package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.Export;
import io.dialtone.accounts.jwt.Revocations;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import io.dialtone.app.nsc.describe.Table;
import io.dialtone.app.nsc.store.StoreException;
import io.dialtone.conf.ExchangeKind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about users and activations that no longer hold. */
final class RevocationCommands {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private RevocationCommands() {}

    private static String table(String title, Revocations revocations) {
        Table table = new Table(title).columns("Public Key", "Revoke Credentials Before");
        new TreeMap<>(revocations.seconds())
                .forEach((key, second) -> table.row(
                        key.equals(Revocations.ALL) ? "* [All]" : key, DATE.format(Instant.ofEpochSecond(second))));
        return table.render() + "\n";
    }

    /** Which user is meant. */
    static final class WhichUser {
        @Parameters(paramLabel = "NAME", arity = "0..1")
        List<String> words = new ArrayList<>();

        @Option(
                names = {"-a", "--account"},
                paramLabel = "ACCOUNT",
                description = "Account of the user.")
        @Nullable
        String account;

        @Option(
                names = {"-n", "--name"},
                paramLabel = "NAME",
                description = "Name of the user; * for all.")
        @Nullable
        String name;

        @Option(
                names = {"-u", "--user-public-key"},
                paramLabel = "KEY",
                description = "Public key of the user; * for all.")
        @Nullable
        String key;

        String key(Session session, String of) throws NscException, StoreException {
            String text = key == null ? nameOf("user", name, words) : key;
            return text.equals(Revocations.ALL) || Nkeys.isPublic(NkeyType.USER, text)
                    ? text
                    : session.store().user(of, text).subject();
        }

        private static String nameOf(String kind, @Nullable String option, List<String> words) throws NscException {
            return NscCommand.nameOf(kind, option, words);
        }
    }

    @Command(description = "Revoke a user: what was issued until now holds no more, once the account is pushed.")
    static final class AddUser extends NscCommand {
        @Mixin
        WhichUser which = new WhichUser();

        @Option(
                names = "--at",
                paramLabel = "WHEN",
                description = "Revoke what was issued until then: seconds since the epoch, or RFC 3339; 0: now.")
        String at = "0";

        @Override
        void run(Session session) throws NscException, StoreException {
            String of = session.accountName(which.account);
            String key = which.key(session, of);
            long second = Converters.stamp(at, session.world.clock().instant());
            AccountClaims before = session.store().account(of);
            session.write(
                    of, before.with(b -> b.revocations(before.revocations().revoking(key, second))));
            session.report.ok("revoked user \"" + key + "\"");
        }
    }

    @Command(description = "Remove the revocation of a user.")
    static final class DeleteUser extends NscCommand {
        @Mixin
        WhichUser which = new WhichUser();

        @Override
        void run(Session session) throws NscException, StoreException {
            String of = session.accountName(which.account);
            String key = which.key(session, of);
            AccountClaims before = session.store().account(of);
            if (!before.revocations().seconds().containsKey(key)) {
                throw new NscException("user with public key " + key + " is not revoked");
            }
            session.write(
                    of, before.with(b -> b.revocations(before.revocations().without(key))));
            session.report.ok("deleted user revocation \"" + key + "\"");
        }
    }

    @Command(description = "List revoked users.")
    static final class ListUsers extends NscCommand {
        @Parameters(hidden = true, arity = "0..1")
        List<String> words = new ArrayList<>();

        @Option(
                names = {"-a", "--account"},
                paramLabel = "ACCOUNT",
                description = "Account of the users.")
        @Nullable
        String account;

        @Override
        void run(Session session) throws NscException, StoreException {
            String of = session.accountName(account);
            Revocations revocations = session.store().account(of).revocations();
            session.print(
                    revocations.seconds().isEmpty()
                            ? "account " + of + " doesn't have any revoked users\n"
                            : table("Revoked Users for " + of, revocations));
        }
    }

    /** Which export is meant. */
    static final class WhichExport {
        @Option(
                names = {"-a", "--account"},
                paramLabel = "ACCOUNT",
                description = "Account that exports.")
        @Nullable
        String account;

        @Option(
                names = {"-s", "--subject"},
                paramLabel = "SUBJECT",
                description = "Subject of the export.")
        @Nullable
        String subject;

        @Option(names = "--service", description = "The service of that subject, not the stream.")
        boolean service;

        int index(AccountClaims claims) throws NscException {
            return Choice.export(claims, subject, service ? ExchangeKind.SERVICE : null);
        }
    }

    /** Whose activation is meant. */
    static final class WhichTarget {
        @Option(
                names = {"-t", "--target-account"},
                paramLabel = "ACCOUNT",
                required = true,
                description = "Account that imports: name or public key; * for all.")
        String target = "";

        String key(Session session) throws NscException, StoreException {
            return target.equals(Revocations.ALL) ? target : session.accountKey(target);
        }
    }

    private static void replace(Session session, String of, AccountClaims before, int index, Revocations revocations)
            throws NscException, StoreException {
        Export changed = before.exports().get(index).with(b -> b.revocations(revocations));
        List<Export> exports = Choice.replaced(before.exports(), index, changed);
        session.write(of, before.with(b -> b.exports(exports)));
    }

    @Command(description = "Revoke what an account was allowed to import.")
    static final class AddActivation extends NscCommand {
        @Mixin
        WhichExport which = new WhichExport();

        @Mixin
        WhichTarget target = new WhichTarget();

        @Option(
                names = "--at",
                paramLabel = "WHEN",
                description = "Revoke what was issued until then: seconds since the epoch, or RFC 3339; 0: now.")
        String at = "0";

        @Override
        void run(Session session) throws NscException, StoreException {
            String of = session.accountName(which.account);
            AccountClaims before = session.store().account(of);
            int index = which.index(before);
            Export export = before.exports().get(index);
            if (!export.tokenRequired()) {
                throw new NscException("export \"" + export.subject() + "\" is public: there is nothing to revoke");
            }
            String key = target.key(session);
            long second = Converters.stamp(at, session.world.clock().instant());
            replace(session, of, before, index, export.revocations().revoking(key, second));
            session.report.ok("revoked activation \"" + export.name() + "\" for account " + key);
        }
    }

    @Command(description = "Remove the revocation of an activation.")
    static final class DeleteActivation extends NscCommand {
        @Mixin
        WhichExport which = new WhichExport();

        @Mixin
        WhichTarget target = new WhichTarget();

        @Override
        void run(Session session) throws NscException, StoreException {
            String of = session.accountName(which.account);
            AccountClaims before = session.store().account(of);
            int index = which.index(before);
            Export export = before.exports().get(index);
            String key = target.key(session);
            if (!export.revocations().seconds().containsKey(key)) {
                throw new NscException("no revocation for account " + key + " found");
            }
            replace(session, of, before, index, export.revocations().without(key));
            session.report.ok(
                    "deleted " + Exports.word(export.kind()) + " " + export.name() + " revocation for account " + key);
        }
    }

    @Command(description = "List revoked activations of an export.")
    static final class ListActivations extends NscCommand {
        @Mixin
        WhichExport which = new WhichExport();

        @Override
        void run(Session session) throws NscException, StoreException {
            String of = session.accountName(which.account);
            AccountClaims claims = session.store().account(of);
            Export export = claims.exports().get(which.index(claims));
            session.print(
                    export.revocations().seconds().isEmpty()
                            ? Exports.word(export.kind()) + " " + export.name() + " has no revocations\n"
                            : table(
                                    "Revoked Accounts for " + Exports.word(export.kind()) + " " + export.name(),
                                    export.revocations()));
        }
    }
}
