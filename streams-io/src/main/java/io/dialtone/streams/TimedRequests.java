package io.dialtone.streams;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Requests of other servers that were delivered to a connection and whose answers are to be timed: their reply says so by its
 * end. Whoever delivers adds, the connection's own loop takes out; what is never answered is forgotten.
 */
final class TimedRequests {
    private static final long WINDOW_NANOS = Duration.ofMinutes(2).toNanos();
    /** Of {@code _R_.<account>.<request>.<server>.T}. */
    private static final int SHORTEST = 16;

    private final ConcurrentHashMap<String, Timed> requests = new ConcurrentHashMap<>();
    private volatile long clearedAt = System.nanoTime();

    /** A request, and when it was delivered. */
    record Timed(byte[] request, long at) {}

    /** Whether the answers to {@code subject[from, from + length)} are timed. */
    static boolean isTimed(byte[] subject, int from, int length) {
        int end = from + length;
        return length >= SHORTEST && subject[end - 1] == 'T' && subject[end - 2] == '.';
    }

    /** A request is delivered. */
    void add(byte[] reply, byte[] request) {
        long now = System.nanoTime();
        requests.put(key(reply, 0, reply.length), new Timed(request, now));
        if (now - clearedAt > WINDOW_NANOS) {
            clearedAt = now;
            requests.values().removeIf(timed -> now - timed.at > WINDOW_NANOS);
        }
    }

    /** What a publish to {@code subject[from, from + length)} answers; null for nothing. */
    @Nullable
    Timed take(byte[] subject, int from, int length) {
        return requests.isEmpty() || !isTimed(subject, from, length)
                ? null
                : requests.remove(key(subject, from, length));
    }

    private static String key(byte[] subject, int from, int length) {
        return new String(subject, from, length, StandardCharsets.ISO_8859_1);
    }
}
