package io.dialtone.accounts.resolver;

/**
 * Where the claims of accounts come from. For any number of threads. Every call may wait for a file or for another machine, so none
 * belongs on an event loop.
 */
public interface AccountResolver extends AutoCloseable {
    /**
     * The token of an account.
     *
     * @param account its public key
     * @throws ResolverException when there is none here, or it cannot be had now
     */
    String fetch(String account) throws ResolverException;

    /** Whether {@link #store} is refused. */
    boolean isReadOnly();

    /**
     * Keeps the token of an account, unless a newer one is there. The caller vouches for it.
     *
     * @throws ResolverException when it cannot be kept
     */
    void store(String account, String token) throws ResolverException;

    /** Lets go of connections and the like; what is kept stays. */
    @Override
    default void close() {}
}
