package io.dialtone.app.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.Deadline;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** What clients of two members of a cluster do with each other. */
public final class Exchange {
    private static final Duration LIMIT = Deadline.LIMIT;
    private static final Duration SOON = Duration.ofMillis(200);
    private static final AtomicInteger NEXT = new AtomicInteger();

    private Exchange() {}

    /** Everything, either way. */
    public static void everything(Member one, Member other) {
        try (Connection a = one.connect();
                Connection b = other.connect()) {
            for (int way = 0; way < 2; way++) {
                Connection from = way == 0 ? a : b;
                Connection to = way == 0 ? b : a;
                headersAndPayload(from, to, 16);
                headersAndPayload(from, to, 1024 * 1024 - 100);
                requestAndReply(from, to);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** A message of that size arrives as it was sent. */
    public static void headersAndPayload(Connection from, Connection to, int size) throws InterruptedException {
        String subject = subject();
        Subscription subscription = to.subscribe(subject + ".*");
        awaitInterest(from, subject, subscription);
        byte[] payload = new byte[size];
        for (int i = 0; i < size; i++) {
            payload[i] = (byte) (i * 31);
        }
        from.publish(NatsMessage.builder()
                .subject(subject + ".full")
                .headers(new Headers().add("Kind", "test"))
                .data(payload)
                .build());
        Message message = next(subscription, subject + ".full");
        assertThat(message.getData()).isEqualTo(payload);
        assertThat(message.getHeaders().getFirst("Kind")).isEqualTo("test");
        subscription.unsubscribe();
    }

    public static void requestAndReply(Connection from, Connection to) throws InterruptedException {
        String subject = subject();
        Dispatcher responder = to.createDispatcher(m -> to.publish(m.getReplyTo(), m.getData()));
        responder.subscribe(subject);
        assertThat(ask(from, subject, "hello")).isEqualTo("hello");
        to.closeDispatcher(responder);
    }

    /** Asks until somebody answers. */
    public static String ask(Connection from, String subject, String text) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                CompletableFuture<Message> answer = from.request(subject, text.getBytes(StandardCharsets.UTF_8));
                return new String(answer.get(1, TimeUnit.SECONDS).getData(), StandardCharsets.UTF_8);
            } catch (ExecutionException | TimeoutException | java.util.concurrent.CancellationException e) {
                if (System.nanoTime() - end > 0) {
                    throw new AssertionError("nobody answers " + subject, e);
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
    }

    /** Publishes on {@code subject.probe} until that arrives: then interest in it is known. */
    public static void awaitInterest(Connection from, String subject, Subscription subscription)
            throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        do {
            from.publish(subject + ".probe", new byte[0]);
            if (subscription.nextMessage(SOON) != null) {
                return;
            }
        } while (System.nanoTime() - end < 0);
        throw new AssertionError("no message on " + subject);
    }

    private static Message next(Subscription subscription, String subject) throws InterruptedException {
        while (true) {
            Message message = subscription.nextMessage(LIMIT);
            assertThat(message).as("a message on " + subject).isNotNull();
            if (message.getSubject().equals(subject)) {
                return message;
            }
        }
    }

    public static String subject() {
        return "exchange." + NEXT.incrementAndGet();
    }

    public static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
