package io.dialtone.actors;

import akka.actor.typed.ActorRef;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.ConnectionEvents;
import io.dialtone.streams.ControlOperation;
import io.dialtone.streams.ProtocolError;
import io.dialtone.streams.tls.TlsSession;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes what the stream meets to the actor.
 *
 * @param ponged told of a PONG, on the loop
 */
record StreamEvents(ActorRef<Connection.Command> self, Runnable ponged) implements ConnectionEvents {
    @Override
    public void infoDue(boolean insideTls) {
        self.tell(new Connection.InfoDue(insideTls));
    }

    @Override
    public void proxied(InetSocketAddress source) {
        self.tell(new Connection.Proxied(source));
    }

    @Override
    public void opened(@Nullable TlsSession tls, boolean tlsFirst) {
        self.tell(new Connection.Opened(tls, tlsFirst));
    }

    @Override
    public void control(List<ControlOperation> operations) {
        self.tell(new Connection.Control(operations));
    }

    @Override
    public void pong() {
        ponged.run();
    }

    @Override
    public void publishRefused(String logLine) {
        self.tell(new Connection.PublishRefused(logLine));
    }

    @Override
    public void violated(ProtocolError error) {
        self.tell(new Connection.Violated(error));
    }

    @Override
    public void inputEnded(CloseReason reason) {
        self.tell(new Connection.InputEnded(reason));
    }

    @Override
    public void tooSlow(CloseReason reason, String logLine) {
        self.tell(new Connection.TooSlow(reason, logLine));
    }

    @Override
    public void late(String logLine) {
        self.tell(new Connection.Late(logLine));
    }

    @Override
    public void recovered(String logLine) {
        self.tell(new Connection.Recovered(logLine));
    }

    @Override
    public void stalled(String logLine) {
        self.tell(new Connection.Stalled(logLine));
    }

    @Override
    public void exhausted(Subscription subscription) {
        self.tell(new Connection.Exhausted(subscription));
    }

    @Override
    public void ended() {
        self.tell(new Connection.Ended());
    }
}
