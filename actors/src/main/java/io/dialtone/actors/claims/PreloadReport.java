package io.dialtone.actors.claims;

import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.Validation;
import io.dialtone.conf.TrustOptions;
import io.dialtone.streams.ServerLog;
import java.time.Instant;

/** Says at once what is wrong with accounts of the configuration, not when somebody needs them. */
final class PreloadReport {
    private PreloadReport() {}

    static void write(TrustOptions options, Instant now, ServerLog log) {
        options.resolverPreload().forEach((account, token) -> {
            try {
                Validation validation = Jwt.decodeAccount(token).validate(now);
                if (validation.isBlocking(true)) {
                    log.warn("Account [" + account + "] has validation issues:");
                    validation.issues().forEach(issue -> log.warn("  - " + issue.text()));
                }
            } catch (JwtException e) {
                log.error("Preloaded account [" + account + "] not valid");
            }
        });
    }
}
