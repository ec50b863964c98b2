package io.dialtone.embedded.streams;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Requests of one connection that wait for their answers, which all come by one subscription. */
final class Requests implements Receiver {
    private static final int RADIX = 36;

    private final String prefix;
    private final BiFunction<Duration, Runnable, Runnable> timer;
    private final Map<String, CompletableFuture<NatsMessage>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong made = new AtomicLong();
    private volatile @Nullable NatsException over;

    /** @param timer runs something after a while, and answers how to take that back */
    Requests(BiFunction<Duration, Runnable, Runnable> timer) {
        this.prefix = "_INBOX." + Long.toUnsignedString(new SecureRandom().nextLong(), RADIX) + ".";
        this.timer = timer;
    }

    /** What to subscribe to. */
    String subject() {
        return prefix + "*";
    }

    /** A request's subject for the answer, and the answer. */
    record Awaited(String replyTo, CompletableFuture<NatsMessage> answer) {}

    /** The answer completes on whichever thread brings it. */
    Awaited await(String subject, Duration timeout) {
        String token = Long.toString(made.incrementAndGet(), RADIX);
        CompletableFuture<NatsMessage> answer = new CompletableFuture<>();
        waiting.put(token, answer);
        Runnable cancel = timer.apply(timeout, () -> expire(token, subject, timeout));
        answer.whenComplete((message, failure) -> {
            waiting.remove(token);
            cancel.run();
        });
        NatsException why = over;
        if (why != null) {
            answer.completeExceptionally(why);
        }
        return new Awaited(prefix + token, answer);
    }

    private void expire(String token, String subject, Duration timeout) {
        CompletableFuture<NatsMessage> late = waiting.get(token);
        if (late != null) {
            late.completeExceptionally(
                    new RequestTimeoutException("no answer on \"" + subject + "\" in " + timeout.toMillis() + " ms"));
        }
    }

    @Override
    public boolean receive(NatsMessage message) {
        if (message.subject().length() > prefix.length()) {
            CompletableFuture<NatsMessage> answer =
                    waiting.get(message.subject().substring(prefix.length()));
            if (answer != null && message.saysNoResponders()) {
                answer.completeExceptionally(new NoRespondersException("nobody answers"));
            } else if (answer != null) {
                answer.complete(message);
            }
        }
        return true;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void end(@Nullable NatsException failure) {
        NatsException why = failure == null ? new ConnectionClosedException("the connection is closed") : failure;
        over = why;
        waiting.values().forEach(answer -> answer.completeExceptionally(why));
    }
}
