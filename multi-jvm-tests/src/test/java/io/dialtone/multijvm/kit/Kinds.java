package io.dialtone.multijvm.kit;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which programs the scenarios are played with. This is the one place to change when Dialtone learns to be a node: the same tests then
 * run with it, alone and mixed with nats-server.
 */
public final class Kinds {

    /** Whether what has gateways or leaf nodes in it is played with Dialtone. Until then {@code -Ddialtone.links=true} lets one try. */
    static final boolean DIALTONE_HAS_LINKS = Boolean.getBoolean("dialtone.links");

    private static final Mix NATS_SERVER = new Mix(List.of(NodeKind.NATS_SERVER));
    private static final Mix NATS_SERVERS = new Mix(List.of(NodeKind.NATS_SERVER, NodeKind.NATS_SERVER_2_10));
    private static final Mix DIALTONE = new Mix(List.of(NodeKind.DIALTONE));
    private static final Mix DIALTONE_AND_NATS_SERVERS =
            new Mix(List.of(NodeKind.DIALTONE, NodeKind.NATS_SERVER, NodeKind.NATS_SERVER_2_10));

    private Kinds() {}

    /** The nodes of a topology take these kinds in turn. */
    public record Mix(List<NodeKind> kinds) {

        public Mix {
            kinds = List.copyOf(kinds);
        }

        NodeKind of(int node) {
            return kinds.get(node % kinds.size());
        }

        @Override
        public String toString() {
            return String.join(" + ", kinds.stream().map(NodeKind::toString).toList());
        }
    }

    /** What every scenario is played with. */
    public static Stream<Mix> all() {
        return DIALTONE_HAS_LINKS
                ? Stream.of(NATS_SERVERS, DIALTONE, DIALTONE_AND_NATS_SERVERS)
                : Stream.of(NATS_SERVER, NATS_SERVERS);
    }

    /** What every scenario within one cluster is played with. */
    public static Stream<Mix> clusters() {
        return Stream.of(NATS_SERVERS, DIALTONE, DIALTONE_AND_NATS_SERVERS);
    }

    /** The programs themselves, for what a node does alone. */
    public static Stream<NodeKind> each() {
        return Stream.of(NodeKind.values());
    }
}
