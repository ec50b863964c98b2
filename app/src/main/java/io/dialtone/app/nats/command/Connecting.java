package io.dialtone.app.nats.command;

import io.dialtone.app.nats.context.ContextStore;
import io.dialtone.app.nats.context.NatsContext;
import io.dialtone.app.nats.context.Setting;
import io.dialtone.app.nats.wire.ClientException;
import io.dialtone.app.nats.wire.ConnectOptions;
import io.dialtone.app.nats.wire.Identity;
import io.dialtone.app.nats.wire.ServerUrl;
import io.dialtone.app.nsc.Surroundings;
import io.dialtone.app.nsc.remote.TlsFiles;
import io.dialtone.conf.GoDuration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What options, environment and context say together: an option goes before a variable, and that before the context. Who is named by options or
 * variables takes the place of all that the context says on logging in.
 */
final class Connecting {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Surroundings world;
    private final Globals globals;
    private final Secrets secrets;
    private final NatsContext context;

    private Connecting(Surroundings world, Globals globals, NatsContext context) {
        this.world = world;
        this.globals = globals;
        this.secrets = new Secrets(world);
        this.context = context;
    }

    /** With the context that was named, or is selected. */
    static Connecting of(Surroundings world, Globals globals) throws ClientException {
        ContextStore store = new ContextStore(world);
        String named = globals.context != null ? globals.context : world.variable("NATS_CONTEXT");
        if (named.isEmpty() && !globals.noContext) {
            named = store.selected();
        }
        return new Connecting(world, globals, named.isEmpty() ? NatsContext.empty("") : store.load(named));
    }

    /** With that context. */
    static Connecting with(Surroundings world, Globals globals, String context) throws ClientException {
        return new Connecting(world, globals, new ContextStore(world).load(context));
    }

    ConnectOptions options(String name) throws IOException {
        return new ConnectOptions(
                servers(),
                login(),
                tls(),
                globals.connectionName == null ? name : globals.connectionName,
                inboxPrefix(),
                timeout(),
                true);
    }

    Duration timeout() throws MisuseException {
        if (globals.timeout != null) {
            return globals.timeout;
        }
        String variable = world.variable("NATS_TIMEOUT");
        try {
            return variable.isEmpty() ? PATIENCE : GoDuration.parse(variable);
        } catch (IllegalArgumentException e) {
            throw new MisuseException("NATS_TIMEOUT: " + e.getMessage());
        }
    }

    private List<ServerUrl> servers() throws ClientException {
        String urls = first(globals.servers, "NATS_URL", Setting.URL);
        return ServerUrl.parse(urls.isEmpty() ? ServerUrl.DEFAULT : urls);
    }

    private String inboxPrefix() throws MisuseException {
        String prefix = first(globals.inboxPrefix, "", Setting.INBOX_PREFIX);
        if (prefix.contains("*") || prefix.contains(">") || prefix.endsWith(".")) {
            throw new MisuseException("inbox prefix \"" + prefix + "\" is no subject");
        }
        return prefix.isEmpty() ? "_INBOX" : prefix;
    }

    private TlsFiles tls() {
        return new TlsFiles(
                file(first(globals.authorities, "NATS_CA", Setting.CA)),
                file(first(globals.certificate, "NATS_CERT", Setting.CERT)),
                file(first(globals.key, "NATS_KEY", Setting.KEY)),
                globals.tlsFirst || context.isOn(Setting.TLS_FIRST));
    }

    private @Nullable Path file(String path) {
        return path.isEmpty() ? null : secrets.path(path);
    }

    /** @param variable empty when there is none */
    private String first(@Nullable String option, String variable, Setting setting) {
        String typed = typed(option, variable);
        return typed.isEmpty() ? context.text(setting) : typed;
    }

    private String typed(@Nullable String option, String variable) {
        return option != null ? option : variable.isEmpty() ? "" : world.variable(variable);
    }

    private Identity login() throws IOException {
        Identity typed = identity(
                typed(globals.user, "NATS_USER"),
                typed(globals.password, "NATS_PASSWORD"),
                typed(globals.creds, "NATS_CREDS"),
                typed(globals.nkey, "NATS_NKEY"),
                typed(globals.jwt, "NATS_JWT"),
                typed(globals.seed, "NATS_SEED"),
                typed(globals.token, "NATS_TOKEN"));
        return !typed.equals(Identity.NOBODY)
                ? typed
                : identity(
                        context.text(Setting.USER),
                        context.text(Setting.PASSWORD),
                        context.text(Setting.CREDS),
                        context.text(Setting.NKEY),
                        context.text(Setting.USER_JWT),
                        context.text(Setting.USER_SEED),
                        context.text(Setting.TOKEN));
    }

    /** In the order in which the {@code nats} command line prefers them. */
    private Identity identity(
            String user, String password, String creds, String nkey, String jwt, String seed, String token)
            throws IOException {
        if (!user.isEmpty()) {
            return password.isEmpty() ? new Identity.Token(user) : new Identity.Password(user, password);
        }
        if (!creds.isEmpty()) {
            return secrets.credentials(creds);
        }
        if (!nkey.isEmpty()) {
            return new Identity.Nkey(secrets.key(nkey));
        }
        if (!jwt.isEmpty()) {
            if (seed.isEmpty()) {
                throw new MisuseException("--jwt needs --seed");
            }
            return new Identity.Jwt(secrets.token(jwt), secrets.key(seed));
        }
        return token.isEmpty() ? Identity.NOBODY : new Identity.Token(token);
    }
}
