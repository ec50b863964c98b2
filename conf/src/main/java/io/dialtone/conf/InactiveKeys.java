package io.dialtone.conf;

import java.util.List;
import java.util.Set;

/**
 * The keys that are read and checked but do not act yet. This is the only list of them: a feature that arrives takes its keys
 * out, and start-up warning and documentation follow.
 */
final class InactiveKeys {
    private static final Set<String> PATHS = Set.of(
            // Other servers
            "leafnodes.remotes.jetstream_cluster_migrate",
            // Other protocols, persistence
            "mqtt",
            "jetstream",
            "store_dir",
            "default_js_domain",
            "feature_flags",
            // Operators, system account, keys
            "accounts.nkey",
            "accounts.jetstream",
            // Matches are always cached
            "disable_sublist_cache",
            // Certificate status
            "ocsp",
            "ocsp_cache",
            "tls.ocsp_peer",
            // Go's profiler has no counterpart
            "prof_port",
            "prof_block_rate");

    private InactiveKeys() {}

    /** Whether a key of the table does not act, by itself or because its block does not. */
    static boolean contains(String path) {
        return PATHS.stream().anyMatch(p -> path.equals(p) || path.startsWith(p + "."));
    }

    /** Those of the used keys that do not act; of a block that does not act only the block. */
    static List<String> among(Set<String> used) {
        return used.stream().filter(PATHS::contains).sorted().toList();
    }

    static Set<String> paths() {
        return PATHS;
    }
}
