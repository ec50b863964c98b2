package io.dialtone.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every flag, with all the names that set it. Names of one flag are the same variable: the last one given counts. */
enum Flag {
    ADDRESS(Kind.TEXT, "a", "addr", "net"),
    PORT(Kind.INT, "p", "port"),
    SERVER_NAME(Kind.TEXT, "n", "name", "server_name"),
    CLIENT_ADVERTISE(Kind.TEXT, "client_advertise"),
    CONFIG(Kind.TEXT, "c", "config"),
    CHECK(Kind.SWITCH, "t"),
    SIGNAL(Kind.TEXT, "sl", "signal"),
    PID_FILE(Kind.TEXT, "P", "pid"),
    PORTS_FILE_DIR(Kind.TEXT, "ports_file_dir"),
    HTTP_PORT(Kind.INT, "m", "http_port"),
    HTTPS_PORT(Kind.INT, "ms", "https_port"),
    LOG_FILE(Kind.TEXT, "l", "log"),
    LOG_SIZE_LIMIT(Kind.LONG, "log_size_limit"),
    SYSLOG(Kind.SWITCH, "s", "syslog"),
    REMOTE_SYSLOG(Kind.TEXT, "r", "remote_syslog"),
    LOGTIME(Kind.SWITCH, "T", "logtime"),
    LOGTIME_UTC(Kind.SWITCH, "logtime_utc"),
    DEBUG(Kind.SWITCH, "D", "debug"),
    TRACE(Kind.SWITCH, "V", "trace"),
    VERBOSE_TRACE(Kind.SWITCH, "VV"),
    DEBUG_TRACE(Kind.SWITCH, "DV"),
    DEBUG_VERBOSE_TRACE(Kind.SWITCH, "DVV"),
    MAX_TRACED_MSG_LEN(Kind.INT, "max_traced_msg_len"),
    USER(Kind.TEXT, "user"),
    PASSWORD(Kind.TEXT, "pass"),
    TOKEN(Kind.TEXT, "auth"),
    TLS(Kind.SWITCH, "tls"),
    TLS_VERIFY(Kind.SWITCH, "tlsverify"),
    TLS_CERT(Kind.TEXT, "tlscert"),
    TLS_KEY(Kind.TEXT, "tlskey"),
    TLS_CA_CERT(Kind.TEXT, "tlscacert"),
    CLUSTER_LISTEN(Kind.TEXT, "cluster", "cluster_listen"),
    ROUTES(Kind.TEXT, "routes"),
    CLUSTER_NAME(Kind.TEXT, "cluster_name"),
    CLUSTER_ADVERTISE(Kind.TEXT, "cluster_advertise"),
    NO_ADVERTISE(Kind.SWITCH, "no_advertise"),
    CONNECT_RETRIES(Kind.INT, "connect_retries"),
    JETSTREAM(Kind.SWITCH, "js", "jetstream"),
    STORE_DIR(Kind.TEXT, "sd", "store_dir"),
    PROFILE(Kind.INT, "profile"),
    VERSION(Kind.SWITCH, "v", "version"),
    HELP(Kind.SWITCH, "h", "help"),
    HELP_TLS(Kind.SWITCH, "help_tls");

    /** What a flag takes. */
    enum Kind {
        SWITCH,
        INT,
        LONG,
        TEXT
    }

    private static final Map<String, Flag> BY_NAME = Arrays.stream(values())
            .flatMap(f -> f.names.stream().map(n -> Map.entry(n, f)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final Kind kind;
    private final List<String> names;

    Flag(Kind kind, String... names) {
        this.kind = kind;
        this.names = List.of(names);
    }

    Kind kind() {
        return kind;
    }

    List<String> names() {
        return names;
    }

    static @Nullable Flag named(String name) {
        return BY_NAME.get(name);
    }
}
