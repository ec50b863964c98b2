package io.dialtone.routing;

import org.jspecify.annotations.Nullable;

/**
 * How replies get back to the cluster, and the server, that asked before their interest in it has got around: the reply subject is
 * sent as {@code _GR_.<cluster>.<server>.<reply>}. Of a server with gateways; any thread.
 */
public interface ReplyRoutes {
    /** Where, in such a subject, the reply itself begins. */
    int REPLY_AT = 19;

    /** What the replies to this server begin with. */
    byte[] prefix();

    /** Whether such a subject names this server's cluster. */
    boolean isForThisCluster(byte[] routed, int from);

    /** Whether such a subject, of this cluster, names this server. */
    boolean isForThisServer(byte[] routed, int from);

    /** The gateway to the cluster that such a subject names; null when there is none. */
    @Nullable
    LinkTarget gateway(byte[] routed, int from, String account);

    /** The route to the server that such a subject names; null when there is none. */
    @Nullable
    LinkTarget route(byte[] routed, int from, String account);
}
