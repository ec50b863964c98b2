package io.dialtone.actors;

import java.util.ArrayList;
import java.util.List;

/**
 * Where clients reach a cluster over one kind of port, as they are told.
 *
 * @param others of the other servers, {@code host:port}
 * @param met whether there has ever been another; before, nobody is told anything
 */
record ClusterUrls(List<String> others, boolean met) {
    static final ClusterUrls NONE = new ClusterUrls(List.of(), false);

    ClusterUrls with(List<String> now) {
        return new ClusterUrls(List.copyOf(now), met || !now.isEmpty());
    }

    /** All of them, this server's own first. */
    List<String> all(List<String> own) {
        if (!met) {
            return List.of();
        }
        List<String> all = new ArrayList<>(own);
        all.addAll(others);
        return all;
    }
}
