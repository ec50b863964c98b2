package io.dialtone.app.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.Deadline;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** What clients of two servers say to each other, over whatever lies between them. Subjects begin with a word of the caller. */
final class Talk {
    static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofMillis(200);
    private static final int LARGE = 1024 * 1024;

    private final Connection from;
    private final Connection to;
    private final String word;

    /** @param word that the subjects begin with */
    Talk(Connection from, Connection to, String word) {
        this.from = from;
        this.to = to;
        this.word = word;
    }

    static Connection connect(String url) throws IOException, InterruptedException {
        return Nats.connect(new Options.Builder()
                .server(url)
                .noReconnect()
                .connectionTimeout(LIMIT)
                .build());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(Message message) {
        return new String(message.getData(), StandardCharsets.UTF_8);
    }

    /** Everything that has to cross. */
    void all() throws Exception {
        messages();
        headers();
        largePayloads();
        requests();
        queueGroups();
    }

    /** Waits until what is published on one side arrives at a subscription of the other, which is empty then. */
    void awaitInterest(Subscription subscription, String probe) throws InterruptedException {
        boolean crossed = false;
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!crossed && System.nanoTime() < end) {
            from.publish(probe, bytes("probe"));
            crossed = comes(subscription, probe, "probe", SOON);
        }
        assertThat(crossed).as("interest in " + probe + " has crossed").isTrue();
        from.publish(probe, bytes("last"));
        assertThat(comes(subscription, probe, "last", LIMIT))
                .as("the last probe")
                .isTrue();
    }

    /** Takes messages up to this one, or to a pause. A wildcard may have been sent others before, of its own side too. */
    private static boolean comes(Subscription subscription, String subject, String text, Duration pause)
            throws InterruptedException {
        Message message = subscription.nextMessage(pause);
        while (message != null
                && !(message.getSubject().equals(subject) && text(message).equals(text))) {
            message = subscription.nextMessage(pause);
        }
        return message != null;
    }

    void messages() throws InterruptedException {
        Subscription subscription = to.subscribe(word + ".plain.>");
        subscription.setPendingLimits(-1, -1);
        awaitInterest(subscription, word + ".plain.probe");
        int count = 500;
        for (int i = 0; i < count; i++) {
            from.publish(word + ".plain." + i % 7, bytes("m" + i));
        }
        for (int i = 0; i < count; i++) {
            Message message = subscription.nextMessage(LIMIT);
            assertThat(message).as("message " + i).isNotNull();
            assertThat(text(message)).isEqualTo("m" + i);
            assertThat(message.getSubject()).isEqualTo(word + ".plain." + i % 7);
        }
        subscription.unsubscribe();
    }

    void headers() throws InterruptedException {
        Subscription subscription = to.subscribe(word + ".headers.*");
        awaitInterest(subscription, word + ".headers.probe");
        from.publish(NatsMessage.builder()
                .subject(word + ".headers.x")
                .replyTo("back")
                .headers(new Headers().add("One", "1").add("Many", "a", "b"))
                .data("body")
                .build());
        Message message = subscription.nextMessage(LIMIT);
        assertThat(message).isNotNull();
        assertThat(text(message)).isEqualTo("body");
        assertThat(message.getReplyTo()).isEqualTo("back");
        assertThat(message.getHeaders().get("One")).containsExactly("1");
        assertThat(message.getHeaders().get("Many")).containsExactly("a", "b");
        subscription.unsubscribe();
    }

    void largePayloads() throws InterruptedException {
        Subscription subscription = to.subscribe(word + ".large.*");
        subscription.setPendingLimits(-1, -1);
        awaitInterest(subscription, word + ".large.probe");
        byte[] random = new byte[LARGE];
        new Random(42).nextBytes(random);
        byte[] same = new byte[LARGE];
        Arrays.fill(same, (byte) 'x');
        for (int i = 0; i < 4; i++) {
            from.publish(word + ".large.x", i % 2 == 0 ? random : same);
        }
        for (int i = 0; i < 4; i++) {
            Message message = subscription.nextMessage(LIMIT);
            assertThat(message).as("large message " + i).isNotNull();
            assertThat(Arrays.equals(message.getData(), i % 2 == 0 ? random : same))
                    .as("payload " + i)
                    .isTrue();
        }
        subscription.unsubscribe();
    }

    void requests() throws Exception {
        Dispatcher service =
                to.createDispatcher(request -> to.publish(request.getReplyTo(), bytes("echo " + text(request))));
        service.subscribe(word + ".service");
        awaitService(word + ".service");
        for (int i = 0; i < 50; i++) {
            Message answer = from.request(word + ".service", bytes("q" + i)).get(20, TimeUnit.SECONDS);
            assertThat(text(answer)).isEqualTo("echo q" + i);
        }
        to.closeDispatcher(service);
    }

    /** Asks until somebody is there. */
    void awaitService(String subject) {
        Deadline.await("a service on " + subject, () -> {
            try {
                return from.request(subject, bytes("there?"), Duration.ofSeconds(1)) != null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        });
    }

    /** Two members over there: each message goes to one of them, and both have their share. */
    void queueGroups() throws Exception {
        ConcurrentLinkedQueue<String> one = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<String> two = new ConcurrentLinkedQueue<>();
        Dispatcher first = to.createDispatcher(message -> one.add(text(message)));
        Dispatcher second = to.createDispatcher(message -> two.add(text(message)));
        first.subscribe(word + ".group", "g");
        second.subscribe(word + ".group", "g");
        Deadline.await("the group hears", () -> {
            from.publish(word + ".group", bytes("probe"));
            return !one.isEmpty() && !two.isEmpty();
        });
        from.publish(word + ".group", bytes("last"));
        Deadline.await("the last probe", () -> one.contains("last") || two.contains("last"));
        int count = 200;
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < count; i++) {
            expected.add("g" + i);
            from.publish(word + ".group", bytes("g" + i));
        }
        Deadline.awaitValue("messages of the group", () -> numbered(one, two).size(), n -> n >= count);
        assertThat(numbered(one, two)).hasSize(count).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(numbered(one)).isNotEmpty();
        assertThat(numbered(two)).isNotEmpty();
        to.closeDispatcher(first);
        to.closeDispatcher(second);
    }

    /** Without the probes, of which one may come to one member later than the last of them to the other. */
    private static List<String> numbered(Collection<String> heard) {
        return heard.stream().filter(text -> text.startsWith("g")).toList();
    }

    private static List<String> numbered(Collection<String> one, Collection<String> two) {
        List<String> all = new ArrayList<>(numbered(one));
        all.addAll(numbered(two));
        return all;
    }
}
