package io.dialtone.actors.monitor;

/**
 * Who the server is.
 *
 * @param id the public server nkey, {@code N...}
 * @param name the configured name, or the id
 * @param version the version announced to clients, without a leading {@code v}
 */
public record ServerIdentity(String id, String name, String version) {}
