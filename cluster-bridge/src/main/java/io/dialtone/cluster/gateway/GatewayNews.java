package io.dialtone.cluster.gateway;

import io.dialtone.cluster.protocol.ServerInfo;
import java.util.List;

/** What an INFO says on a gateway, or about one on a route, and how to say it. */
public sealed interface GatewayNews {
    /** Before the id of the server that tells, so that servers without gateways take nobody for the sender. */
    String ROUTE_ID_PREFIX = "GW";

    /** Command: about another cluster. */
    int GOSSIP = 1;

    /** Command: what follows is all interest of an account. */
    int START = 2;

    /** Command: that was all. */
    int END = 3;

    /** A server of the cluster introduces itself, or its cluster's addresses are others now. */
    record Introduction(ServerInfo info) implements GatewayNews {}

    /** There is a cluster of this name, at these addresses. */
    record Cluster(String name, List<String> urls) implements GatewayNews {
        /** Copies the list. */
        public Cluster {
            urls = List.copyOf(urls);
        }
    }

    /** From now on interest of the account is told, also where it is sent without being asked for. */
    record InterestBegins(String account) implements GatewayNews {}

    /** All interest of the account has been told: only what it wants is to be sent. */
    record InterestComplete(String account) implements GatewayNews {}

    /**
     * A command that lacks what it is about: the text goes to the other side before the close.
     *
     * @param error of the {@code -ERR}
     */
    record Violation(String error) implements GatewayNews {}

    /** A command of a later version: passed over. */
    record Unknown(int command) implements GatewayNews {}

    /** Reads an INFO. */
    static GatewayNews read(ServerInfo info) {
        return switch (info.gatewayCommand()) {
            case 0 -> new Introduction(info);
            case GOSSIP -> new Cluster(info.gateway(), info.gatewayUrls());
            case START -> {
                String account = info.gatewayCommandPayload();
                yield account == null ? absent("start") : new InterestBegins(account);
            }
            case END -> {
                String account = info.gatewayCommandPayload();
                yield account == null ? absent("complete") : new InterestComplete(account);
            }
            default -> new Unknown(info.gatewayCommand());
        };
    }

    /**
     * Tells one that connected of a cluster.
     *
     * @param ownId of this server
     */
    static ServerInfo gossip(String ownId, String cluster, List<String> urls) {
        return ServerInfo.builder()
                .serverId(ownId)
                .gateway(cluster)
                .gatewayUrls(urls)
                .gatewayCommand(GOSSIP)
                .build();
    }

    /** Tells the servers of the own cluster, over their routes. */
    static ServerInfo gossipOnRoute(String ownId, String cluster, List<String> urls) {
        return gossip(ROUTE_ID_PREFIX + ownId, cluster, urls);
    }

    /** Opens the bracket around all interest of an account. */
    static ServerInfo interestBegins(String ownGateway, String account) {
        return command(ownGateway, START, account);
    }

    /** Closes it. */
    static ServerInfo interestComplete(String ownGateway, String account) {
        return command(ownGateway, END, account);
    }

    private static ServerInfo command(String ownGateway, int command, String account) {
        return ServerInfo.builder()
                .gateway(ownGateway)
                .gatewayCommand(command)
                .gatewayCommandPayload(account)
                .build();
    }

    private static Violation absent(String command) {
        return new Violation("Account absent from receive-all-subscriptions-" + command + " command");
    }
}
