package io.dialtone.actors.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection, open or closed.
 *
 * @param type how a client speaks, null for other kinds
 * @param lastActivity last message or protocol operation in either direction
 * @param closed null while the connection is open
 * @param rtt zero until the first PONG
 * @param pendingBytes waiting in its outbox
 * @param stalls times its publishing was held back for a slow consumer
 * @param pauses when its publishing was held back for being more than it may
 * @param subscriptionCount number of subscriptions, also when {@code subscriptions} was not gathered
 * @param tls null on a plain connection
 * @param subscriptions gathered only when asked for; of a closed connection those at the time it closed
 * @param proxyKey public key of the trusted proxy it came through, else null
 */
public record ConnectionInfo(
        long cid,
        Kind kind,
        @Nullable Type type,
        String ip,
        int port,
        Instant start,
        Instant lastActivity,
        @Nullable Closed closed,
        Duration rtt,
        long pendingBytes,
        Traffic traffic,
        long stalls,
        Pauses pauses,
        int subscriptionCount,
        Client client,
        @Nullable Tls tls,
        Auth auth,
        @Nullable String mqttClient,
        @Nullable String proxyKey,
        List<SubscriptionDetail> subscriptions) {

    public ConnectionInfo {
        subscriptions = List.copyOf(subscriptions);
    }

    /** One that was never held back for publishing more than it may. */
    public ConnectionInfo(
            long cid,
            Kind kind,
            @Nullable Type type,
            String ip,
            int port,
            Instant start,
            Instant lastActivity,
            @Nullable Closed closed,
            Duration rtt,
            long pendingBytes,
            Traffic traffic,
            long stalls,
            int subscriptionCount,
            Client client,
            @Nullable Tls tls,
            Auth auth,
            @Nullable String mqttClient,
            @Nullable String proxyKey,
            List<SubscriptionDetail> subscriptions) {
        this(
                cid,
                kind,
                type,
                ip,
                port,
                start,
                lastActivity,
                closed,
                rtt,
                pendingBytes,
                traffic,
                stalls,
                Pauses.NONE,
                subscriptionCount,
                client,
                tls,
                auth,
                mqttClient,
                proxyKey,
                subscriptions);
    }

    /** What is at the other end. */
    public enum Kind {
        CLIENT("Client"),
        ROUTER("Router"),
        GATEWAY("Gateway"),
        LEAFNODE("Leafnode"),
        SYSTEM("System"),
        ACCOUNT("Account");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** The word shown, e.g. {@code Client}. */
        public String text() {
            return text;
        }
    }

    /** How a client speaks. */
    public enum Type {
        NATS("nats"),
        WEBSOCKET("websocket"),
        MQTT("mqtt");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        /** The word shown, e.g. {@code nats}. */
        public String text() {
            return text;
        }
    }

    /**
     * The end of a connection.
     *
     * @param reason the words nats-server uses, e.g. {@code Client Closed}
     */
    public record Closed(Instant stop, String reason) {}

    /** What the client said of itself in CONNECT; empty where it said nothing. */
    public record Client(String name, String lang, String version) {

        public static final Client UNKNOWN = new Client("", "", "");
    }

    /**
     * A TLS session.
     *
     * @param version e.g. {@code 1.3}
     * @param cipherSuite e.g. {@code TLS_AES_128_GCM_SHA256}
     * @param first whether the handshake came before INFO
     */
    public record Tls(String version, String cipherSuite, List<PeerCertificate> peerCertificates, boolean first) {

        public Tls {
            peerCertificates = List.copyOf(peerCertificates);
        }
    }

    /** A certificate the client showed: its subject, and SHA-256 in hex of its public key information and of itself. */
    public record PeerCertificate(String subject, String spkiSha256, String certSha256) {}

    /**
     * As whom the connection is authenticated; empty strings where it is not.
     *
     * @param user what the client gave: user name, nkey, or the token
     * @param account name of its account, {@code $G} for the global one
     * @param accountTag the account's display name
     * @param jwt the user JWT it presented; empty for bearer JWTs, which would be secrets
     */
    public record Auth(
            String user, String account, String accountTag, String jwt, String issuerKey, List<String> tags) {

        public static final Auth NONE = new Auth("", "", "", "", "", List.of());

        public Auth {
            tags = List.copyOf(tags);
        }

        /** A user of an account in configuration form. */
        public static Auth of(String user, String account) {
            return new Auth(user, account, account, "", "", List.of());
        }
    }

    public boolean isOpen() {
        return closed == null;
    }

    /** Until the stop of a closed connection, until now for an open one. */
    public Duration uptime(Instant now) {
        return Duration.between(start, end(now));
    }

    /** Time since the last activity, until the stop of a closed connection. */
    public Duration idle(Instant now) {
        return Duration.between(lastActivity, end(now));
    }

    private Instant end(Instant now) {
        return closed == null ? now : closed.stop();
    }

    public ConnectionInfo withSubscriptions(List<SubscriptionDetail> details) {
        return new ConnectionInfo(
                cid,
                kind,
                type,
                ip,
                port,
                start,
                lastActivity,
                closed,
                rtt,
                pendingBytes,
                traffic,
                stalls,
                pauses,
                subscriptionCount,
                client,
                tls,
                auth,
                mqttClient,
                proxyKey,
                details);
    }

    public ConnectionInfo withClosed(Closed end) {
        return new ConnectionInfo(
                cid,
                kind,
                type,
                ip,
                port,
                start,
                lastActivity,
                end,
                rtt,
                pendingBytes,
                traffic,
                stalls,
                pauses,
                subscriptionCount,
                client,
                tls,
                auth,
                mqttClient,
                proxyKey,
                subscriptions);
    }
}
