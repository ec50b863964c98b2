package io.dialtone.actors.links;

import java.util.List;
import java.util.function.Consumer;

/** The accounts that a server keeps in the directory of its resolver, as far as other servers are to have them too. Any thread. */
public interface LinkedClaims {
    /**
     * What is known of an account.
     *
     * @param account its public key
     * @param token the account as its operator signed it; or, where it was deleted, the signed request to do so
     * @param issuedAt when that was signed, in seconds since 1970
     * @param deleted whether the token is such a request
     */
    record Claim(String account, String token, long issuedAt, boolean deleted) {}

    /** All that is kept. Waits for files. */
    List<Claim> all();

    /** Who hears of each change from now on, whoever made it; called on a thread that must not wait. */
    void listener(Consumer<Claim> hears);

    /** Keeps what another server has, if it is newer than what is there and signed by somebody who may; all else is dropped. */
    void take(Claim claim);
}
