package io.dialtone.streams;

import io.dialtone.streams.tls.Opening;
import io.dialtone.streams.tls.TlsConnection;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * TLS that is up already when the streams start.
 *
 * @param kind who is at the other end
 * @param tls the connection, whose handshake is done
 */
record ResumedTls(PeerKind kind, TlsConnection tls) implements TransportSecurity {
    @Override
    public boolean isNeeded() {
        return true;
    }

    @Override
    public Executor handshakes() {
        return Runnable::run;
    }

    @Override
    public Opening.Plan plan() {
        return new Opening.Plan(false, false, Duration.ZERO, false, Duration.ZERO, false);
    }
}
