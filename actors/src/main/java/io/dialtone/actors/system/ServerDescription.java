package io.dialtone.actors.system;

import java.util.List;
import java.util.Map;

/**
 * A server as it names itself in everything it publishes.
 *
 * @param name configured, or the id
 * @param host where clients connect
 * @param id its public key
 * @param cluster empty for none
 * @param domain of JetStream, empty for none
 * @param version of nats-server that it behaves like
 * @param tags configured
 * @param metadata configured
 * @param featureFlags by name
 */
public record ServerDescription(
        String name,
        String host,
        String id,
        String cluster,
        String domain,
        String version,
        List<String> tags,
        Map<String, String> metadata,
        Map<String, Boolean> featureFlags) {
    /** Copies the collections. */
    public ServerDescription {
        tags = List.copyOf(tags);
        metadata = Map.copyOf(metadata);
        featureFlags = Map.copyOf(featureFlags);
    }
}
