package io.dialtone.actors.claims;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.GenericClaims;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.Validation;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import io.dialtone.accounts.operator.ClaimedAccounts;
import io.dialtone.accounts.operator.TrustException;
import io.dialtone.accounts.resolver.DirectoryStore;
import io.dialtone.accounts.resolver.ResolverException;
import io.dialtone.actors.links.LinkedClaims;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does what is asked of a server through claims subjects. Takes its time for signatures and files, so each call runs on
 * {@link OperatorMode#files}, one after the other.
 *
 * <p>Nothing is kept that no trusted operator signed.
 */
final class ClaimRequests {
    private static final String FAILED = "jwt update resulted in error";
    private static final String CACHE_FAILED = "jwt update cache resulted in error";
    private static final String NOBODY = "n/a";
    private static final String OTHER_SUBJECT = "subject does not match jwt content";
    private static final String IDENTITY_KEY = "operator requires issuer to be a signing key";

    private final OperatorMode mode;

    /**
     * What came of a request.
     *
     * @param changed known accounts whose claims are others now
     * @param deleted accounts that are no more
     * @param problems for the log: kept, but not fit to be used
     */
    record Outcome(ClaimAnswer answer, List<AccountDefinition> changed, List<String> deleted, List<String> problems) {
        static Outcome of(ClaimAnswer answer) {
            return new Outcome(answer, List.of(), List.of(), List.of());
        }
    }

    ClaimRequests(OperatorMode mode) {
        this.mode = mode;
    }

    /**
     * Takes the claims of an account.
     *
     * @param account that the subject names; empty when it names none
     */
    Outcome update(String account, String token) {
        DirectoryStore store = mode.directory();
        if (store == null) {
            return withoutDirectory(account, token);
        }
        return mode.isFull() ? full(store, account, token) : cache(store, account, token);
    }

    private Outcome withoutDirectory(String account, String token) {
        if (token.isEmpty()) {
            return failed(account, "jwt update error", "request body is empty");
        }
        AccountClaims claims;
        try {
            claims = Jwt.decodeAccount(token);
        } catch (JwtException e) {
            return failed(account, FAILED, e.getMessage());
        }
        if (!claims.subject().equals(account)) {
            return failed(account, FAILED, OTHER_SUBJECT);
        }
        if (!mode.loaded().contains(account)) {
            return Outcome.of(ClaimAnswer.done(account, "jwt update skipped"));
        }
        try {
            AccountDefinition definition =
                    mode.reader().read(account, token, mode.clock().instant());
            return new Outcome(ClaimAnswer.done(account, "jwt updated"), List.of(definition), List.of(), List.of());
        } catch (TrustException e) {
            return failed(account, FAILED, e.getMessage());
        }
    }

    private Outcome full(DirectoryStore store, String account, String token) {
        AccountClaims claims;
        try {
            claims = Jwt.decodeAccount(token);
        } catch (JwtException e) {
            return failed(NOBODY, FAILED, e.getMessage());
        }
        if (account.isEmpty() && mode.trusted().refusesIdentityKey(claims.issuer())) {
            return failed(claims.subject(), FAILED, IDENTITY_KEY);
        }
        String invalid = invalid(claims);
        if (invalid != null) {
            return failed(claims.subject(), "jwt validation failed", invalid);
        }
        if (!account.isEmpty() && !claims.subject().equals(account)) {
            return failed(account, FAILED, OTHER_SUBJECT);
        }
        if (mode.trusted().refusesIdentityKey(claims.issuer())) {
            return failed(claims.subject(), FAILED, IDENTITY_KEY);
        }
        return save(store, claims, token, "jwt updated", FAILED);
    }

    private Outcome cache(DirectoryStore store, String account, String token) {
        AccountClaims claims;
        try {
            claims = Jwt.decodeAccount(token);
        } catch (JwtException e) {
            return failed(account.isEmpty() ? NOBODY : account, CACHE_FAILED, e.getMessage());
        }
        if (!account.isEmpty() && !claims.subject().equals(account)) {
            return failed(account, CACHE_FAILED, OTHER_SUBJECT);
        }
        if (mode.trusted().refusesIdentityKey(claims.issuer())) {
            return failed(claims.subject(), CACHE_FAILED, IDENTITY_KEY);
        }
        if (!mode.loaded().contains(claims.subject())) {
            return Outcome.of(ClaimAnswer.done(claims.subject(), "jwt update cache skipped"));
        }
        String invalid = invalid(claims);
        if (invalid != null) {
            return failed(claims.subject(), "jwt update cache validation failed", invalid);
        }
        return save(store, claims, token, "jwt updated cache", CACHE_FAILED);
    }

    private @Nullable String invalid(AccountClaims claims) {
        Validation validation = claims.validate(mode.clock().instant());
        return validation.isBlocking(false)
                ? "validation errors: [" + String.join(" ", validation.errors()) + "]"
                : null;
    }

    private Outcome save(DirectoryStore store, AccountClaims claims, String token, String done, String failed) {
        String account = claims.subject();
        if (!mode.trusted().trusts(claims.issuer())) {
            return failed(account, failed, ClaimedAccounts.NOT_VALID);
        }
        try {
            boolean changed = store.save(account, token);
            return changed || mode.loaded().isDeleted(account)
                    ? changed(ClaimAnswer.done(account, done), account, token)
                    : Outcome.of(ClaimAnswer.done(account, done));
        } catch (ResolverException e) {
            return failed(account, failed, e.getMessage());
        }
    }

    /** What is kept may not be fit to be used: claims that are over, say. */
    private Outcome changed(ClaimAnswer answer, String account, String token) {
        if (!mode.loaded().contains(account)) {
            return Outcome.of(answer);
        }
        try {
            AccountDefinition definition =
                    mode.reader().read(account, token, mode.clock().instant());
            return new Outcome(answer, List.of(definition), List.of(), List.of());
        } catch (TrustException e) {
            String problem = "DirResolver - Update for account \"" + account + "\" resulted in error " + e.getMessage();
            return new Outcome(answer, List.of(), List.of(), List.of(problem));
        }
    }

    private static Outcome failed(String account, String message, String problem) {
        return Outcome.of(ClaimAnswer.failed(account, message, problem));
    }

    /** Takes a line of another server's pack: {@code <account>|<token>}; blank ones mean nothing. */
    Outcome merge(DirectoryStore store, String pack) {
        List<AccountDefinition> changed = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String line : pack.split("\n", -1)) {
            if (!line.isEmpty()) {
                merge(store, line, changed, problems);
            }
        }
        return new Outcome(ClaimAnswer.done("", "merged"), changed, List.of(), problems);
    }

    private void merge(DirectoryStore store, String line, List<AccountDefinition> changed, List<String> problems) {
        String[] parts = line.split("\\|", -1);
        try {
            if (parts.length != 2) {
                throw new TrustException("line in package didn't contain 2 entries: \"" + line + "\"");
            }
            if (!Nkeys.isPublic(NkeyType.ACCOUNT, parts[0])) {
                throw new TrustException("key to merge is not a valid public account key");
            }
            mode.reader().verify(parts[1]);
            if (store.storeNewer(parts[0], parts[1])) {
                Outcome outcome = changed(ClaimAnswer.done(parts[0], ""), parts[0], parts[1]);
                changed.addAll(outcome.changed());
                problems.addAll(outcome.problems());
            }
        } catch (TrustException | ResolverException e) {
            problems.add("DirResolver - Merging resulted in error: " + e.getMessage());
        }
    }

    /** Takes what another server has: only what is newer, still holds, and was signed by somebody who may. */
    Outcome take(DirectoryStore store, LinkedClaims.Claim claim) {
        List<AccountDefinition> changed = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        if (claim.deleted()) {
            return takeDeletion(store, claim);
        }
        try {
            String invalid = invalid(mode.reader().verify(claim.token()));
            if (invalid != null) {
                throw new TrustException(invalid);
            }
            merge(store, claim.account() + "|" + claim.token(), changed, problems);
        } catch (TrustException e) {
            problems.add(
                    "Claims of account \"" + claim.account() + "\" from another server refused: " + e.getMessage());
        }
        return new Outcome(ClaimAnswer.done("", "merged"), changed, List.of(), problems);
    }

    private Outcome takeDeletion(DirectoryStore store, LinkedClaims.Claim claim) {
        Outcome nothing = Outcome.of(ClaimAnswer.done("", "merged"));
        try {
            GenericClaims claims = Jwt.decodeGeneric(claim.token());
            if (!store.deletes() || !listed(store, claims).contains(claim.account())) {
                return nothing;
            }
            if (Jwt.decodeAccount(store.fetch(claim.account())).issuedAt() > claims.issuedAt()) {
                return nothing;
            }
            return delete(store, List.of(claim.account()));
        } catch (JwtException | TrustException | ResolverException e) {
            // Not there, or not allowed: there is nothing to delete.
            return nothing;
        }
    }

    /** Looks at the directory anew. */
    Outcome reread(DirectoryStore store) {
        List<AccountDefinition> changed = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try {
            for (String account : store.reload()) {
                Outcome outcome = changed(ClaimAnswer.done(account, ""), account, store.fetch(account));
                changed.addAll(outcome.changed());
                problems.addAll(outcome.problems());
            }
        } catch (ResolverException e) {
            problems.add("DirResolver - Update got error on load: " + e.getMessage());
        }
        return new Outcome(ClaimAnswer.done("", "reloaded"), changed, List.of(), problems);
    }

    /** Deletes the accounts that a trusted operator lists. */
    Outcome delete(DirectoryStore store, String request) {
        String who = "";
        try {
            GenericClaims claims = Jwt.decodeGeneric(request);
            who = claims.subject();
            List<String> accounts = listed(store, claims);
            Outcome outcome = delete(store, accounts);
            SharedClaims shared = mode.shared();
            if (shared != null) {
                outcome.deleted().forEach(account -> shared.deleted(account, request, claims.issuedAt()));
            }
            return outcome;
        } catch (JwtException | TrustException e) {
            return failed("", "delete accounts request by " + who + " failed", String.valueOf(e.getMessage()));
        }
    }

    private List<String> listed(DirectoryStore store, GenericClaims claims) throws TrustException {
        if (!store.deletes()) {
            throw new TrustException("delete must be enabled in server config");
        }
        if (!claims.isSelfSigned()) {
            throw new TrustException("not self signed");
        }
        if (!mode.trusted().isFirstOperator(claims.issuer())) {
            throw new TrustException("not trusted");
        }
        if (claims.validate(mode.clock().instant()).isBlocking(true)) {
            throw new TrustException("not valid now");
        }
        if (!(claims.data().get("accounts") instanceof List<?> list)) {
            throw new TrustException("malformed request");
        }
        List<String> accounts = new ArrayList<>();
        for (Object entry : list) {
            if (!(entry instanceof String account) || !Nkeys.isPublic(NkeyType.ACCOUNT, account)) {
                throw new TrustException("malformed request");
            }
            if (account.equals(mode.options().systemAccount())) {
                throw new TrustException("not allowed to delete system account");
            }
            accounts.add(account);
        }
        return accounts;
    }

    private Outcome delete(DirectoryStore store, List<String> accounts) {
        List<String> deleted = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int done = 0;
        for (String account : accounts) {
            try {
                if (store.delete(account)) {
                    deleted.add(account);
                }
                done++;
            } catch (ResolverException e) {
                problems.add(e.getMessage());
            }
        }
        String message = "deleted " + done + " accounts";
        ClaimAnswer answer = problems.isEmpty()
                ? ClaimAnswer.done("", message)
                : ClaimAnswer.failed("", message + ", failed for " + problems.size(), String.join("\n", problems));
        return new Outcome(answer, List.of(), deleted, List.of());
    }
}
