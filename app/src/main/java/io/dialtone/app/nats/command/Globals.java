package io.dialtone.app.nats.command;

import io.dialtone.app.nats.context.Setting;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options of every command: where to connect, as whom, and how long to wait. Each has a variable of the environment. */
public final class Globals {
    @Option(
            names = {"-s", "--server"},
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            order = 1000,
            description = "Servers, with commas between (NATS_URL).")
    @Nullable
    String servers;

    @Option(
            names = "--user",
            paramLabel = "USER",
            scope = ScopeType.INHERIT,
            order = 1001,
            description = "User, or a token when there is no password (NATS_USER).")
    @Nullable
    String user;

    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            scope = ScopeType.INHERIT,
            order = 1002,
            description = "Password of the user (NATS_PASSWORD).")
    @Nullable
    String password;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            scope = ScopeType.INHERIT,
            order = 1003,
            description = "Token in place of a user (NATS_TOKEN).")
    @Nullable
    String token;

    @Option(
            names = "--creds",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            order = 1004,
            description = "Credentials of a user (NATS_CREDS).")
    @Nullable
    String creds;

    @Option(
            names = "--nkey",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            order = 1005,
            description = "Seed of a user's nkey (NATS_NKEY).")
    @Nullable
    String nkey;

    @Option(
            names = "--jwt",
            paramLabel = "TOKEN",
            scope = ScopeType.INHERIT,
            order = 1006,
            description = "Token of a user, or a file with it; with --seed (NATS_JWT).")
    @Nullable
    String jwt;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            scope = ScopeType.INHERIT,
            order = 1007,
            description = "Seed that goes with --jwt, or a file with it (NATS_SEED).")
    @Nullable
    String seed;

    @Option(
            names = "--tlscert",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            order = 1008,
            description = "Certificate of this client (NATS_CERT).")
    @Nullable
    String certificate;

    @Option(
            names = "--tlskey",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            order = 1009,
            description = "Private key of that (NATS_KEY).")
    @Nullable
    String key;

    @Option(
            names = "--tlsca",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            order = 1010,
            description = "Authorities that may have signed servers' certificates (NATS_CA).")
    @Nullable
    String authorities;

    @Option(
            names = {"--tlsfirst", "--tls-first"},
            scope = ScopeType.INHERIT,
            order = 1011,
            description = "Begin TLS before the server says anything.")
    boolean tlsFirst;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            scope = ScopeType.INHERIT,
            order = 1012,
            description = "How long to wait for a server or an answer; 5s if not given (NATS_TIMEOUT).")
    @Nullable
    Duration timeout;

    @Option(
            names = "--inbox-prefix",
            paramLabel = "PREFIX",
            scope = ScopeType.INHERIT,
            order = 1013,
            description = "Prefix of the subjects that answers come to; _INBOX if not given.")
    @Nullable
    String inboxPrefix;

    @Option(
            names = "--connection-name",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            order = 1014,
            description = "Name that servers show.")
    @Nullable
    String connectionName;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            order = 1015,
            description = "Context whose settings are used; the selected one if not given (NATS_CONTEXT).")
    @Nullable
    String context;

    @Option(
            names = "--no-context",
            scope = ScopeType.INHERIT,
            order = 1016,
            description = "Do not use the selected context.")
    boolean noContext;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            order = 2000,
            description = "Show this help.")
    boolean help;

    /** Which settings of a context these options are, with what was given for them; a switch that is on has the value {@code true}. */
    Map<Setting, String> settings() {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        put(given, Setting.URL, servers);
        put(given, Setting.USER, user);
        put(given, Setting.PASSWORD, password);
        put(given, Setting.TOKEN, token);
        put(given, Setting.CREDS, creds);
        put(given, Setting.NKEY, nkey);
        put(given, Setting.USER_JWT, jwt);
        put(given, Setting.USER_SEED, seed);
        put(given, Setting.CERT, certificate);
        put(given, Setting.KEY, key);
        put(given, Setting.CA, authorities);
        put(given, Setting.INBOX_PREFIX, inboxPrefix);
        put(given, Setting.TLS_FIRST, tlsFirst ? "true" : null);
        return given;
    }

    private static void put(Map<Setting, String> given, Setting setting, @Nullable String value) {
        if (value != null) {
            given.put(setting, value);
        }
    }
}
