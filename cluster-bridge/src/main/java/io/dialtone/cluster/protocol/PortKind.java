package io.dialtone.cluster.protocol;

/** What kind of port an acceptor's first INFO came from. */
public enum PortKind {
    CLIENT,
    ROUTE,
    GATEWAY,
    LEAF;

    /**
     * Clients and leaf nodes are told the id of their connection, and only leaf nodes where else they may connect; a gateway
     * names itself. (A server before 2.2 gave clients no id: it looks like a route.)
     */
    public static PortKind of(ServerInfo firstInfo) {
        if (!firstInfo.gateway().isEmpty()) {
            return GATEWAY;
        }
        if (firstInfo.clientId() == 0) {
            return ROUTE;
        }
        return firstInfo.leafNodeUrls() == null ? CLIENT : LEAF;
    }
}
