package io.dialtone.cluster.membership;

import akka.cluster.ddata.AbstractReplicatedData;
import io.dialtone.actors.links.LinkedClaims.Claim;
import java.util.Map;
import java.util.TreeMap;

/**
 * Accounts as all members have them: of each the newest claim. Merging two is the same whatever the order and however often, so
 * all members come to the same. Immutable; crosses the network: {@link WireSerializer}.
 */
final class SharedAccounts extends AbstractReplicatedData<SharedAccounts> {
    static final SharedAccounts NONE = new SharedAccounts(new TreeMap<>());

    private final Map<String, Claim> claims;

    private SharedAccounts(Map<String, Claim> claims) {
        this.claims = claims;
    }

    static SharedAccounts of(Map<String, Claim> claims) {
        return claims.isEmpty() ? NONE : new SharedAccounts(new TreeMap<>(claims));
    }

    Map<String, Claim> claims() {
        return claims;
    }

    /** With this claim, unless there is a newer one. */
    SharedAccounts with(Claim claim) {
        Claim there = claims.get(claim.account());
        if (there != null && !isNewer(claim, there)) {
            return this;
        }
        Map<String, Claim> more = new TreeMap<>(claims);
        more.put(claim.account(), claim);
        return new SharedAccounts(more);
    }

    /** Where two were issued in the same second, something must decide, and the same everywhere. */
    static boolean isNewer(Claim one, Claim other) {
        if (one.issuedAt() != other.issuedAt()) {
            return one.issuedAt() > other.issuedAt();
        }
        if (one.deleted() != other.deleted()) {
            return one.deleted();
        }
        return one.token().compareTo(other.token()) > 0;
    }

    @Override
    public SharedAccounts mergeData(SharedAccounts that) {
        SharedAccounts merged = claims.size() >= that.claims.size() ? this : that;
        for (Claim claim : (merged == this ? that : this).claims.values()) {
            merged = merged.with(claim);
        }
        return merged;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SharedAccounts that && claims.equals(that.claims);
    }

    @Override
    public int hashCode() {
        return claims.hashCode();
    }

    @Override
    public String toString() {
        return "SharedAccounts(" + claims.size() + ")";
    }
}
