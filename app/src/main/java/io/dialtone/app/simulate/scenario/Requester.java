package io.dialtone.app.simulate.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Asks the service again and again, one request after the other, in a thread of its own until it is closed. */
final class Requester implements AutoCloseable {

    /** Longer than the longest way there and back takes on a machine that has other things to do. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final long PAUSE_MS = 10;
    private static final long PAUSE_WITHOUT_SERVER_MS = 200;

    private final IntSupplier port;
    private final String name;
    private final Tally tally;
    private final BlockingQueue<Client.Message> answers = new LinkedBlockingQueue<>();
    private final Thread thread;
    private @Nullable Client client;
    private long requests;

    private Requester(IntSupplier port, String name, Tally tally) {
        this.port = port;
        this.name = name;
        this.tally = tally;
        this.thread = Thread.ofVirtual().name("requester-" + name).unstarted(this::run);
    }

    /** @param port of the server, where it has one now */
    static Requester start(IntSupplier port, String name, Tally tally) {
        Requester requester = new Requester(port, name, tally);
        requester.thread.start();
        return requester;
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    ask(connected());
                    Thread.sleep(PAUSE_MS);
                } catch (IOException e) {
                    drop();
                    Thread.sleep(PAUSE_WITHOUT_SERVER_MS);
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            drop();
        }
    }

    private Client connected() throws IOException {
        Client now = client;
        if (now == null || !now.isOpen()) {
            now = Client.connect(
                    port.getAsInt(), "requester-" + name, inbox() + "*", (from, message) -> answers.add(message));
            client = now;
        }
        return now;
    }

    private String inbox() {
        return "_INBOX.simulate-" + name + ".";
    }

    private void ask(Client by) throws IOException, InterruptedException {
        String reply = inbox() + ++requests;
        long start = System.nanoTime();
        by.publish(Members.SUBJECT, reply, "who?");
        long end = start + PATIENCE.toNanos();
        while (true) {
            Client.Message answer = answers.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (answer == null) {
                tally.lost(start);
                return;
            }
            // A late answer to a request that was given up is none to this one.
            if (answer.subject().equals(reply)) {
                count(answer, start);
                return;
            }
        }
    }

    private void count(Client.Message answer, long start) {
        if (answer.nobody()) {
            tally.lost(start);
        } else {
            tally.answered(answer.payload(), start);
        }
    }

    private void drop() {
        Client now = client;
        client = null;
        if (now != null) {
            now.close();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
