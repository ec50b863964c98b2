package io.dialtone.actors.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Snapshots with plausible figures. */
final class Fixtures {

    static final Instant START = Instant.parse("2026-11-20T21:40:22.5Z");
    static final Instant NOW = Instant.parse("2026-11-20T21:41:24.87Z");
    static final ServerIdentity IDENTITY = new ServerIdentity("NABC", "mon<1>", "2.15.1");

    private Fixtures() {}

    static ConnectionInfo open(long cid) {
        return open(cid, "a", "A");
    }

    static ConnectionInfo open(long cid, String user, String account) {
        return new Spec(cid).auth(ConnectionInfo.Auth.of(user, account)).build();
    }

    static ConnectionInfo closed(long cid, String account, String reason) {
        return open(cid, "a", account).withClosed(new ConnectionInfo.Closed(START.plusSeconds(cid), reason));
    }

    static SubscriptionDetail subscription(String account, String subject, long cid) {
        return new SubscriptionDetail(account, account, subject, "", "1", 0, 0, cid);
    }

    /** A connection of which a test sets what matters to it. */
    static final class Spec {
        private final long cid;
        private Instant start = START;
        private Instant lastActivity = START;
        private Duration rtt = Duration.ZERO;
        private long pending;
        private Traffic traffic = Traffic.NONE;
        private int subscriptions;
        private ConnectionInfo.Auth auth = ConnectionInfo.Auth.of("a", "A");

        Spec(long cid) {
            this.cid = cid;
        }

        Spec start(Instant value) {
            start = value;
            return this;
        }

        Spec lastActivity(Instant value) {
            lastActivity = value;
            return this;
        }

        Spec rtt(Duration value) {
            rtt = value;
            return this;
        }

        Spec pending(long value) {
            pending = value;
            return this;
        }

        Spec traffic(Traffic value) {
            traffic = value;
            return this;
        }

        Spec subscriptions(int value) {
            subscriptions = value;
            return this;
        }

        Spec auth(ConnectionInfo.Auth value) {
            auth = value;
            return this;
        }

        ConnectionInfo build() {
            return new ConnectionInfo(
                    cid,
                    ConnectionInfo.Kind.CLIENT,
                    ConnectionInfo.Type.NATS,
                    "127.0.0.1",
                    40_000,
                    start,
                    lastActivity,
                    null,
                    rtt,
                    pending,
                    traffic,
                    0,
                    subscriptions,
                    ConnectionInfo.Client.UNKNOWN,
                    null,
                    auth,
                    null,
                    null,
                    List.of());
        }
    }
}
