package io.dialtone.conf;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Files and ports of the process itself.
 *
 * @param pidFile file that gets the process id
 * @param portsFileDir directory that gets the file of bound ports
 * @param profPort port of the profiler; 0: off
 * @param profBlockRate rate of the blocking profile
 * @param reloadOnChange how often to look whether the configuration files have changed, and reload if so; zero: never
 */
public record ProcessOptions(
        String pidFile, String portsFileDir, int profPort, int profBlockRate, Duration reloadOnChange) {
    private static final ProcessOptions DEFAULTS = new Builder().build();

    /** What holds when nothing is configured. */
    public static ProcessOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.pidFile(...))}. */
    public ProcessOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.pidFile = pidFile;
        b.portsFileDir = portsFileDir;
        b.profPort = profPort;
        b.profBlockRate = profBlockRate;
        b.reloadOnChange = reloadOnChange;
        return b;
    }

    /** Collects the values of a {@link ProcessOptions}. Not for several threads. */
    public static final class Builder {
        private String pidFile = "";
        private String portsFileDir = "";
        private int profPort = 0;
        private int profBlockRate = 0;
        private Duration reloadOnChange = Duration.ZERO;

        private Builder() {}

        /** Sets {@link ProcessOptions#pidFile()}. */
        public Builder pidFile(String value) {
            this.pidFile = value;
            return this;
        }

        /** Sets {@link ProcessOptions#portsFileDir()}. */
        public Builder portsFileDir(String value) {
            this.portsFileDir = value;
            return this;
        }

        /** Sets {@link ProcessOptions#profPort()}. */
        public Builder profPort(int value) {
            this.profPort = value;
            return this;
        }

        /** Sets {@link ProcessOptions#profBlockRate()}. */
        public Builder profBlockRate(int value) {
            this.profBlockRate = value;
            return this;
        }

        /** Sets {@link ProcessOptions#reloadOnChange()}. */
        public Builder reloadOnChange(Duration value) {
            this.reloadOnChange = value;
            return this;
        }

        /** The immutable result. */
        public ProcessOptions build() {
            return new ProcessOptions(pidFile, portsFileDir, profPort, profBlockRate, reloadOnChange);
        }
    }
}
