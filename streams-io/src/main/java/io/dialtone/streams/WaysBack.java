package io.dialtone.streams;

import io.dialtone.routing.ByteText;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The replies that a connection was given in their plain form although they lead to another cluster: for two seconds its
 * answers take the way that came with the request, then the ordinary one. Whoever delivers adds, the connection's own loop
 * looks.
 */
final class WaysBack {
    private static final long WINDOW_NANOS = Duration.ofSeconds(2).toNanos();

    private final ConcurrentHashMap<Reply, Way> ways = new ConcurrentHashMap<>();
    private final Reply probe = new Reply();
    private volatile long clearedAt = System.nanoTime();

    /** Where a reply leads, and until when that counts. */
    private record Way(byte[] routed, long until) {}

    /** A reply subject, as a range of bytes. */
    private static final class Reply {
        private byte[] bytes = {};
        private int from;
        private int length;
        private int hash;

        Reply set(byte[] newBytes, int newFrom, int newLength) {
            bytes = newBytes;
            from = newFrom;
            length = newLength;
            hash = ByteText.hash(newBytes, newFrom, newLength);
            return this;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Reply r
                    && r.hash == hash
                    && java.util.Arrays.equals(r.bytes, r.from, r.from + r.length, bytes, from, from + length);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /**
     * A message with this reply is delivered.
     *
     * @param routed what it came with; neither array may change
     */
    void add(byte[] reply, byte[] routed) {
        long now = System.nanoTime();
        ways.put(new Reply().set(reply, 0, reply.length), new Way(routed, now + WINDOW_NANOS));
        if (now - clearedAt > WINDOW_NANOS) {
            clear(now);
        }
    }

    /** Where a publish to {@code subject[from, from + length)} leads instead; null for nowhere else. */
    byte @Nullable [] find(byte[] subject, int from, int length) {
        if (ways.isEmpty()) {
            return null;
        }
        long now = System.nanoTime();
        Way way = ways.get(probe.set(subject, from, length));
        if (way != null && now - way.until <= 0) {
            return way.routed;
        }
        if (now - clearedAt > WINDOW_NANOS) {
            clear(now);
        }
        return null;
    }

    private void clear(long now) {
        clearedAt = now;
        ways.values().removeIf(way -> now - way.until > 0);
    }
}
