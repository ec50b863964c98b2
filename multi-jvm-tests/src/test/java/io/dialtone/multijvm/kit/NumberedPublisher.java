package io.dialtone.multijvm.kit;

import io.nats.client.Connection;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One publisher of a {@link NumberedLoad}. Skips its turn while it is not connected, so that all it numbers was really sent. */
final class NumberedPublisher {

    private final String name;
    private final String subject;
    private final AtomicInteger epoch = new AtomicInteger();
    private volatile @Nullable Connection connection;
    private int next;

    NumberedPublisher(String name, String subject) {
        this.name = name;
        this.subject = subject;
    }

    String name() {
        return name;
    }

    String subject() {
        return subject;
    }

    void use(Connection connected) {
        connection = connected;
    }

    /** What is sent from now on goes, or has gone, over another connection. */
    void reconnected() {
        epoch.incrementAndGet();
    }

    synchronized void publish() {
        Connection now = connection;
        if (now != null && now.getStatus() == Connection.Status.CONNECTED) {
            Numbered message = new Numbered(name, epoch.get(), next++, System.nanoTime());
            now.publish(subject, message.bytes());
        }
    }

    /** Sends one more, again and again, until one has arrived: whatever was on its way before it has then arrived as well. */
    void awaitLast(Arrivals receiver) {
        long since = System.nanoTime();
        Deadline.awaitNothingMissing("what is on its way arrives", () -> {
            publish();
            return receiver.hasFrom(name, since) ? "" : receiver.name() + " got nothing of late from " + name;
        });
    }
}
