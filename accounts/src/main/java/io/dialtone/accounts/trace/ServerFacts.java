package io.dialtone.accounts.trace;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The server as its events describe it.
 *
 * @param name of the server
 * @param host that it listens on
 * @param id public key of this run
 * @param cluster name of its cluster; empty: none
 * @param version that it says it is
 * @param tags free words
 * @param metadata free pairs
 * @param featureFlags switches
 * @param sequence number of this event, one more for each that the server sends
 * @param time when it is sent
 */
public record ServerFacts(
        String name,
        String host,
        String id,
        String cluster,
        String version,
        List<String> tags,
        Map<String, String> metadata,
        Map<String, Boolean> featureFlags,
        long sequence,
        Instant time) {
    /** Copies the collections. */
    public ServerFacts {
        tags = List.copyOf(tags);
        metadata = Map.copyOf(metadata);
        featureFlags = Map.copyOf(featureFlags);
    }
}
