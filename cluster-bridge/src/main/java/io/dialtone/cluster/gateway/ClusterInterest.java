package io.dialtone.cluster.gateway;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.InterestChange;
import io.dialtone.routing.LinkKind;
import io.dialtone.routing.RemoteInterest;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Changes of one account's interest in this cluster as other clusters hear of them: interest that began or ended for the cluster as
 * a whole, one line each.
 *
 * @param queues of queue groups, which count as one subscriber
 * @param plain of everybody else
 */
record ClusterInterest(byte[] queues, byte[] plain) {
    private static final byte[] ADD = ByteText.bytes("RS+ ");
    private static final byte[] REMOVE = ByteText.bytes("RS- ");
    private static final byte[] WEIGHT = ByteText.bytes(" 1\r\n");
    private static final byte[] CRLF = {'\r', '\n'};

    static ClusterInterest of(String account, List<InterestChange> changes) {
        byte[] name = ByteText.bytes(account);
        ByteArrayOutputStream queues = new ByteArrayOutputStream();
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        for (InterestChange change : changes) {
            boolean before = isThere(change.before());
            boolean now = isThere(change.now());
            if (before != now) {
                say(change.queue() == null ? plain : queues, name, change, now);
            }
        }
        return new ClusterInterest(queues.toByteArray(), plain.toByteArray());
    }

    /** The cluster is this server, those it has routes to, and their leaf nodes; what hubs want is theirs to tell. */
    private static boolean isThere(InterestChange.State state) {
        return state.count(/* withImports= */ false, ClusterInterest::isOfCluster) > 0;
    }

    private static boolean isOfCluster(RemoteInterest one) {
        LinkKind kind = one.link().kind();
        return kind == LinkKind.ROUTE || kind == LinkKind.LEAF;
    }

    private static void say(ByteArrayOutputStream to, byte[] account, InterestChange change, boolean now) {
        byte[] queue = change.queue();
        to.writeBytes(now ? ADD : REMOVE);
        to.writeBytes(account);
        to.write(' ');
        to.writeBytes(change.subject());
        if (queue != null) {
            to.write(' ');
            to.writeBytes(queue);
        }
        to.writeBytes(queue != null && now ? WEIGHT : CRLF);
    }

    boolean isEmpty() {
        return queues.length == 0 && plain.length == 0;
    }
}
