package io.dialtone.cluster.route;

import io.dialtone.cluster.protocol.GossipMode;
import io.dialtone.cluster.protocol.ServerUrl;
import java.util.List;

/** What is done about a server that another one told of. */
public sealed interface GossipAnswer {
    /** Nothing. */
    record Ignore(Reason reason) implements GossipAnswer {}

    /**
     * Dial it, as implicit.
     *
     * @param url with the own credentials where that server wants some
     * @param mode to be repeated in the own INFO
     * @param accounts a connection for each; empty name: a connection of the pool
     */
    record Dial(ServerUrl url, GossipMode mode, List<String> accounts) implements GossipAnswer {
        /** Copies the list. */
        public Dial {
            accounts = List.copyOf(accounts);
        }
    }

    /** Why nothing is done. */
    enum Reason {
        /** It is this server. */
        SELF,
        /** The connection that is told of is there. */
        CONNECTED,
        /** Its address is configured: it is dialled anyway. */
        CONFIGURED,
        /** It tells of a connection dedicated to an account, and this server has none. */
        NOT_POOLED,
        /** There is no address to dial. */
        UNUSABLE
    }
}
