package io.dialtone.conf;

import java.util.function.UnaryOperator;

/**
 * What is logged, and where. The first of file, remote syslog, syslog and stderr that is set is used.
 *
 * @param debug debug lines
 * @param trace protocol trace
 * @param traceVerbose trace the system account too
 * @param traceHeaders trace only the headers of a message
 * @param logtime a time in front of each line
 * @param logtimeUtc that time in UTC
 * @param logFile file to append to
 * @param sizeLimit bytes after which the file is rotated; 0: never
 * @param maxNum log files kept, the current one included; 0: all
 * @param syslog log to the local syslog
 * @param remoteSyslog URL of a syslog: udp://h:p, tcp://h:p, unix:///path
 * @param format shape of a line
 * @param auditFile file for who was let in and who was not, one JSON object per line; empty: none
 * @param auditSizeLimit bytes after which that file is rotated; 0: never
 * @param auditMaxNum files of it kept, the current one included; 0: all
 */
public record LoggingOptions(
        boolean debug,
        boolean trace,
        boolean traceVerbose,
        boolean traceHeaders,
        boolean logtime,
        boolean logtimeUtc,
        String logFile,
        long sizeLimit,
        long maxNum,
        boolean syslog,
        String remoteSyslog,
        LogFormat format,
        String auditFile,
        long auditSizeLimit,
        long auditMaxNum) {
    /** Default of {@code logtime}: a time in front of each line. */
    public static final boolean DEFAULT_LOGTIME = true;

    private static final LoggingOptions DEFAULTS = new Builder().build();

    /** What holds when nothing is configured. */
    public static LoggingOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.debug(...))}. */
    public LoggingOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.debug = debug;
        b.trace = trace;
        b.traceVerbose = traceVerbose;
        b.traceHeaders = traceHeaders;
        b.logtime = logtime;
        b.logtimeUtc = logtimeUtc;
        b.logFile = logFile;
        b.sizeLimit = sizeLimit;
        b.maxNum = maxNum;
        b.syslog = syslog;
        b.remoteSyslog = remoteSyslog;
        b.format = format;
        b.auditFile = auditFile;
        b.auditSizeLimit = auditSizeLimit;
        b.auditMaxNum = auditMaxNum;
        return b;
    }

    /** Collects the values of a {@link LoggingOptions}. Not for several threads. */
    public static final class Builder {
        private boolean debug = false;
        private boolean trace = false;
        private boolean traceVerbose = false;
        private boolean traceHeaders = false;
        private boolean logtime = DEFAULT_LOGTIME;
        private boolean logtimeUtc = false;
        private String logFile = "";
        private long sizeLimit = 0L;
        private long maxNum = 0L;
        private boolean syslog = false;
        private String remoteSyslog = "";
        private LogFormat format = LogFormat.TEXT;
        private String auditFile = "";
        private long auditSizeLimit = 0L;
        private long auditMaxNum = 0L;

        private Builder() {}

        /** Sets {@link LoggingOptions#debug()}. */
        public Builder debug(boolean value) {
            this.debug = value;
            return this;
        }

        /** Sets {@link LoggingOptions#trace()}. */
        public Builder trace(boolean value) {
            this.trace = value;
            return this;
        }

        /** Sets {@link LoggingOptions#traceVerbose()}. */
        public Builder traceVerbose(boolean value) {
            this.traceVerbose = value;
            return this;
        }

        /** Sets {@link LoggingOptions#traceHeaders()}. */
        public Builder traceHeaders(boolean value) {
            this.traceHeaders = value;
            return this;
        }

        /** Sets {@link LoggingOptions#logtime()}. */
        public Builder logtime(boolean value) {
            this.logtime = value;
            return this;
        }

        /** Sets {@link LoggingOptions#logtimeUtc()}. */
        public Builder logtimeUtc(boolean value) {
            this.logtimeUtc = value;
            return this;
        }

        /** Sets {@link LoggingOptions#logFile()}. */
        public Builder logFile(String value) {
            this.logFile = value;
            return this;
        }

        /** Sets {@link LoggingOptions#sizeLimit()}. */
        public Builder sizeLimit(long value) {
            this.sizeLimit = value;
            return this;
        }

        /** Sets {@link LoggingOptions#maxNum()}. */
        public Builder maxNum(long value) {
            this.maxNum = value;
            return this;
        }

        /** Sets {@link LoggingOptions#syslog()}. */
        public Builder syslog(boolean value) {
            this.syslog = value;
            return this;
        }

        /** Sets {@link LoggingOptions#remoteSyslog()}. */
        public Builder remoteSyslog(String value) {
            this.remoteSyslog = value;
            return this;
        }

        /** Sets {@link LoggingOptions#format()}. */
        public Builder format(LogFormat value) {
            this.format = value;
            return this;
        }

        /** Sets {@link LoggingOptions#auditFile()}. */
        public Builder auditFile(String value) {
            this.auditFile = value;
            return this;
        }

        /** Sets {@link LoggingOptions#auditSizeLimit()}. */
        public Builder auditSizeLimit(long value) {
            this.auditSizeLimit = value;
            return this;
        }

        /** Sets {@link LoggingOptions#auditMaxNum()}. */
        public Builder auditMaxNum(long value) {
            this.auditMaxNum = value;
            return this;
        }

        /** The immutable result. */
        public LoggingOptions build() {
            return new LoggingOptions(
                    debug,
                    trace,
                    traceVerbose,
                    traceHeaders,
                    logtime,
                    logtimeUtc,
                    logFile,
                    sizeLimit,
                    maxNum,
                    syslog,
                    remoteSyslog,
                    format,
                    auditFile,
                    auditSizeLimit,
                    auditMaxNum);
        }
    }
}
