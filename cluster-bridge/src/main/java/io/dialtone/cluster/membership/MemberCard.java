package io.dialtone.cluster.membership;

/**
 * What a member says of itself.
 *
 * @param serverId the public key that identifies this run of the server
 * @param route where it takes routes, {@code host:port}
 */
record MemberCard(String serverId, String serverName, String route) {}
