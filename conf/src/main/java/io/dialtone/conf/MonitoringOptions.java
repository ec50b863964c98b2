package io.dialtone.conf;

import java.util.function.UnaryOperator;

/**
 * The HTTP listeners. Port 0: off, -1: a free port.
 *
 * @param host address to bind; empty: that of the client listener
 * @param httpPort plain port
 * @param httpsPort TLS port
 * @param basePath path in front of every page
 * @param user who may look, with the password; empty: everybody
 * @param password of that user, plain or bcrypt
 * @param verify whether HTTPS demands a certificate of its clients
 * @param topSubjects how many of the subjects with most messages are shown; 0: none, and nothing is counted
 */
public record MonitoringOptions(
        String host,
        int httpPort,
        int httpsPort,
        String basePath,
        String user,
        String password,
        boolean verify,
        int topSubjects) {
    /** Default of {@code basePath}: path in front of every page. */
    public static final String DEFAULT_BASE_PATH = "/";

    private static final MonitoringOptions DEFAULTS = new Builder().build();

    /** What holds when nothing is configured. */
    public static MonitoringOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.host(...))}. */
    public MonitoringOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.host = host;
        b.httpPort = httpPort;
        b.httpsPort = httpsPort;
        b.basePath = basePath;
        b.user = user;
        b.password = password;
        b.verify = verify;
        b.topSubjects = topSubjects;
        return b;
    }

    @Override
    public String toString() {
        return Redacted.toString(this);
    }

    /** Collects the values of a {@link MonitoringOptions}. Not for several threads. */
    public static final class Builder {
        private String host = "";
        private int httpPort = 0;
        private int httpsPort = 0;
        private String basePath = DEFAULT_BASE_PATH;
        private String user = "";
        private String password = "";
        private boolean verify = false;
        private int topSubjects = 0;

        private Builder() {}

        /** Sets {@link MonitoringOptions#host()}. */
        public Builder host(String value) {
            this.host = value;
            return this;
        }

        /** Sets {@link MonitoringOptions#httpPort()}. */
        public Builder httpPort(int value) {
            this.httpPort = value;
            return this;
        }

        /** Sets {@link MonitoringOptions#httpsPort()}. */
        public Builder httpsPort(int value) {
            this.httpsPort = value;
            return this;
        }

        /** Sets {@link MonitoringOptions#basePath()}. */
        public Builder basePath(String value) {
            this.basePath = value;
            return this;
        }

        /** Sets {@link MonitoringOptions#user()}. */
        public Builder user(String value) {
            this.user = value;
            return this;
        }

        /** Sets {@link MonitoringOptions#password()}. */
        public Builder password(String value) {
            this.password = value;
            return this;
        }

        /** Sets {@link MonitoringOptions#verify()}. */
        public Builder verify(boolean value) {
            this.verify = value;
            return this;
        }

        /** Sets {@link MonitoringOptions#topSubjects()}. */
        public Builder topSubjects(int value) {
            this.topSubjects = value;
            return this;
        }

        /** The immutable result. */
        public MonitoringOptions build() {
            return new MonitoringOptions(host, httpPort, httpsPort, basePath, user, password, verify, topSubjects);
        }
    }
}
