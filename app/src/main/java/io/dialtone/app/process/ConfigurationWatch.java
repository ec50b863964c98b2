package io.dialtone.app.process;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks from time to time whether the files of a configuration, or the certificates and keys that it names, have changed, and says
 * so. It compares contents, not times: a mounted ConfigMap or Secret of Kubernetes changes by exchanging a link above its files.
 *
 * <p>A change counts when two looks in a row see the same, so that a file that is being written is not read half done; and it is
 * said once, also when it turns out to be of no use. Does not run unless {@code reload_on_change} is set.
 */
final class ConfigurationWatch {
    /** Whatever is configured, this is not a way to keep a processor busy. */
    private static final Duration SHORTEST = Duration.ofMillis(20);

    private final Runnable changed;

    /** What is looked at; null before the first configuration. */
    private volatile @Nullable Followed followed;

    /** Runs while there is something to look at; guarded by this. */
    private @Nullable Thread thread;

    private record Followed(Duration interval, Map<String, Integer> files) {}

    /** @param changed called, in the thread of the watch, when files have changed */
    ConfigurationWatch(Runnable changed) {
        this.changed = changed;
    }

    /** Looks from now on whether files are as they were when this configuration was read. */
    synchronized void follow(Configuration configuration) {
        Duration interval = configuration.options().process().reloadOnChange();
        followed = new Followed(interval, configuration.files());
        if (interval.isPositive() && thread == null && !configuration.files().isEmpty()) {
            Thread fresh = new Thread(this::look, "configuration-watch");
            fresh.setDaemon(true);
            thread = fresh;
            fresh.start();
        }
    }

    /** Whether there is (still) something to look at; if not, the thread ends and the next configuration may start another. */
    private synchronized @Nullable Followed current() {
        Followed now = followed;
        if (now == null || !now.interval().isPositive()) {
            thread = null;
            return null;
        }
        return now;
    }

    private void look() {
        Map<String, Integer> before = Map.of();
        Map<String, Integer> said = Map.of();
        Followed now = current();
        while (now != null) {
            try {
                Thread.sleep(now.interval().compareTo(SHORTEST) < 0 ? SHORTEST : now.interval());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            now = current();
            if (now == null) {
                return;
            }
            Map<String, Integer> there = FileHashes.of(now.files().keySet());
            if (!there.equals(now.files()) && there.equals(before) && !there.equals(said)) {
                said = there;
                changed.run();
            }
            before = there;
        }
    }
}
