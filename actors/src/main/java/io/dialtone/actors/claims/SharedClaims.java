package io.dialtone.actors.claims;

import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.resolver.DirectoryStore;
import io.dialtone.accounts.resolver.ResolverException;
import io.dialtone.actors.links.LinkedClaims;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The directory of the resolver as it is shared with other servers. What they have goes through the {@link ClaimsKeeper}. */
public final class SharedClaims implements LinkedClaims {
    private final DirectoryStore store;
    private final Consumer<Claim> keeper;
    private volatile Consumer<Claim> listener = claim -> {};

    SharedClaims(DirectoryStore store, Consumer<Claim> keeper) {
        this.store = store;
        this.keeper = keeper;
        store.listener((account, token) -> {
            Claim claim = claim(account, token);
            if (claim.issuedAt() > 0) {
                listener.accept(claim);
            }
        });
    }

    /** Issued at 0: it is none. */
    private static Claim claim(String account, String token) {
        try {
            return new Claim(account, token, Jwt.decodeAccount(token).issuedAt(), false);
        } catch (JwtException e) {
            return new Claim(account, token, 0, false);
        }
    }

    @Override
    public List<Claim> all() {
        List<Claim> all = new ArrayList<>();
        try {
            for (Map.Entry<String, String> kept : store.all().entrySet()) {
                Claim claim = claim(kept.getKey(), kept.getValue());
                if (claim.issuedAt() > 0) {
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
