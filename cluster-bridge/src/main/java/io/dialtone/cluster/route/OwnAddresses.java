package io.dialtone.cluster.route;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

/**
 * Keeps a server from dialling its own listener: the same list of routes is often given to all members of a cluster.
 *
 * @param interfaces addresses of this machine, or the single one that is listened on
 * @param port of the own listener
 */
public record OwnAddresses(Set<InetAddress> interfaces, int port) {
    /** Copies the set. */
    public OwnAddresses {
        interfaces = Set.copyOf(interfaces);
    }

    /** Whether this is the own listener. */
    public boolean include(InetAddress address, int otherPort) {
        return otherPort == port && interfaces.contains(address);
    }

    /** What is left of the addresses of a host; empty although the host has some: it is this server, never dial it. */
    public List<InetSocketAddress> othersAmong(List<InetAddress> resolved, int otherPort) {
        return resolved.stream()
                .filter(address -> !include(address, otherPort))
                .map(address -> new InetSocketAddress(address, otherPort))
                .toList();
    }
}
