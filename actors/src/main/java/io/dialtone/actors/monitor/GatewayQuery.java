package io.dialtone.actors.monitor;

/**
 * What of the gateways is wanted.
 *
 * @param name only of this cluster, empty for all
 * @param accounts whether how each account stands is shown
 * @param account only of this account, empty for all
 * @param subscriptions whether what the other side wants is shown
 */
public record GatewayQuery(String name, boolean accounts, String account, ConnectionQuery.Subscriptions subscriptions) {
    /** Accounts are shown whenever one is asked for. */
    public GatewayQuery {
        accounts |= !account.isEmpty();
    }

    /** The connections alone. */
    public static final GatewayQuery ALL = new GatewayQuery("", false, "", ConnectionQuery.Subscriptions.NONE);
}
