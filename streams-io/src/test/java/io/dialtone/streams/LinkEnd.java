package io.dialtone.streams;

import io.dialtone.routing.SubjectSpace;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.tls.TlsFailure;
import io.dialtone.streams.tls.TlsSession;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One end of a connection in the place of its actor: says INFO when it is due and remembers what it is told. */
final class LinkEnd implements ConnectionEvents {
    final ConnectionPort port = new ConnectionPort(1, 1, 1 << 20, this);
    final Session session = new Session(new SubjectSpace("here", null, null));
    /** What came, and how it went on, in order. */
    final Queue<String> seen = new ConcurrentLinkedQueue<>();

    volatile String info = "INFO {\"server_id\":\"HUB\"}\r\n";
    volatile Consumer<LinkEnd> onInfo = end -> {};
    volatile Consumer<LinkEnd> onOpened = end -> {};
    volatile @Nullable TlsSession tls;
    volatile @Nullable TlsFailure failure;
    volatile @Nullable InetSocketAddress from;

    /** Whether that was seen. */
    boolean saw(String what) {
        return seen.contains(what);
    }

    @Override
    public void infoDue(boolean insideTls) {
        seen.add("info due " + (insideTls ? "inside TLS" : "in clear"));
        port.send(Reading.bytes(info));
    }

    @Override
    public void proxied(InetSocketAddress source) {
        from = source;
    }

    @Override
    public void opened(@Nullable TlsSession agreed, boolean tlsFirst) {
        tls = agreed;
        seen.add("opened " + (agreed == null ? "plain" : tlsFirst ? "TLS first" : "TLS"));
        onOpened.accept(this);
    }

    @Override
    public void handshakeFailed(TlsFailure why) {
        failure = why;
        seen.add("failed");
    }

    @Override
    public void control(List<ControlOperation> operations) {
        for (ControlOperation operation : operations) {
            switch (operation) {
                case ControlOperation.Info i -> {
                    seen.add("INFO " + Reading.text(i.json(), 0, i.json().length));
                    onInfo.accept(this);
                }
                case ControlOperation.Connect c -> seen.add("CONNECT " + Reading.text(c.json(), 0, c.json().length));
                case ControlOperation.Ping ignored -> {
                    seen.add("PING");
                    port.send(Reading.bytes("PONG\r\n"));
                }
                default -> seen.add(operation.toString());
            }
        }
        port.resume();
    }

    @Override
    public void pong() {
        seen.add("PONG");
    }

    @Override
    public void publishRefused(String logLine) {
        seen.add(logLine);
    }

    @Override
    public void violated(ProtocolError error) {
        seen.add("violated");
        port.close(CloseReason.PARSE_ERROR);
    }

    @Override
    public void inputEnded(CloseReason reason) {
        seen.add("end: " + reason.text());
        port.close(reason);
    }

    @Override
    public void tooSlow(CloseReason reason, String logLine) {
        seen.add(logLine);
    }

    @Override
    public void late(String logLine) {
        seen.add(logLine);
    }

    @Override
    public void recovered(String logLine) {
        seen.add(logLine);
    }

    @Override
    public void stalled(String logLine) {
        seen.add(logLine);
    }

    @Override
    public void exhausted(Subscription subscription) {
        seen.add("exhausted");
    }

    @Override
    public void ended() {
        seen.add("over");
    }
}
