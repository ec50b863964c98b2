package io.dialtone.app.nats.bench;

import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.wire.Address;
import io.dialtone.app.nats.wire.Client;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Publishes as fast as it may. */
final class Publisher extends Worker {
    static final VarHandle STAMP = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Figures for who shows the progress are brought up to date so often. */
    private static final int STRIDE = 64;

    private final Client client;
    private final Load load;
    private final Address[] addresses;
    private final byte[] head;
    private final byte[] body;
    private final boolean stamped;
    private final int of;

    /** @param stamped whether each message begins with the time at which it was written */
    Publisher(Session session, Load load, int number, int of, boolean stamped) throws IOException {
        super("publisher", load.share(number, of));
        this.load = load;
        this.of = of;
        this.addresses = load.addresses("");
        this.head = load.head();
        this.body = load.body(session);
        this.stamped = stamped && body.length >= Long.BYTES;
        this.client = session.connect("dialtone bench pub " + (number + 1));
    }

    @Override
    void work() throws IOException, InterruptedException {
        Pace pace = load.pace(of);
        long size = (long) head.length + body.length;
        long told = 0;
        for (long i = 0; i < expected(); i++) {
            if (stamped) {
                STAMP.set(body, 0, System.nanoTime());
            }
            client.publish(addresses[(int) (i % addresses.length)], head, body);
            long wait = pace.due();
            if (wait > 0) {
                client.send();
                Pace.rest(wait);
            }
            if (i - told >= STRIDE) {
                did(i - told, (i - told) * size);
                told = i;
            }
        }
        client.confirm();
        did(expected() - told, (expected() - told) * size);
    }

    @Override
    public void close() {
        client.close();
    }
}
