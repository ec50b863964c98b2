package io.dialtone.app.nsc.describe;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.ActivationClaims;
import io.dialtone.accounts.jwt.Claims;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.jwt.UserScope;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Claims as one or more tables. */
public final class Description {
    private final Function<String, String> accountNames;

    /**
     * Makes descriptions.
     *
     * @param accountNames the name of an account by its public key, or the key itself
     */
    public Description(Function<String, String> accountNames) {
        this.accountNames = accountNames;
    }

    /**
     * Tables of claims of any kind.
     *
     * @param scope of the signing key of a user's claims; null: none, or not known
     */
    public List<Table> of(Claims claims, @Nullable UserScope scope) {
        return switch (claims) {
            case OperatorClaims operator -> List.of(operator(operator));
            case AccountClaims account -> new AccountTables(account, accountNames).all();
            case UserClaims user -> user(user, scope);
            case ActivationClaims activation -> List.of(activation(activation));
            default -> List.of(standard(new Table(Words.title(claims.type())), "Subject", claims));
        };
    }

    private Table operator(OperatorClaims operator) {
        Table table = standard(new Table("Operator Details"), "Operator ID", operator);
        if (!operator.accountServerUrl().isEmpty()) {
            table.row("Account JWT Server", operator.accountServerUrl());
        }
        table.list("Operator Service URLs", operator.serviceUrls());
        String system = operator.systemAccount();
        if (!system.isEmpty()) {
            String name = accountNames.apply(system);
            table.row("System Account", name.equals(system) ? system : system + " / " + name);
        }
        if (!operator.assertServerVersion().isEmpty()) {
            table.row("Assert Server Version", operator.assertServerVersion());
        }
        table.row("Require Signing Keys", Boolean.toString(operator.strictSigningKeyUsage()));
        return table.separator()
                .list("Signing Keys", operator.signingKeys().stream().sorted().toList());
    }

    private static List<Table> user(UserClaims user, @Nullable UserScope scope) {
        Table table = standard(new Table("User"), "User ID", user);
        boolean scoped = scope != null
                || user.rights().isEmpty() && !user.issuerAccount().isEmpty();
        if (scoped) {
            table.row("Issuer Scoped", "Yes");
            return scope == null ? List.of(table) : List.of(table, scope(scope));
        }
        table.row("Bearer Token", Words.yesNo(user.rights().bearer())).separator();
        RightsRows.permissions(table, user.rights().permissions());
        table.separator();
        RightsRows.limits(table, user.rights());
        return List.of(table);
    }

    /** What all users of a scoped signing key have. */
    static Table scope(UserScope scope) {
        Table table = new Table("Scoped Signing Key - Details")
                .row("Key", scope.key())
                .row("Role", scope.role())
                .row("Description", scope.description())
                .separator();
        RightsRows.permissions(table, scope.template().permissions());
        RightsRows.limits(table, scope.template());
        return table.row("Bearer Token", Words.yesNo(scope.template().bearer()));
    }

    private static Table activation(ActivationClaims activation) {
        Table table =
                standard(new Table("Activation"), "Account ID", activation).separator();
        try {
            table.row("Hash ID", activation.hashId()).separator();
        } catch (JwtException e) {
            table.row("Hash ID", "error: " + e.getMessage()).separator();
        }
        return table.row("Import Type", Words.title(activation.kind()))
                .row("Import Subject", activation.importSubject());
    }

    static Table standard(Table table, String label, Claims claims) {
        if (!claims.name().isEmpty()) {
            table.row("Name", claims.name());
        }
        table.row(label, claims.subject()).row("Issuer ID", claims.issuer());
        String issuerAccount = issuerAccount(claims);
        if (!issuerAccount.isEmpty()) {
            table.row("Issuer Account", issuerAccount);
        }
        table.row("Issued", Words.date(claims.issuedAt())).row("Expires", Words.date(claims.expires()));
        if (claims.notBefore() > 0) {
            table.row("Valid From", Words.date(claims.notBefore()));
        }
        List<String> tags = claims.tags().stream()
                .map(tag -> tag.toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
        return table.list("Tags", tags);
    }

    private static String issuerAccount(Claims claims) {
        return switch (claims) {
            case UserClaims user -> user.issuerAccount();
            case ActivationClaims activation -> activation.issuerAccount();
            default -> "";
        };
    }
}
