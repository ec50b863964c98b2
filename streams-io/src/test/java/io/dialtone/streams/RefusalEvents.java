package io.dialtone.streams;

import io.dialtone.routing.Subscription;
import java.util.List;

/** Remembers refused publishes; nothing else is expected of a publisher. */
record RefusalEvents(List<String> refusals) implements ConnectionEvents {
    @Override
    public void publishRefused(String logLine) {
        refusals.add(logLine);
    }

    @Override
    public void control(List<ControlOperation> operations) {
        throw new IllegalStateException();
    }

    @Override
    public void pong() {
        throw new IllegalStateException();
    }

    @Override
    public void violated(ProtocolError error) {
        throw new IllegalStateException();
    }

    @Override
    public void inputEnded(CloseReason reason) {
        throw new IllegalStateException();
    }

    @Override
    public void tooSlow(CloseReason reason, String logLine) {
        throw new IllegalStateException();
    }

    @Override
    public void late(String logLine) {
        throw new IllegalStateException();
    }

    @Override
    public void recovered(String logLine) {
        throw new IllegalStateException();
    }

    @Override
    public void stalled(String logLine) {
        throw new IllegalStateException();
    }

    @Override
    public void exhausted(Subscription subscription) {
        throw new IllegalStateException();
    }

    @Override
    public void ended() {
        throw new IllegalStateException();
    }
}
