package io.dialtone.app.monitor;

import io.dialtone.accounts.Secret;
import io.dialtone.conf.MonitoringOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who may look at the monitoring port: everybody, or who gives one name and password (HTTP's basic authentication). A reload
 * may change it. Any thread.
 */
public final class MonitorAccess {
    private static final String SCHEME = "basic ";

    private volatile Gate gate;

    /** What holds between two reloads. */
    private static final class Gate {
        private final String user;
        private final String password;

        /** Digest of what was right last: a bcrypt hash is not to be computed for every document of a page. */
        private volatile byte @Nullable [] known;

        /**
         * @param user empty: everybody
         * @param password plain or bcrypt
         */
        Gate(String user, String password) {
            this.user = user;
            this.password = password;
        }

        boolean admits(String given) {
            byte[] digest = sha256(given);
            byte[] right = known;
            if (right != null && MessageDigest.isEqual(right, digest)) {
                return true;
            }
            boolean admitted = matches(given);
            if (admitted) {
                known = digest;
            }
            return admitted;
        }

        private boolean matches(String given) {
            int colon = given.indexOf(':');
            // Both are compared in any case, so that the time does not tell which one was wrong.
            boolean isUser = Secret.matches(user, given.substring(0, Math.max(colon, 0)));
            return Secret.matches(password, given.substring(colon + 1)) && isUser && colon >= 0;
        }
    }

    /** As a configuration says. */
    public MonitorAccess(MonitoringOptions options) {
        this.gate = new Gate(options.user(), options.password());
    }

    /** For everybody. */
    public static MonitorAccess open() {
        return new MonitorAccess(MonitoringOptions.defaults());
    }

    /** What holds from now on; who has looked before has to show that it may still. */
    public void set(MonitoringOptions options) {
        gate = new Gate(options.user(), options.password());
    }

    /**
     * Whether a request is answered.
     *
     * @param authorization the header of that name, null without one
     */
    boolean admits(@Nullable String authorization) {
        Gate now = gate;
        if (now.user.isEmpty()) {
            return true;
        }
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return false;
        }
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(authorization.substring(SCHEME.length()).trim());
            return now.admits(new String(decoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
