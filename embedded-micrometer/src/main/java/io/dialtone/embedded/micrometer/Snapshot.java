package io.dialtone.embedded.micrometer;

import io.dialtone.embedded.AccountMetrics;
import io.dialtone.embedded.EmbeddedServer;
import io.dialtone.embedded.ServerMetrics;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A server at one moment.
 *
 * @param running whether it runs; if not, the figures are the last that were seen
 * @param server null when none have been seen
 * @param accounts by name
 */
record Snapshot(boolean running, @Nullable ServerMetrics server, Map<String, AccountMetrics> accounts) {
    static final Snapshot NONE = new Snapshot(false, null, Map.of());

    /** The server now, or as it was when it ran. */
    static Snapshot of(EmbeddedServer server, Snapshot before) {
        if (!server.isRunning()) {
            return before.ended();
        }
        try {
            Map<String, AccountMetrics> accounts = new TreeMap<>();
            server.accountMetrics().forEach(account -> accounts.put(account.account(), account));
            return new Snapshot(true, server.metrics(), accounts);
        } catch (RuntimeException e) {
            // It stops at this moment.
            return before.ended();
        }
    }

    private Snapshot ended() {
        return running ? new Snapshot(false, server, accounts) : this;
    }
}
