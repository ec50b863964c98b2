package io.dialtone.accounts.resolver;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps what it is given as long as it lives: the accounts of {@code resolver_preload}. */
public final class MemoryResolver implements AccountResolver {
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    @Override
    public String fetch(String account) throws ResolverException {
        String token = tokens.get(account);
        if (token == null) {
            throw new ResolverException(ResolverException.MISSING);
        }
        return token;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public void store(String account, String token) {
        tokens.put(account, token);
    }
}
