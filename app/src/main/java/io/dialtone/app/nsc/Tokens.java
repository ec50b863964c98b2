package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.Claims;
import io.dialtone.accounts.jwt.DecoratedFile;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.jwt.Validation;
import io.dialtone.app.nsc.remote.AccountServerClient;
import io.dialtone.app.nsc.remote.RemoteException;
import io.dialtone.app.nsc.store.SafeFiles;
import io.dialtone.app.nsc.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tokens from files and addresses. */
final class Tokens {
    private Tokens() {}

    /** The text of a file or of what an address gives. */
    static String text(Session session, String from) throws NscException, StoreException {
        if (AccountServerClient.isUrl(from)) {
            try {
                return AccountServerClient.get(from);
            } catch (RemoteException e) {
                throw new NscException("error loading \"" + from + "\": " + e.getMessage(), e);
            }
        }
        String text = SafeFiles.read(session.world.path(from));
        if (text == null) {
            throw new NscException("error loading `" + from + "`: no such file");
        }
        return text;
    }

    /** The token in a file or at an address. */
    static String load(Session session, String from) throws NscException, StoreException {
        return DecoratedFile.jwt(text(session, from));
    }

    static Claims any(String token) throws NscException {
        try {
            return Jwt.decode(token);
        } catch (JwtException e) {
            throw new NscException("the token cannot be read: " + e.getMessage(), e);
        }
    }

    static OperatorClaims operator(String token) throws NscException {
        if (any(token) instanceof OperatorClaims claims) {
            return claims;
        }
        throw new NscException("the token is not an operator's");
    }

    /** Writes to a file, or prints when the file is {@code --}. */
    static void output(Session session, String file, String text, boolean overwrite)
            throws NscException, StoreException {
        if (file.equals("--")) {
            session.print(text);
            return;
        }
        Path path = session.world.path(file);
        if (Files.exists(path) && !overwrite) {
            throw new NscException("`" + file + "` exists already - specify --force to overwrite it");
        }
        SafeFiles.write(path, text);
    }

    /** Refuses claims that no server would take. */
    static void requireValid(Session session, Claims claims) throws NscException {
        Validation validation = claims.validate(session.world.clock().instant());
        if (!validation.errors().isEmpty()) {
            throw new NscException(String.join("\n", validation.errors()));
        }
    }
}
