package io.dialtone.cluster.gateway;

import io.dialtone.actors.ServerHash;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subjects;
import java.util.Arrays;

/**
 * Replies that find their way back to the cluster, and the server, that asked, although interest in them has not got around yet:
 * {@code _GR_.<cluster>.<server>.<reply>}, the two in the middle six characters each. Immutable, for any number of threads; what
 * asks about a subject allocates nothing.
 */
public final class RoutedReply {
    private static final int CLUSTER_AT = 5;
    private static final int HASH_LENGTH = 6;
    private static final int SERVER_AT = CLUSTER_AT + HASH_LENGTH + 1;

    /** Where the original reply begins. */
    public static final int REPLY_AT = SERVER_AT + HASH_LENGTH + 1;

    private final byte[] prefix;

    private RoutedReply(byte[] prefix) {
        this.prefix = prefix;
    }

    /** For the replies of one server. */
    public static RoutedReply of(String clusterName, String serverId) {
        return new RoutedReply(ByteText.bytes(
                "_GR_." + ServerHash.inReplies(clusterName) + "." + ServerHash.inReplies(serverId) + "."));
    }

    /** What to name as the reply to a message that goes through a gateway. */
    public byte[] route(byte[] reply, int offset, int length) {
        byte[] routed = Arrays.copyOf(prefix, prefix.length + length);
        System.arraycopy(reply, offset, routed, prefix.length, length);
        return routed;
    }

    /** Whether a subject is a reply of this kind, of whichever server, with something to reply to. */
    public static boolean isRouted(byte[] subject, int offset, int length) {
        return length > REPLY_AT && Subjects.isGatewayReply(subject, offset, length);
    }

    /** Of a routed reply: whether it is for this server's cluster. One that is not is dropped by who receives it. */
    public boolean isForThisCluster(byte[] routed, int offset) {
        return same(routed, offset, CLUSTER_AT);
    }

    /** Of a routed reply for this cluster: whether it is for this very server. */
    public boolean isForThisServer(byte[] routed, int offset) {
        return same(routed, offset, SERVER_AT);
    }

    /** Of a routed reply: the six characters of the cluster that it goes to. */
    public static String cluster(byte[] routed, int offset) {
        return hash(routed, offset + CLUSTER_AT);
    }

    /** Of a routed reply: the six characters of the server that it goes to. */
    public static String server(byte[] routed, int offset) {
        return hash(routed, offset + SERVER_AT);
    }

    private static String hash(byte[] routed, int at) {
        return ByteText.text(Arrays.copyOfRange(routed, at, at + HASH_LENGTH));
    }

    private boolean same(byte[] routed, int offset, int at) {
        return Arrays.equals(prefix, at, at + HASH_LENGTH, routed, offset + at, offset + at + HASH_LENGTH);
    }
}
