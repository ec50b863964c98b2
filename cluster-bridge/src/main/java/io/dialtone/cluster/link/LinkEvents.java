package io.dialtone.cluster.link;

import io.dialtone.routing.Subscription;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.ConnectionEvents;
import io.dialtone.streams.ControlOperation;
import io.dialtone.streams.ProtocolError;
import io.dialtone.streams.tls.TlsSession;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes what the stream of a link meets to its actor. */
record LinkEvents(Consumer<LinkEvent> to) implements ConnectionEvents {
    @Override
    public void infoDue(boolean insideTls) {
        to.accept(new LinkEvent.InfoDue(insideTls));
    }

    @Override
    public void proxied(InetSocketAddress source) {
        // Servers speak for themselves.
    }

    @Override
    public void opened(@Nullable TlsSession tls, boolean tlsFirst) {
        to.accept(new LinkEvent.Opened(tls));
    }

    @Override
    public void control(List<ControlOperation> operations) {
        to.accept(new LinkEvent.Control(operations));
    }

    @Override
    public void pong() {
        to.accept(new LinkEvent.Pong());
    }

    @Override
    public void publishRefused(String logLine) {
        to.accept(new LinkEvent.Pace(logLine, false));
    }

    @Override
    public void unknownAccount(String name) {
        to.accept(new LinkEvent.UnknownAccount(name));
    }

    @Override
    public void violated(ProtocolError error) {
        to.accept(new LinkEvent.Violated(error));
    }

    @Override
    public void inputEnded(CloseReason reason) {
        to.accept(new LinkEvent.InputEnded(reason));
    }

    @Override
    public void tooSlow(CloseReason reason, String logLine) {
        to.accept(new LinkEvent.TooSlow(reason, logLine));
    }

    @Override
    public void late(String logLine) {
        to.accept(new LinkEvent.Pace(logLine, true));
    }

    @Override
    public void recovered(String logLine) {
        to.accept(new LinkEvent.Pace(logLine, false));
    }

    @Override
    public void stalled(String logLine) {
        // Everybody waits for somebody slow now and then; only of clients is it counted.
    }

    @Override
    public void exhausted(Subscription subscription) {
        // Interest of other servers has no end of its own.
    }

    @Override
    public void ended() {
        to.accept(new LinkEvent.Ended());
    }
}
