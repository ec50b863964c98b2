package io.dialtone.embedded.streams;

import akka.actor.ClassicActorSystemProvider;
import io.dialtone.accounts.jwt.DecoratedFile;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyException;
import io.dialtone.embedded.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection to measure; see {@link InProcessConnection}. Not for several threads. */
public final class ConnectionBuilder {
    private final EmbeddedServer server;
    private final ClassicActorSystemProvider system;
    private final Map<String, String> credentials = new LinkedHashMap<>();
    private String name;
    private @Nullable KeyPair key;
    private @Nullable String trustedAccount;
    private boolean echo = true;
    private Consumer<ConnectionEvent> listener = event -> {};

    ConnectionBuilder(EmbeddedServer server, ClassicActorSystemProvider system) {
        this.server = server;
        this.system = system;
        this.name = system.classicSystem().name();
    }

    /** What monitoring calls it; without this the name of the actor system. */
    public ConnectionBuilder name(String itsName) {
        name = itsName;
        return this;
    }

    /** Logs in with a name and a password. */
    public ConnectionBuilder user(String user, String password) {
        credentials.put("user", user);
        credentials.put("pass", password);
        return this;
    }

    /** Logs in with a token. */
    public ConnectionBuilder token(String token) {
        credentials.put("auth_token", token);
        return this;
    }

    /**
     * Logs in with a key.
     *
     * @param seed {@code SU...}
     * @throws IllegalArgumentException when it is none
     */
    public ConnectionBuilder nkey(String seed) {
        try {
            KeyPair pair = KeyPair.fromSeed(seed);
            key = pair;
            credentials.put("nkey", pair.publicKey());
        } catch (NkeyException e) {
            throw new IllegalArgumentException("not a seed", e);
        }
        return this;
    }

    /**
     * Logs in with what a credentials file says.
     *
     * @throws UncheckedIOException when it cannot be read
     * @throws IllegalArgumentException when it has no key
     */
    public ConnectionBuilder credentials(Path file) {
        try {
            return credentials(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same with the content of such a file.
     *
     * @throws IllegalArgumentException when it has no key
     */
    public ConnectionBuilder credentials(String content) {
        try {
            key = DecoratedFile.key(content);
            credentials.put("jwt", DecoratedFile.jwt(content));
        } catch (JwtException e) {
            throw new IllegalArgumentException("not credentials: " + e.getMessage(), e);
        }
        return this;
    }

    /** Shows nothing: this program vouches for it. It may do everything in the account; {@code $G} is that without a name. */
    public ConnectionBuilder trusted(String account) {
        trustedAccount = account;
        return this;
    }

    /** Does not hear what it publishes itself. */
    public ConnectionBuilder noEcho() {
        echo = false;
        return this;
    }

    /** Tells what becomes of it, on threads of the actor system. */
    public ConnectionBuilder onEvent(Consumer<ConnectionEvent> whoever) {
        listener = whoever;
        return this;
    }

    /** The connection, which opens when it is first used. */
    public InProcessConnection build() {
        return new InProcessConnection(
                server, system, new Login(name, Map.copyOf(credentials), key, trustedAccount, echo), listener);
    }
}
