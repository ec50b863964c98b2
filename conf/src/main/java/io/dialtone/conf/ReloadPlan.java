package io.dialtone.conf;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a reload has to do, or why it cannot be done. One refusal refuses all of it: then nothing may be applied.
 *
 * @param refusals why not, in nats-server's order and words; nats-server reports only the first; empty: the reload may go on
 * @param logLines what to log at INF when it is applied, in order, without the closing "Reloaded server configuration" line
 * @param changes what has to be acted on
 */
public record ReloadPlan(List<String> refusals, List<String> logLines, Set<Change> changes) {
    /** A group of options that one part of the server acts on. */
    public enum Change {
        /** Sinks, times and levels of the log. */
        LOGGING,
        /** Whether clients are traced. */
        TRACE,
        /** TLS of new client connections. Always set while TLS is on: the files are read again. */
        TLS,
        /** Users, tokens, permissions, accounts, or the time to authenticate. */
        AUTHORIZATION,
        /** Imports, exports, limits or mappings of accounts, or mappings of the global account. */
        ACCOUNTS,
        /** What clients are told to connect to. */
        CLIENT_ADVERTISE,
        /** The number of clients. */
        MAX_CONNECTIONS,
        /** The longest protocol line. */
        MAX_CONTROL_LINE,
        /** The largest message. */
        MAX_PAYLOAD,
        /** Interval or number of pings. */
        PING,
        /** Time for one write. */
        WRITE_DEADLINE,
        /** Whether fast producers are stalled. */
        PRODUCER_STALL,
        /** The length of traced payloads. */
        MAX_TRACED_MSG_LEN,
        /** The file with the process id. */
        PID_FILE,
        /** The directory for the ports file. */
        PORTS_FILE,
        /** Routes, their authorization and permissions. */
        CLUSTER,
        /** Remotes and compression of leaf nodes. */
        LEAF_NODES,
        /** Persistence on, off or larger. */
        JETSTREAM,
        /** MQTT timers and limits. */
        MQTT,
        /** Tags, metadata, reports, sentinel, proxies, certificate status, profiler. */
        OTHERS
    }

    /** Copies the collections. */
    public ReloadPlan {
        refusals = List.copyOf(refusals);
        logLines = List.copyOf(logLines);
        changes = changes.isEmpty() ? Set.of() : Set.copyOf(changes);
    }

    /** Whether it may be applied. */
    public boolean isAccepted() {
        return refusals.isEmpty();
    }

    /** Compares the running options with new ones. Both as {@link OptionsFile} gave them, with the command line on top. */
    public static ReloadPlan between(Options running, Options wanted) {
        Draft draft = new Draft();
        for (ReloadRules.Rule rule : ReloadRules.ALL) {
            rule.compare(running, wanted, draft);
        }
        return new ReloadPlan(draft.refusals, draft.logLines, draft.changes);
    }

    /** The plan while rules add to it. */
    static final class Draft {
        private final List<String> refusals = new ArrayList<>();
        private final List<String> logLines = new ArrayList<>();
        private final Set<Change> changes = EnumSet.noneOf(Change.class);

        void refuse(String refusal) {
            refusals.add(refusal);
        }

        void log(String line) {
            logLines.add(line);
        }

        void change(Change change) {
            changes.add(change);
        }
    }
}
