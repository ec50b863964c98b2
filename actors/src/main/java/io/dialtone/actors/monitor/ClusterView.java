package io.dialtone.actors.monitor;

import java.util.List;

/**
 * The cluster as its membership (Akka Cluster) has it on one node, {@code /clusterz}. Immutable.
 *
 * @param self address of this node
 * @param status of this node: joining, weaklyup, up, leaving, exiting, down, removed
 * @param leader address of the node that decides; empty while the nodes do not agree
 * @param oldest address of the node that has been there for the longest time; empty before there is one
 * @param members by address
 */
public record ClusterView(String self, String status, String leader, String oldest, List<Member> members) {
    /** Copies the list. */
    public ClusterView {
        members = List.copyOf(members);
    }

    /**
     * One node.
     *
     * @param status as above
     * @param roles as configured
     * @param serverId empty until the node has said who it is, as are the name and the address
     * @param route where it takes routes
     */
    public record Member(
            String address,
            String status,
            boolean reachable,
            List<String> roles,
            String serverId,
            String serverName,
            String route) {
        /** Copies the list. */
        public Member {
            roles = List.copyOf(roles);
        }
    }

    /** The addresses of those that cannot be reached. */
    public List<String> unreachable() {
        return members.stream().filter(m -> !m.reachable()).map(Member::address).toList();
    }
}
