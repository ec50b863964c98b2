package io.dialtone.accounts.jwt;

import java.util.List;

/**
 * Who decides on logins in place of the server.
 *
 * @param authUsers public keys of users that answer and are not asked about; empty: nobody decides
 * @param allowedAccounts accounts that users may be put into; {@code *}: any; empty: this one only
 * @param curveKey public key that requests are sealed for; empty: they are not
 */
public record ExternalAuthorization(List<String> authUsers, List<String> allowedAccounts, String curveKey) {
    /** In {@code allowedAccounts}: any account. */
    public static final String ANY_ACCOUNT = "*";
    /** The server decides. */
    public static final ExternalAuthorization NONE = new ExternalAuthorization(List.of(), List.of(), "");

    /** Copies the collections: the record never changes. */
    public ExternalAuthorization {
        authUsers = Copies.list(authUsers);
        allowedAccounts = Copies.list(allowedAccounts);
    }

    /** Whether somebody else than the server decides. */
    public boolean isEnabled() {
        return !authUsers.isEmpty();
    }
}
