package io.dialtone.app.nats.bench;

import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.wire.Address;
import io.dialtone.app.nats.wire.ClientException;
import io.dialtone.app.nats.wire.DirectConnection;
import io.dialtone.app.nats.wire.Frame;
import java.io.IOException;
import java.net.SocketTimeoutException;

/** Asks and waits for the answer before it asks again. */
final class Requester extends Worker {
    private final DirectConnection connection;
    private final Load load;
    private final int of;
    private final Address[] addresses;
    private final byte[] head;
    private final byte[] body;
    private boolean answered;
    private boolean nobody;

    Requester(Session session, Load load, int number, int of) throws IOException {
        super("requester", load.share(number, of));
        this.load = load;
        this.of = of;
        this.head = load.head();
        this.body = load.body(session);
        this.connection = DirectConnection.open(session.options("dialtone bench request " + (number + 1)));
        String inbox = connection.newInbox();
        this.addresses = load.addresses(inbox);
        connection.subscribe(inbox, "");
        connection.flush();
        connection.patience(session.timeout());
        connection.listen((sid, frame) -> took(frame));
    }

    private void took(Frame frame) {
        answered = true;
        nobody = frame.size() == 0 && frame.headers().isNoResponders();
    }

    @Override
    void work() throws IOException, InterruptedException {
        Pace pace = load.pace(of);
        for (long i = 0; i < expected(); i++) {
            ask(addresses[(int) (i % addresses.length)]);
            long wait = pace.due();
            if (wait > 0) {
                Pace.rest(wait);
            }
        }
    }

    private void ask(Address address) throws IOException {
        answered = false;
        long start = System.nanoTime();
        connection.publish(address, head, body);
        connection.send();
        try {
            while (!answered) {
                connection.read();
            }
        } catch (SocketTimeoutException e) {
            throw new ClientException.TimedOut("request to \"" + load.subject + "\"");
        }
        if (nobody) {
            throw new ClientException.NoResponders(load.subject);
        }
        latencies.record(System.nanoTime() - start);
        did(1, head.length + body.length);
    }

    @Override
    public void close() {
        connection.close();
    }
}
