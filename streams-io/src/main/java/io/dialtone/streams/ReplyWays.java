package io.dialtone.streams;

import io.dialtone.routing.FreshInterest;
import io.dialtone.routing.LinkKind;
import io.dialtone.routing.MatchResult;
import io.dialtone.routing.RemoteMatch;
import io.dialtone.routing.RemoteSpace;
import io.dialtone.routing.ReplyRoutes;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.routing.Subjects;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Replies that have to find their way between clusters, of the messages of one {@link Router}: how they are named in what goes
 * through a gateway, and where a message to such a name goes.
 */
final class ReplyWays {
    private final Router router;
    private final LinkWriter writer;
    private final FreshInterest fresh = new FreshInterest();
    private final MatchResult hubs = new MatchResult();

    ReplyWays(Router router, LinkWriter writer) {
        this.router = router;
        this.writer = writer;
    }

    /**
     * A message as it goes through gateways: where a subscription to its reply is so new that the other clusters may not know
     * of it yet, the reply says where it leads.
     *
     * @return null when it goes as it is
     */
    @Nullable
    Envelope named(SubjectSpace account, OperationReader message, @Nullable Envelope changed) {
        RemoteSpace others = account.remote();
        ReplyRoutes routes = others == null ? null : others.replyRoutes();
        if (routes == null) {
            return null;
        }
        byte[] bytes = changed == null ? message.bytes() : changed.reply();
        int from = changed == null ? message.replyFrom() : 0;
        int length = changed == null ? message.replyLength() : bytes.length;
        if (length == 0 || Subjects.isGatewayReply(bytes, from, length) || !fresh.isIn(account, bytes, from, length)) {
            return null;
        }
        byte[] prefix = routes.prefix();
        byte[] routed = Arrays.copyOf(prefix, prefix.length + length);
        System.arraycopy(bytes, from, routed, prefix.length, length);
        return (changed == null ? Envelope.of(message) : changed).withReply(routed);
    }

    /**
     * Brings the router's message to the cluster that its subject names, and to hubs that take such messages on.
     *
     * @return how many links took it
     */
    int back(SubjectSpace account, byte[] routed, int from, int length) {
        RemoteSpace others = account.remote();
        if (others == null || length <= ReplyRoutes.REPLY_AT) {
            return 0;
        }
        int sent = 0;
        account.match(routed, from, length, hubs);
        RemoteMatch links = hubs.remote();
        for (int i = 0; links != null && i < links.linkCount(); i++) {
            if (links.link(i).kind() == LinkKind.HUB && links.isPlain(i)) {
                sent += send((LinkAccount) links.link(i)) ? 1 : 0;
            }
        }
        ReplyRoutes routes = others.replyRoutes();
        if (routes != null && routes.gateway(routed, from, account.name()) instanceof LinkAccount gateway) {
            sent += send(gateway) ? 1 : 0;
        }
        return sent;
    }

    /** Gives a link the router's message as it is. */
    boolean send(LinkAccount link) {
        if (link.outbox().isClosed()) {
            return false;
        }
        writer.noQueues();
        return router.send(link, writer, null);
    }
}
