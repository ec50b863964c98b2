package io.dialtone.app.nats.bench;

import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.wire.ClientException;
import io.dialtone.app.nats.wire.DirectConnection;
import io.dialtone.app.nats.wire.Frame;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Receives all messages that are published. */
final class Subscriber extends Worker {
    private static final int STRIDE = 64;

    private final DirectConnection connection;
    private final boolean stamped;
    private long received;
    private long size;
    private final byte[] stamp = new byte[Long.BYTES];

    /**
     * @param patience between two messages; zero for ever
     * @param stamped whether messages begin with the time at which they were written, in this process
     */
    Subscriber(Session session, Load load, int number, Duration patience, boolean stamped) throws IOException {
        super("subscriber", load.messages);
        this.stamped = stamped;
        this.connection = DirectConnection.open(session.options("dialtone bench sub " + (number + 1)));
        connection.subscribe(load.listened(), "");
        connection.flush();
        connection.patience(patience);
        connection.listen((sid, frame) -> took(frame));
    }

    private void took(Frame frame) {
        if (received == 0) {
            startNow();
        }
        received++;
        size += frame.size();
        if (stamped && frame.size() >= Long.BYTES) {
            for (int i = 0; i < Long.BYTES; i++) {
                stamp[i] = frame.at(i);
            }
            latencies.record(System.nanoTime() - (long) Publisher.STAMP.get(stamp, 0));
        }
    }

    @Override
    void work() throws IOException {
        try {
            while (received < expected()) {
                connection.read();
                if (received - done() >= STRIDE || received == expected()) {
                    did(received - done(), size - bytes());
                }
            }
        } catch (SocketTimeoutException e) {
            throw new ClientException("received " + received + " of " + expected() + " messages, and then no more", e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
