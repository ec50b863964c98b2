package io.dialtone.app.nats.server;

import io.dialtone.accounts.jwt.DecoratedFile;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.view.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether credentials are whole, and how long they hold. */
@Command(
        name = "credential",
        sortOptions = false,
        description = "Whether credentials are whole and for how long they hold.")
final class CheckCredential extends Check {
    @Option(names = "--credential", paramLabel = "FILE", required = true, description = "The credentials.")
    String file = "";

    @Option(names = "--validity-warn", paramLabel = "TIME", description = "Warn when they hold for less.")
    Duration warn = Duration.ZERO;

    @Option(names = "--validity-critical", paramLabel = "TIME", description = "Critical when they hold for less.")
    Duration critical = Duration.ZERO;

    @Option(names = "--require-expiry", description = "Critical when they hold for ever.")
    boolean requireExpiry;

    CheckCredential() {
        super("credential");
    }

    @Override
    String name() {
        return "Credential";
    }

    @Override
    void check(Session session, Verdict verdict) throws IOException {
        Path path = session.world().path(file);
        try {
            String text = Files.readString(path);
            UserClaims claims = Jwt.decodeUser(DecoratedFile.jwt(text));
            if (!DecoratedFile.userKey(text).publicKey().equals(claims.subject())) {
                verdict.critical("the seed is not that of the user");
            }
            judge(verdict, claims, session.world().clock().instant());
        } catch (NoSuchFileException e) {
            verdict.critical("there is no file " + path);
        } catch (JwtException e) {
            verdict.critical(String.valueOf(e.getMessage()));
        }
    }

    private void judge(Verdict verdict, UserClaims claims, Instant now) {
        long expires = claims.registered().expires();
        if (expires == 0) {
            if (requireExpiry) {
                verdict.critical("never expires");
            } else {
                verdict.good("never expires");
            }
            return;
        }
        Duration left = Duration.between(now, Instant.ofEpochSecond(expires));
        verdict.figure("expiry", (double) left.toSeconds(), "s");
        String text = left.isNegative() ? "expired" : "expires in " + Quantity.uptime(left);
        if (left.isNegative() || left.compareTo(critical) < 0) {
            verdict.critical(text);
        } else if (left.compareTo(warn) < 0) {
            verdict.warning(text);
        } else {
            verdict.good(text);
        }
    }
}
