package io.dialtone.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.dialtone.actors.system.AuthenticationAudit;
import io.dialtone.app.SystemError;
import io.dialtone.conf.LogFormat;
import io.dialtone.conf.LoggingOptions;
import io.dialtone.streams.ServerLog;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of this process. There is one, as there is one Logback: brokers log to the SLF4J logger {@value ServerLog#LOGGER}, Akka and
 * the libraries to their own, from warnings on; all end in the same place, in the same format.
 *
 * <p>Safe for several threads: options and file are switched under a lock, lines take it only in their sink.
 */
public final class ServerLogging implements AutoCloseable {
    private final String program;
    private final long pid;
    private final LineAppender appender;
    private final AuditLog audit;
    private LoggingOptions options;
    private volatile String serverName = "";

    private ServerLogging(String program, long pid, LoggingOptions options) throws IOException {
        this.program = program;
        this.pid = pid;
        this.options = options;
        this.appender = new LineAppender(sink(options));
        this.audit = new AuditLog(options);
    }

    /**
     * Sends what is logged from now on where the options say: the first of file, remote syslog, syslog and standard error.
     *
     * @param program name in front of syslog lines
     * @throws IOException when that place cannot be opened; nothing has changed then
     */
    public static ServerLogging start(String program, long pid, LoggingOptions options) throws IOException {
        ServerLogging logging = new ServerLogging(program, pid, options);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        logging.appender.setContext(context);
        logging.appender.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(logging.appender);
        context.getLogger("io.dialtone").setLevel(Level.INFO);
        // Debug and trace are switched per broker, in its ServerLog: what arrives here is wanted.
        context.getLogger(ServerLog.LOGGER).setLevel(Level.TRACE);
        return logging;
    }

    /** The name that JSON lines carry. */
    public void serverName(String name) {
        serverName = name;
    }

    /** The books of logins, which keep nothing unless they are configured. */
    public AuthenticationAudit audit() {
        return audit;
    }

    /**
     * Changes place and format while lines are being logged: each goes to the old or to the new place.
     *
     * @throws IOException when the new place cannot be opened; the old one stays
     */
    public synchronized void apply(LoggingOptions changed) throws IOException {
        if (!changed.auditFile().equals(options.auditFile())) {
            audit.apply(changed);
        }
        if (sameSink(options, changed)) {
            options = changed;
            return;
        }
        LogSink fresh = sink(changed);
        options = changed;
        appender.switchTo(fresh).close();
    }

    /**
     * Opens the log file anew.
     *
     * @return false when the log does not go to a file
     * @throws IOException when it cannot be opened; the old one stays in use
     */
    public boolean reopen() throws IOException {
        audit.reopen();
        return appender.sink().reopen();
    }

    @Override
    public void close() {
        appender.sink().close();
        audit.close();
    }

    private static boolean sameSink(LoggingOptions a, LoggingOptions b) {
        return sinkOnly(a).equals(sinkOnly(b));
    }

    private static LoggingOptions sinkOnly(LoggingOptions o) {
        return o.with(b -> b.debug(false)
                .trace(false)
                .traceVerbose(false)
                .traceHeaders(false)
                .auditFile(""));
    }

    private LogSink sink(LoggingOptions o) throws IOException {
        if (!o.logFile().isEmpty()) {
            return file(o);
        }
        if (!o.remoteSyslog().isEmpty() || o.syslog()) {
            return syslog(o);
        }
        return new StandardErrorSink(format(o, StandardErrorSink.isTerminal()));
    }

    private LogSink file(LoggingOptions o) throws IOException {
        try {
            return new RotatingFileSink(Path.of(o.logFile()), format(o, false), o.sizeLimit(), o.maxNum());
        } catch (IOException e) {
            throw new IOException("error opening file: open " + o.logFile() + ": " + SystemError.reason(e), e);
        }
    }

    private LogSink syslog(LoggingOptions o) throws IOException {
        try {
            return o.remoteSyslog().isEmpty()
                    ? SyslogSink.local(program, pid)
                    : SyslogSink.remote(o.remoteSyslog(), program, pid);
        } catch (IOException e) {
            throw new IOException("error connecting to syslog: \"" + e.getMessage() + "\"", e);
        }
    }

    private LineFormat format(LoggingOptions o, boolean colours) {
        return o.format() == LogFormat.JSON
                ? new JsonFormat(pid, () -> serverName)
                : new TextFormat(pid, o.logtime(), o.logtimeUtc(), colours);
    }
}
