package io.dialtone.actors.monitor;

/**
 * Traffic of one account.
 *
 * @param connections clients connected to this server
 * @param totalConnections clients and leaf nodes connected to this server
 * @param sent from the account's connections' point of view what they were sent
 * @param pauses when its connections were held back for publishing more than they may
 */
public record AccountStats(
        String account,
        String name,
        int connections,
        int leafNodes,
        int totalConnections,
        long subscriptions,
        DataStats sent,
        DataStats received,
        long slowConsumers,
        Pauses pauses) {

    /** One that was never held back. */
    public AccountStats(
            String account,
            String name,
            int connections,
            int leafNodes,
            int totalConnections,
            long subscriptions,
            DataStats sent,
            DataStats received,
            long slowConsumers) {
        this(
                account,
                name,
                connections,
                leafNodes,
                totalConnections,
                subscriptions,
                sent,
                received,
                slowConsumers,
                Pauses.NONE);
    }

    /** The same when there were so many connections. */
    public AccountStats withConnections(int now) {
        return new AccountStats(
                account,
                name,
                now,
                leafNodes,
                totalConnections - connections + now,
                subscriptions,
                sent,
                received,
                slowConsumers,
                pauses);
    }

    /** Messages and bytes. */
    public record MsgBytes(long msgs, long bytes) {

        public static final MsgBytes NONE = new MsgBytes(0, 0);
    }

    /** All messages and bytes, and of these what went over links to other servers. */
    public record DataStats(MsgBytes total, MsgBytes gateways, MsgBytes routes, MsgBytes leafs) {

        public static final DataStats NONE = ofClients(0, 0);

        public static DataStats ofClients(long msgs, long bytes) {
            return new DataStats(new MsgBytes(msgs, bytes), MsgBytes.NONE, MsgBytes.NONE, MsgBytes.NONE);
        }
    }
}
