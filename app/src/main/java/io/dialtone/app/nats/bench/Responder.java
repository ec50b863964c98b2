package io.dialtone.app.nats.bench;

import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.wire.Address;
import io.dialtone.app.nats.wire.DirectConnection;
import io.dialtone.app.nats.wire.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Answers requests, in a group with others of its kind, until it is ended or has answered as many as were asked for. */
final class Responder extends Worker {
    private static final String QUEUE = "bench";
    private static final byte[] NO_HEAD = {};

    private final DirectConnection connection;
    private final Load load;
    private final byte[] body;

    /** @param expected 0 for any number */
    Responder(Session session, Load load, int number, long expected) throws IOException {
        super("server", expected);
        this.load = load;
        this.body = load.body(session);
        this.connection = DirectConnection.open(session.options("dialtone bench serve " + (number + 1)));
        connection.subscribe(load.listened(), QUEUE);
        connection.flush();
        connection.listen((sid, frame) -> answer(frame));
    }

    private void answer(Frame frame) {
        String reply = frame.reply();
        if (reply.isEmpty()) {
            return;
        }
        try {
            connection.publish(Address.of(reply, ""), NO_HEAD, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        did(1, body.length);
    }

    @Override
    void work() throws IOException, InterruptedException {
        try {
            while (expected() == 0 || done() < expected()) {
                connection.read();
                if (!load.sleep.isZero()) {
                    Pace.rest(load.sleep.toNanos());
                }
                // What else was read is answered before anything is sent.
                if (!connection.hasMore() || !load.sleep.isZero()) {
                    connection.send();
                }
            }
            connection.send();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
