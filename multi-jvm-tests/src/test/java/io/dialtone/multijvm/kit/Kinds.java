package io.dialtone.multijvm.kit;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which programs the scenarios are played with: the same tests run with nats-servers, whose behaviour is the measure, with Dialtone, and
 * with both in one system.
 */
public final class Kinds {

    private static final Mix NATS_SERVERS = new Mix(List.of(NodeKind.NATS_SERVER, NodeKind.NATS_SERVER_2_10));
    /** Dialtone alone. */
    public static final Mix DIALTONE = new Mix(List.of(NodeKind.DIALTONE));

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
        return Stream.of(NATS_SERVERS, DIALTONE, DIALTONE_AND_NATS_SERVERS);
    }

    /** Dialtone alone, and together with nats-servers, where what nats-servers do among themselves is of no interest. */
    public static Stream<Mix> withDialtone() {
        return Stream.of(DIALTONE, DIALTONE_AND_NATS_SERVERS);
    }

    /** Three servers of which one is not like the others. */
    public static Stream<Mix> oneOfThreeIsDifferent() {
        return Stream.of(
                new Mix(List.of(NodeKind.NATS_SERVER, NodeKind.NATS_SERVER_2_10, NodeKind.DIALTONE)),
                new Mix(List.of(NodeKind.DIALTONE, NodeKind.DIALTONE, NodeKind.NATS_SERVER)));
    }

    /** The programs themselves, for what a node does alone. */
    public static Stream<NodeKind> each() {
        return Stream.of(NodeKind.values());
    }
}
