package io.dialtone.app.logging;

import io.dialtone.actors.monitor.ClientInfo;
import io.dialtone.actors.system.AuthenticationAudit;
import io.dialtone.app.SystemError;
import io.dialtone.conf.LoggingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * The books of logins: a file with one JSON object a line for each decision about a client or leaf node. Off unless
 * configured; rotated like the log of the server. What is a secret, or would do in place of one, is never written: no
 * password, no token, no JWT. Safe for several threads.
 */
final class AuditLog implements AuthenticationAudit, AutoCloseable {
    private volatile @Nullable LogSink sink;

    AuditLog(LoggingOptions options) throws IOException {
        this.sink = open(options);
    }

    private static @Nullable LogSink open(LoggingOptions options) throws IOException {
        if (options.auditFile().isEmpty()) {
            return null;
        }
        try {
            return new RotatingFileSink(
                    Path.of(options.auditFile()), new AuditFormat(), options.auditSizeLimit(), options.auditMaxNum());
        } catch (IOException e) {
            throw new IOException("error opening file: open " + options.auditFile() + ": " + SystemError.reason(e), e);
        }
    }

    @Override
    public boolean isKept() {
        return sink != null;
    }

    @Override
    public void record(Outcome outcome, ClientInfo who, String reason) {
        LogSink to = sink;
        if (to != null) {
            to.write(new LogLine(Label.INFO, Instant.now(), "", fields(outcome, who, reason), null));
        }
    }

    private static List<KeyValuePair> fields(Outcome outcome, ClientInfo who, String reason) {
        List<KeyValuePair> fields = new ArrayList<>();
        fields.add(new KeyValuePair("kind", who.kind().toLowerCase(Locale.ROOT)));
        fields.add(new KeyValuePair("cid", who.id()));
        add(fields, "host", who.host());
        add(fields, "account", outcome == Outcome.REFUSED ? "" : who.account());
        add(fields, "user", who.user());
        add(fields, "issuer_key", who.issuerKey());
        add(fields, "name", who.name());
        add(fields, "lang", who.lang());
        add(fields, "version", who.version());
        fields.add(new KeyValuePair("outcome", outcome.name().toLowerCase(Locale.ROOT)));
        add(fields, "reason", reason);
        return fields;
    }

    private static void add(List<KeyValuePair> fields, String key, String value) {
        if (!value.isEmpty()) {
            fields.add(new KeyValuePair(key, value));
        }
    }

    /** Goes on in the file of these options. */
    void apply(LoggingOptions changed) throws IOException {
        LogSink before = sink;
        sink = open(changed);
        if (before != null) {
            before.close();
        }
    }

    /** Opens the file anew. */
    void reopen() throws IOException {
        LogSink now = sink;
        if (now != null) {
            now.reopen();
        }
    }

    @Override
    public void close() {
        LogSink now = sink;
        sink = null;
        if (now != null) {
            now.close();
        }
    }
}
