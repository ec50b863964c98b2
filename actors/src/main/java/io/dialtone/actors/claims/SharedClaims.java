package io.dialtone.actors.claims;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.operator.ClaimedAccounts;
import io.dialtone.accounts.operator.TrustException;
import io.dialtone.accounts.resolver.DirectoryStore;
import io.dialtone.accounts.resolver.ResolverException;
import io.dialtone.actors.links.LinkedClaims;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The directory of the resolver as it is shared with other servers. What they have goes through the {@link ClaimsKeeper}. */
public final class SharedClaims implements LinkedClaims {
    private final DirectoryStore store;
    private final ClaimedAccounts reader;
    private final Consumer<Claim> keeper;
    private volatile Consumer<Claim> listener = claim -> {};

    SharedClaims(DirectoryStore store, ClaimedAccounts reader, Consumer<Claim> keeper) {
        this.store = store;
        this.reader = reader;
        this.keeper = keeper;
        store.listener((account, token) -> {
            Claim claim = claim(account, token);
            if (claim != null) {
                listener.accept(claim);
            }
        });
    }

    /** Null for what nobody may have signed, since it would hide what somebody did. */
    private @Nullable Claim claim(String account, String token) {
        try {
            AccountClaims claims = reader.verify(token);
            return claims.subject().equals(account) ? new Claim(account, token, claims.issuedAt(), false) : null;
        } catch (TrustException e) {
            return null;
        }
    }

    @Override
    public List<Claim> all() {
        List<Claim> all = new ArrayList<>();
        try {
            for (Map.Entry<String, String> kept : store.all().entrySet()) {
                Claim claim = claim(kept.getKey(), kept.getValue());
                if (claim != null) {
                    all.add(claim);
                }
            }
        } catch (ResolverException e) {
            // What cannot be read now is read when it changes, or by a server that can.
            return all;
        }
        return all;
    }

    @Override
    public void listener(Consumer<Claim> hears) {
        listener = hears;
    }

    @Override
    public void take(Claim claim) {
        keeper.accept(claim);
    }

    /** An account was deleted because of this signed request. */
    void deleted(String account, String request, long issuedAt) {
        listener.accept(new Claim(account, request, issuedAt, true));
    }
}
