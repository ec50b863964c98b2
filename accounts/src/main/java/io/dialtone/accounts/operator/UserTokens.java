package io.dialtone.accounts.operator;

import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.UserClaims;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads users' tokens, and remembers those read last: clients that come again, all at once after a server was gone, show the same ones, and
 * to verify a signature is most of what a login costs. What a token says and that its issuer signed it never changes; whether it
 * holds now is judged anew each time, elsewhere. Any thread.
 *
 * <p>Bounded by {@value #MOST} tokens of {@value #LONGEST} characters at most. Whoever makes tokens of his own to fill it slows down nothing but
 * what would be as slow without it.
 */
final class UserTokens {
    static final int MOST = 1024;
    static final int LONGEST = 4096;

    private final Map<String, UserClaims> known;

    UserTokens() {
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, UserClaims> eldest) {
                return size() > MOST;
            }
        };
    }

    /** What the token says, its signature verified. */
    UserClaims read(String token) throws JwtException {
        synchronized (known) {
            UserClaims claims = known.get(token);
            if (claims != null) {
                return claims;
            }
        }
        UserClaims claims = Jwt.decodeUser(token);
        if (token.length() <= LONGEST) {
            synchronized (known) {
                known.put(token, claims);
            }
        }
        return claims;
    }

    /** How many it remembers. */
    int size() {
        synchronized (known) {
            return known.size();
        }
    }
}
