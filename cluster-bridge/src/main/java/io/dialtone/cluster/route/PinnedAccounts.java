package io.dialtone.cluster.route;

import java.util.Set;

/** The accounts with a connection of their own to each server, as {@link Routes} has set them. Any thread. */
final class PinnedAccounts {
    private volatile Set<String> names = Set.of();

    void set(Set<String> now) {
        names = Set.copyOf(now);
    }

    Set<String> names() {
        return names;
    }

    boolean contains(String account) {
        return names.contains(account);
    }
}
