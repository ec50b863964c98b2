package io.dialtone.streams;

import io.dialtone.routing.Subscription;
import io.dialtone.streams.tls.TlsFailure;
import io.dialtone.streams.tls.TlsSession;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a connection before it is a WebSocket; nothing but the failure of TLS is of interest to anybody. */
record UpgradeEvents(Handover handover) implements ConnectionEvents {
    /** How log lines about it begin. */
    String label(InetSocketAddress peer) {
        String host = peer.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + peer.getPort();
    }

    @Override
    public void handshakeFailed(TlsFailure why) {
        handover.fail("TLS handshake error: " + why.text());
    }

    @Override
    public void infoDue(boolean insideTls) {}

    @Override
    public void proxied(InetSocketAddress source) {}

    @Override
    public void opened(@Nullable TlsSession tls, boolean tlsFirst) {}

    @Override
    public void control(List<ControlOperation> operations) {}

    @Override
    public void pong() {}

    @Override
    public void publishRefused(String logLine) {}

    @Override
    public void violated(ProtocolError error) {}

    @Override
    public void inputEnded(CloseReason reason) {}

    @Override
    public void tooSlow(CloseReason reason, String logLine) {}

    @Override
    public void late(String logLine) {}

    @Override
    public void recovered(String logLine) {}

    @Override
    public void stalled(String logLine) {}

    @Override
    public void exhausted(Subscription subscription) {}

    @Override
    public void ended() {}
}
