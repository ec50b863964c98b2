package io.dialtone.app.nats.message;

import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.wire.Client;
import io.dialtone.app.nats.wire.ClientException;
import io.dialtone.app.nats.wire.Events;
import io.dialtone.app.nats.wire.Message;
import io.dialtone.app.nats.wire.ServerUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way from the thread that reads to the one that shows them. When that one is behind, reading waits: the server
 * decides what becomes of a slow consumer, memory here does not grow.
 */
final class Listening {
    private static final int MOST_WAITING = 4096;

    private final BlockingQueue<Message> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Client client;
    private volatile @Nullable String end;

    Listening(Session session, String name) throws IOException {
        this.client = Client.connect(session.options(name), new Ending(session.warnings()));
    }

    /** What the user is told, and that there is nothing to wait for any more. */
    private final class Ending implements Events {
        private final Events told;

        Ending(Events told) {
            this.told = told;
        }

        @Override
        public void error(String text) {
            told.error(text);
        }

        @Override
        public void disconnected(String reason) {
            told.disconnected(reason);
        }

        @Override
        public void reconnected(ServerUrl url) {
            told.reconnected(url);
        }

        @Override
        public void ended(String reason) {
            end = reason;
        }
    }

    Client client() {
        return client;
    }

    void subscribe(String subject, String queue) throws ClientException {
        client.subscribe(subject, queue, frame -> put(frame.message()));
    }

    private void put(Message message) {
        try {
            waiting.put(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether somebody waits to be shown. */
    boolean hasMore() {
        return !waiting.isEmpty();
    }

    /**
     * Waits for the next message.
     *
     * @param patience null for ever
     * @return null when none came in that time
     * @throws ClientException when the connection has ended for good
     */
    @Nullable
    Message next(@Nullable Duration patience) throws ClientException, InterruptedException {
        long deadline = patience == null ? Long.MAX_VALUE : System.nanoTime() + patience.toNanos();
        while (true) {
            long left = patience == null ? Long.MAX_VALUE : deadline - System.nanoTime();
            Message message = waiting.poll(Math.min(left, TimeUnit.MILLISECONDS.toNanos(200)), TimeUnit.NANOSECONDS);
            if (message != null) {
                return message;
            }
            String reason = end;
            if (reason != null) {
                throw new ClientException(reason);
            }
            if (left <= 0) {
                return null;
            }
        }
    }
}
