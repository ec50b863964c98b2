package io.dialtone.cluster.protocol;

import io.dialtone.conf.SubjectRules;
import io.dialtone.streams.LinkAccount;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * INFO as servers say it to each other, of routes, gateways and leaf nodes alike. Whatever is absent has Go's zero value;
 * null only where absent and empty differ. The order of the components is the order on the wire.
 *
 * @param serverId unique per process start; peers key everything on it
 * @param serverName unique in the supercluster
 * @param version of the server
 * @param proto 0 original, 1 asynchronous INFO, 2 accounts, 3 message tracing
 * @param gitCommit informational
 * @param go what the server runs on
 * @param host listen or advertised address
 * @param port listen or advertised port
 * @param headers false: strip headers before sending to this server
 * @param authRequired credentials are wanted
 * @param tlsRequired TLS is wanted
 * @param tlsVerify certificates of clients are verified
 * @param tlsAvailable TLS may be used
 * @param maxPayload not enforced between servers, but for leaf nodes
 * @param jetStream persistence is on
 * @param ip routes: URL to dial for a server that is gossiped; leaf nodes: host:port
 * @param clientId id of the connection at the acceptor; routes and gateways have none
 * @param clientIp address of the client
 * @param nonce to be signed in CONNECT
 * @param cluster name of the cluster
 * @param clusterDynamic that name was generated
 * @param domain JetStream domain
 * @param connectUrls addresses for clients
 * @param wsConnectUrls addresses for WebSocket clients
 * @param lameDuck the server is about to go
 * @param compression mode; empty: not supported
 * @param connectInfo this is the answer to CONNECT
 * @param remoteAccount account that the link is bound to
 * @param systemAccount that is the system account
 * @param apiLevel of JetStream
 * @param imports subjects the server may import; null: everything
 * @param exports subjects the server may export; null: everything
 * @param lnoc knows the origin cluster of leaf nodes
 * @param lnocu knows it in LS-, too
 * @param ln knows leaf nodes without a cluster
 * @param infoOnConnect CONNECT will be answered by INFO
 * @param routePoolSize 0: no pooling
 * @param routePoolIndex slot that the solicitor chose
 * @param routeAccount account that the connection is dedicated to
 * @param routeAccountRequestId handshake that pins an account at run time
 * @param gossipMode whether to tell others of the server
 * @param gateway name of the gateway
 * @param gatewayUrls host:port of all gateway listeners of the cluster
 * @param gatewayUrl host:port of the server's own gateway listener
 * @param gatewayCommand 0 none, 1 gossip, 2 start of all interest, 3 end of it
 * @param gatewayCommandPayload account concerned; null: absent
 * @param gatewayNrp knows replies below _GR_
 * @param gatewayIom switches every account to interest only at once
 * @param leafNodeUrls host:port of leaf listeners; null: absent, which tells a leaf port from others
 * @param xkey public curve key of the server
 */
public record ServerInfo(
        String serverId,
        String serverName,
        String version,
        int proto,
        String gitCommit,
        String go,
        String host,
        int port,
        boolean headers,
        boolean authRequired,
        boolean tlsRequired,
        boolean tlsVerify,
        boolean tlsAvailable,
        int maxPayload,
        boolean jetStream,
        String ip,
        long clientId,
        String clientIp,
        String nonce,
        String cluster,
        boolean clusterDynamic,
        String domain,
        List<String> connectUrls,
        List<String> wsConnectUrls,
        boolean lameDuck,
        String compression,
        boolean connectInfo,
        String remoteAccount,
        boolean systemAccount,
        int apiLevel,
        @Nullable SubjectRules imports,
        @Nullable SubjectRules exports,
        boolean lnoc,
        boolean lnocu,
        boolean ln,
        boolean infoOnConnect,
        int routePoolSize,
        int routePoolIndex,
        String routeAccount,
        String routeAccountRequestId,
        GossipMode gossipMode,
        String gateway,
        List<String> gatewayUrls,
        String gatewayUrl,
        int gatewayCommand,
        @Nullable String gatewayCommandPayload,
        boolean gatewayNrp,
        boolean gatewayIom,
        @Nullable List<String> leafNodeUrls,
        String xkey) {
    /** Copies the lists. */
    public ServerInfo {
        connectUrls = List.copyOf(connectUrls);
        wsConnectUrls = List.copyOf(wsConnectUrls);
        gatewayUrls = List.copyOf(gatewayUrls);
        leafNodeUrls = leafNodeUrls == null ? null : List.copyOf(leafNodeUrls);
    }

    /** A builder of which nothing is set. */
    public static ServerInfoBuilder builder() {
        return new ServerInfoBuilder();
    }

    /**
     * The server as whoever sends it messages sees it.
     *
     * @param origins whether it is to be told of which cluster of leaf nodes a message comes
     */
    public LinkAccount.Peer peer(boolean origins) {
        return new LinkAccount.Peer(serverName, headers, origins, proto >= LinkAccount.Peer.TRACING_PROTOCOL);
    }

    /** A copy with changes: {@code info.with(b -> b.nonce(""))}. */
    public ServerInfo with(UnaryOperator<ServerInfoBuilder> changes) {
        return changes.apply(new ServerInfoBuilder(this)).build();
    }
}
