package io.dialtone.accounts.jwt;

import org.jspecify.annotations.Nullable;

/**
 * A key that signs users on behalf of an account.
 *
 * @param key public key of an account
 * @param scope what its users have; null: what their own claims say
 */
public record SigningKey(String key, @Nullable UserScope scope) {
    /** A key without a scope. */
    public static SigningKey of(String key) {
        return new SigningKey(key, null);
    }

    /** A key with a scope. */
    public static SigningKey of(UserScope scope) {
        return new SigningKey(scope.key(), scope);
    }
}
