package io.dialtone.app.nats.command;

import io.dialtone.accounts.jwt.DecoratedFile;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyException;
import io.dialtone.app.nats.wire.ClientException;
import io.dialtone.app.nats.wire.Identity;
import io.dialtone.app.nsc.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;

/**
 * What users name by where it is: a file, {@code file://} with its path, {@code env://} with the name of a variable, or {@code data:;base64,} with
 * the content itself, as the {@code nats} command line has it.
 */
final class Secrets {
    private static final String DATA = "data:";
    private static final String BASE64 = ";base64,";
    private static final String ENVIRONMENT = "env://";
    private static final String FILE = "file://";
    private static final int SEED_LENGTH = 58;

    private final Surroundings world;

    Secrets(Surroundings world) {
        this.world = world;
    }

    Identity credentials(String where) throws ClientException {
        String text = read(where);
        try {
            return new Identity.Jwt(DecoratedFile.jwt(text), DecoratedFile.userKey(text));
        } catch (JwtException e) {
            throw new ClientException("credentials " + where + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** A token, or where it is. */
    String token(String token) throws ClientException {
        return token.startsWith("ey") ? token : DecoratedFile.jwt(read(token));
    }

    /** A seed, or where it is. */
    KeyPair key(String seed) throws ClientException {
        try {
            return seed.startsWith("SU") && seed.length() == SEED_LENGTH
                    ? KeyPair.fromSeed(seed)
                    : DecoratedFile.key(read(seed));
        } catch (NkeyException | JwtException e) {
            throw new ClientException("the nkey cannot be read: " + e.getMessage(), e);
        }
    }

    /** A path as users type it: {@code ~} and {@code $HOME} are the home. */
    Path path(String text) {
        String path = text.startsWith(FILE) ? text.substring(FILE.length()) : text;
        return world.path(path.replace("$HOME", world.home().toString()));
    }

    String read(String where) throws ClientException {
        if (where.startsWith(DATA)) {
            return decoded(where);
        }
        if (where.startsWith(ENVIRONMENT)) {
            String name = where.substring(ENVIRONMENT.length());
            String value = world.variable(name);
            if (value.isEmpty()) {
                throw new ClientException("variable " + name + " is not set");
            }
            return value;
        }
        try {
            return Files.readString(path(where));
        } catch (NoSuchFileException e) {
            throw new ClientException("there is no file " + where, e);
        } catch (IOException e) {
            throw new ClientException("cannot read " + where + ": " + e.getMessage(), e);
        }
    }

    private static String decoded(String uri) throws ClientException {
        int at = uri.indexOf(BASE64);
        if (at < 0) {
            throw new ClientException("a data: address needs " + BASE64);
        }
        try {
            return new String(Base64.getDecoder().decode(uri.substring(at + BASE64.length())), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ClientException("a data: address is no base64", e);
        }
    }
}
