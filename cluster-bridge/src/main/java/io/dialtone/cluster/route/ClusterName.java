package io.dialtone.cluster.route;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Name of the own cluster, and how servers that disagree come to one: a generated name gives way to a configured one, and of two
 * generated ones the smaller gives way. Immutable.
 *
 * @param name never empty
 * @param dynamic the name was generated
 */
public record ClusterName(String name, boolean dynamic) {
    /** What a peer's name means for the link and for the own name. */
    public sealed interface Verdict {
        /** The names agree. */
        record Same() implements Verdict {}

        /**
         * The own name gives way: routes to all but this peer are closed, for they were made under the old name.
         *
         * @param adopted the own name from now on
         */
        record Adopt(ClusterName adopted) implements Verdict {}

        /**
         * The link is closed.
         *
         * @param error text for the other side, where it gets to know
         */
        record Conflict(String error) implements Verdict {}
    }

    /** The verdict on a CONNECT: a name must be there. */
    public Verdict onConnect(String theirs, boolean theirsDynamic) {
        return negotiate(theirs, theirsDynamic, theirsDynamic);
    }

    /**
     * The verdict on an INFO: one without a name is taken as it is. A name that is adopted counts as generated still, as in
     * nats-server, so that a configured one can follow.
     */
    public Verdict onInfo(String theirs, boolean theirsDynamic) {
        return theirs.isEmpty() ? new Verdict.Same() : negotiate(theirs, theirsDynamic, true);
    }

    private Verdict negotiate(String theirs, boolean theirsDynamic, boolean adoptedDynamic) {
        if (theirs.equals(name)) {
            return new Verdict.Same();
        }
        if (dynamic && (!theirsDynamic || isLess(name, theirs))) {
            return new Verdict.Adopt(new ClusterName(theirs, adoptedDynamic));
        }
        return new Verdict.Conflict(
                "Rejecting connection, cluster name \"" + theirs + "\" does not match \"" + name + "\"");
    }

    /** By bytes, as Go compares, which differs from Java's order beyond the basic plane. */
    private static boolean isLess(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)) < 0;
    }
}
