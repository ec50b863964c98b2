package io.dialtone.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One writer, several readers. The writer adds and removes transient subscriptions around a few that stay; whatever the
 * interleaving, a reader sees each of those that stay exactly once, and each transient one at most once. (A reader that
 * began before a squeeze of a set walks the array from before it, in which those that stay stand as they stood.)
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class SubjectIndexConcurrencyTest {
    private static final int WRITES = 200_000;

    private final ExecutorService pool = Executors.newFixedThreadPool(3);
    private final SubjectSpace space = new SubjectSpace();
    private final AtomicBoolean over = new AtomicBoolean();

    @AfterEach
    void stopThreads() {
        pool.shutdownNow();
    }

    @Test
    void plainSubscribersThatStayAreSeenExactlyOnce() throws Exception {
        String[] patterns = {"foo.bar", "foo.*", "foo.>", "*.bar", ">"};
        List<Subscription> staying = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            staying.add(Subscriptions.plain(patterns[i % patterns.length], i));
        }
        readersAgainstWriter(staying, n -> Subscriptions.plain(patterns[n % patterns.length], 1000 + n));
    }

    @Test
    void queueMembersThatStayAreSeenExactlyOnce() throws Exception {
        String[] patterns = {"foo.bar", "foo.*", ">"};
        List<Subscription> staying = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            staying.add(Subscriptions.queue(patterns[i % patterns.length], "g" + i % 2, i));
        }
        readersAgainstWriter(staying, n -> Subscriptions.queue(patterns[n % patterns.length], "g" + n % 3, 1000 + n));
    }

    @Test
    void subjectsThatStayAreFoundWhileOthersComeAndGoAroundThem() throws Exception {
        List<Subscription> staying = List.of(Subscriptions.plain("foo.bar", 1));
        // The same slice, so the same table and tree.
        readersAgainstWriter(
                staying, n -> n % 2 == 0 ? Subscriptions.plain("foo." + n) : Subscriptions.plain("foo." + n + ".*"));
    }

    private void readersAgainstWriter(List<Subscription> staying, IntFunction<Subscription> transients)
            throws Exception {
        staying.forEach(s -> Subscriptions.slice(space, s).add(s));
        List<Future<Integer>> readers = new ArrayList<>();
        readers.add(pool.submit(reader(staying, false)));
        readers.add(pool.submit(reader(staying, true)));
        write(transients);
        over.set(true);
        for (Future<Integer> r : readers) {
            assertThat(r.get(30, TimeUnit.SECONDS)).as("walks").isPositive();
        }
        assertThat(space.size()).isEqualTo(staying.size());
    }

    private void write(IntFunction<Subscription> transients) {
        Random random = new Random(3);
        List<Subscription> now = new ArrayList<>();
        for (int n = 0; n < WRITES; n++) {
            if (now.isEmpty() || now.size() < 100 && random.nextBoolean()) {
                Subscription s = transients.apply(n);
                now.add(s);
                Subscriptions.slice(space, s).add(s);
            } else {
                Subscription s = now.remove(random.nextInt(now.size()));
                Subscriptions.slice(space, s).remove(s);
            }
        }
        now.forEach(s -> Subscriptions.slice(space, s).remove(s));
    }

    private Callable<Integer> reader(List<Subscription> staying, boolean cached) {
        return () -> {
            MatchCache cache = new MatchCache(space);
            MatchResult fresh = new MatchResult();
            byte[] subject = ByteText.bytes("foo.bar");
            int walks = 0;
            do {
                if (!cached) {
                    space.match(subject, 0, subject.length, fresh);
                }
                MatchResult result = cached ? cache.match(subject, 0, subject.length) : fresh;
                Map<Subscription, Integer> seen = new HashMap<>();
                Subscriptions.found(result).values().forEach(l -> l.forEach(s -> seen.merge(s, 1, Integer::sum)));
                assertThat(seen.values()).as("times each was seen").containsOnly(1);
                assertThat(seen.keySet()).containsAll(staying);
                walks++;
            } while (!over.get());
            return walks;
        };
    }

    @Test
    void aMatchThatBeginsAfterAddReturnedSeesTheSubscription() throws Exception {
        byte[] subject = ByteText.bytes("seq.x");
        Subscription[] latest = new Subscription[1];
        Object handover = new Object();
        Future<Integer> reader = pool.submit(() -> {
            MatchCache cache = new MatchCache(space);
            int checks = 0;
            while (!over.get()) {
                synchronized (handover) {
                    Subscription s = latest[0];
                    if (s != null) {
                        assertThat(cache.match(subject, 0, subject.length).all())
                                .containsExactly(s);
                        checks++;
                    }
                }
            }
            return checks;
        });
        String[] patterns = {"seq.x", "seq.*", ">"};
        for (int n = 0; n < 50_000 || latest[0] == null; n++) {
            synchronized (handover) {
                Subscription before = latest[0];
                if (before != null) {
                    Subscriptions.slice(space, before).remove(before);
                }
                Subscription s = Subscriptions.plain(patterns[n % patterns.length], n);
                Subscriptions.slice(space, s).add(s);
                latest[0] = s;
            }
        }
        over.set(true);
        assertThat(reader.get(30, TimeUnit.SECONDS)).isNotNegative();
        assertThat(Arrays.asList(latest)).doesNotContainNull();
    }
}
