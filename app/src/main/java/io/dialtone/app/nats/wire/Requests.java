package io.dialtone.app.nats.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Requests of a client, and the answers to each. */
public final class Requests {
    private static final int MOST = 1 << 20;

    private final Client client;

    public Requests(Client client) {
        this.client = client;
    }

    /** An answer, and when it came after the request was sent. */
    public record Answer(Message message, Duration after) {}

    /** Asks, and answers the first answer. */
    public Answer one(String subject, Headers headers, byte[] body, Duration patience) throws ClientException {
        List<Answer> all = new ArrayList<>();
        all(subject, headers, body, patience, patience, answer -> {
            all.add(answer);
            return false;
        });
        if (all.isEmpty()) {
            throw new ClientException.TimedOut("request to \"" + subject + "\"");
        }
        return all.getFirst();
    }

    /**
     * Asks, and gives all answers until the time is up, none has come for a while, or the listener has had enough.
     *
     * @param patience for all
     * @param stall for each after the first
     * @param listener answers whether it wants more
     */
    public void all(
            String subject, Headers headers, byte[] body, Duration patience, Duration stall, Predicate<Answer> listener)
            throws ClientException {
        BlockingQueue<Answer> answers = new LinkedBlockingQueue<>(MOST);
        String inbox = client.newInbox();
        long start = System.nanoTime();
        Subscription subscription = client.subscribe(
                inbox,
                "",
                frame -> answers.offer(new Answer(frame.message(), Duration.ofNanos(System.nanoTime() - start))));
        try {
            client.publish(new Message(subject, inbox, headers, body));
            client.send();
            gather(subject, answers, start, patience, stall, listener);
        } finally {
            client.unsubscribe(subscription);
        }
    }

    private static void gather(
            String subject,
            BlockingQueue<Answer> answers,
            long start,
            Duration patience,
            Duration stall,
            Predicate<Answer> listener)
            throws ClientException {
        long end = start + patience.toNanos();
        long wait = patience.toNanos();
        while (true) {
            Answer answer = poll(answers, Math.min(wait, end - System.nanoTime()));
            if (answer == null) {
                return;
            }
            if (answer.message().headers().isNoResponders()) {
                throw new ClientException.NoResponders(subject);
            }
            if (!listener.test(answer)) {
                return;
            }
            wait = stall.toNanos();
        }
    }

    private static @Nullable Answer poll(BlockingQueue<Answer> answers, long nanos) throws ClientException {
        try {
            return answers.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException("interrupted", e);
        }
    }
}
