package io.dialtone.app.process;

import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.operator.OperatorRules;
import io.dialtone.accounts.operator.TrustException;
import io.dialtone.accounts.operator.TrustedOperators;
import io.dialtone.app.cli.CommandLine;
import io.dialtone.conf.AccountOptions;
import io.dialtone.conf.GoText;
import io.dialtone.conf.Options;
import io.dialtone.conf.TlsOptions;
import io.dialtone.conf.UserOptions;
import io.dialtone.streams.ServerLog;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the log says while a server comes up; operators' scripts look for these very lines. */
final class StartLines {
    private static final int LARGE_PAYLOAD = 8 * 1024 * 1024;
    private static final String BCRYPT = "$2";
    private static final DateTimeFormatter GO_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xx zzz", Locale.ROOT);

    private final ServerLog log;

    StartLines(ServerLog log) {
        this.log = log;
    }

    void starting() {
        log.notice("Starting nats-server");
        log.notice("  Version:  " + CommandLine.VERSION);
        log.notice("  Git:      [not set]");
        log.debug(() -> "  JVM:      " + Runtime.version());
    }

    void identity(Configuration configuration, String name, String id) {
        Options options = configuration.options();
        log.notice("  Name:     " + name);
        log.notice("  ID:       " + id);
        if (hasPlaintextPasswords(options)) {
            log.warn("Plaintext passwords detected, use nkeys or bcrypt");
        }
        if (options.limits().maxPayload() > LARGE_PAYLOAD) {
            log.warn("Maximum payloads over 8.00 MB are generally discouraged and could lead to poor performance");
        }
        if (!configuration.file().isEmpty()) {
            log.notice("Using configuration file: " + configuration.file() + " (" + configuration.digest() + ")");
        }
        operators(options);
        if (!configuration.inactive().isEmpty()) {
            log.warn("Configured but without effect in this version: " + String.join(", ", configuration.inactive()));
        }
    }

    private void operators(Options options) {
        if (options.trust().operators().isEmpty()) {
            return;
        }
        TrustedOperators trusted;
        try {
            trusted = TrustedOperators.load(options.trust());
        } catch (TrustException e) {
            // they were read a moment ago, or the server would not have started
            log.warn(e.getMessage());
            return;
        }
        log.notice("Trusted Operators");
        for (OperatorClaims operator : trusted.operators()) {
            log.notice("  System  : " + GoText.quote(operator.audience()));
            log.notice("  Operator: " + GoText.quote(operator.name()));
            log.notice("  Issued  : " + time(operator.issuedAt()));
            log.notice("  Expires : " + (operator.expires() == 0 ? "Never" : time(operator.expires())));
        }
        if (OperatorRules.completed(options, trusted).trust().systemAccount().isEmpty()) {
            log.warn("Trusted Operators should utilize a System Account");
        }
    }

    private static String time(long second) {
        return GO_TIME.format(Instant.ofEpochSecond(second).atZone(ZoneId.systemDefault()));
    }

    void ready(Options options, int port, @Nullable InetSocketAddress webSockets) {
        if (webSockets != null) {
            boolean secure = options.webSocket().tls() != null;
            log.notice("Listening for websocket clients on " + (secure ? "wss" : "ws") + "://"
                    + HostPort.join(options.webSocket().host(), webSockets.getPort()));
            if (!secure) {
                log.warn("Websocket not configured with TLS. DO NOT USE IN PRODUCTION!");
            }
        }
        log.notice("Listening for client connections on "
                + HostPort.join(options.client().host(), port));
        if (options.client().proxyProtocol()) {
            log.notice("PROXY protocol enabled for client connections");
        }
        TlsOptions tls = options.client().tls();
        if (tls != null) {
            boolean firstOnly =
                    tls.handshakeFirst() && tls.handshakeFirstFallback().isZero();
            boolean optional = options.client().allowNonTls() && !firstOnly;
            log.notice("TLS " + (optional ? "available" : "required") + " for client connections");
            if (firstOnly) {
                log.warn("Clients that are not using \"TLS Handshake First\" option will fail to connect");
            }
        }
        log.notice("Server is ready");
    }

    static boolean hasPlaintextPasswords(Options options) {
        Stream<String> users = Stream.concat(
                        options.authorization().users().stream(),
                        options.accounts().stream().map(AccountOptions::users).flatMap(l -> l.stream()))
                .map(UserOptions::password);
        return Stream.concat(Stream.of(options.authorization().password()), users)
                .anyMatch(password -> !password.isEmpty() && !password.startsWith(BCRYPT));
    }
}
