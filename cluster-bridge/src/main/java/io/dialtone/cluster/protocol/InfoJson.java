package io.dialtone.cluster.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** INFO to and from JSON, byte for byte as nats-server writes it: its order, its escapes, zero values left out. */
public final class InfoJson {
    private InfoJson() {}

    /**
     * Reads the argument of an INFO.
     *
     * @throws InvalidJsonException when it is no JSON object, or a field of ours has a value of the wrong type
     */
    public static ServerInfo decode(byte[] json) throws InvalidJsonException {
        ServerInfoBuilder b = ServerInfo.builder();
        JsonIn.read(json, (key, in) -> {
            switch (key) {
                case "server_id" -> b.serverId(in.text());
                case "server_name" -> b.serverName(in.text());
                case "version" -> b.version(in.text());
                case "proto" -> b.proto(in.number());
                case "git_commit" -> b.gitCommit(in.text());
                case "go" -> b.go(in.text());
                case "host" -> b.host(in.text());
                case "port" -> b.port(in.number());
                case "headers" -> b.headers(in.flag());
                case "auth_required" -> b.authRequired(in.flag());
                case "tls_required" -> b.tlsRequired(in.flag());
                case "tls_verify" -> b.tlsVerify(in.flag());
                case "tls_available" -> b.tlsAvailable(in.flag());
                case "max_payload" -> b.maxPayload(in.number());
                case "jetstream" -> b.jetStream(in.flag());
                case "ip" -> b.ip(in.text());
                case "client_id" -> b.clientId(in.unsigned());
                case "client_ip" -> b.clientIp(in.text());
                case "nonce" -> b.nonce(in.text());
                case "cluster" -> b.cluster(in.text());
                case "cluster_dynamic" -> b.clusterDynamic(in.flag());
                case "domain" -> b.domain(in.text());
                case "connect_urls" -> b.connectUrls(in.texts());
                case "ws_connect_urls" -> b.wsConnectUrls(in.texts());
                case "ldm" -> b.lameDuck(in.flag());
                case "compression" -> b.compression(in.text());
                case "connect_info" -> b.connectInfo(in.flag());
                case "remote_account" -> b.remoteAccount(in.text());
                case "acc_is_sys" -> b.systemAccount(in.flag());
                case "api_lvl" -> b.apiLevel(in.number());
                case "import" -> b.imports(in.rules());
                case "export" -> b.exports(in.rules());
                case "lnoc" -> b.lnoc(in.flag());
                case "lnocu" -> b.lnocu(in.flag());
                case "ln" -> b.ln(in.flag());
                case "info_on_connect" -> b.infoOnConnect(in.flag());
                case "route_pool_size" -> b.routePoolSize(in.number());
                case "route_pool_idx" -> b.routePoolIndex(in.number());
                case "route_account" -> b.routeAccount(in.text());
                case "route_acc_add_reqid" -> b.routeAccountRequestId(in.text());
                case "gossip_mode" -> b.gossipMode(GossipMode.of(in.octet()));
                case "gateway" -> b.gateway(in.text());
                case "gateway_urls" -> b.gatewayUrls(in.texts());
                case "gateway_url" -> b.gatewayUrl(in.text());
                case "gateway_cmd" -> b.gatewayCommand(in.octet());
                case "gateway_cmd_payload" -> b.gatewayCommandPayload(in.base64Text());
                case "gateway_nrp" -> b.gatewayNrp(in.flag());
                case "gateway_iom" -> b.gatewayIom(in.flag());
                case "leafnode_urls" -> b.leafNodeUrls(in.texts());
                case "xkey" -> b.xkey(in.text());
                default -> {
                    // Servers of other versions say more.
                }
            }
        });
        return b.build();
    }

    /** The whole operation, with its line end. */
    public static byte[] encode(ServerInfo info, InfoEnding ending) {
        JsonOut out = new JsonOut("INFO ");
        identity(out, info);
        connection(out, info);
        cluster(out, info);
        route(out, info);
        gateway(out, info);
        leafNode(out, info);
        return out.end(ending.text());
    }

    private static void identity(JsonOut out, ServerInfo info) {
        out.textAlways("server_id", info.serverId());
        out.textAlways("server_name", info.serverName());
        out.textAlways("version", info.version());
        out.numberAlways("proto", info.proto());
        out.text("git_commit", info.gitCommit());
        out.textAlways("go", info.go());
        out.textAlways("host", info.host());
        out.numberAlways("port", info.port());
        out.flagAlways("headers", info.headers());
        out.flag("auth_required", info.authRequired());
        out.flag("tls_required", info.tlsRequired());
        out.flag("tls_verify", info.tlsVerify());
        out.flag("tls_available", info.tlsAvailable());
        out.numberAlways("max_payload", info.maxPayload());
        out.flag("jetstream", info.jetStream());
    }

    private static void connection(JsonOut out, ServerInfo info) {
        out.text("ip", info.ip());
        out.unsigned("client_id", info.clientId());
        out.text("client_ip", info.clientIp());
        out.text("nonce", info.nonce());
    }

    private static void cluster(JsonOut out, ServerInfo info) {
        out.text("cluster", info.cluster());
        out.flag("cluster_dynamic", info.clusterDynamic());
        out.text("domain", info.domain());
        out.list("connect_urls", info.connectUrls());
        out.list("ws_connect_urls", info.wsConnectUrls());
        out.flag("ldm", info.lameDuck());
        out.text("compression", info.compression());
        out.flag("connect_info", info.connectInfo());
        out.text("remote_account", info.remoteAccount());
        out.flag("acc_is_sys", info.systemAccount());
        out.number("api_lvl", info.apiLevel());
        out.rules("import", info.imports());
        out.rules("export", info.exports());
    }

    private static void route(JsonOut out, ServerInfo info) {
        out.flag("lnoc", info.lnoc());
        out.flag("lnocu", info.lnocu());
        out.flag("ln", info.ln());
        out.flag("info_on_connect", info.infoOnConnect());
        out.number("route_pool_size", info.routePoolSize());
        out.number("route_pool_idx", info.routePoolIndex());
        out.text("route_account", info.routeAccount());
        out.text("route_acc_add_reqid", info.routeAccountRequestId());
        out.number("gossip_mode", info.gossipMode().code());
    }

    private static void gateway(JsonOut out, ServerInfo info) {
        out.text("gateway", info.gateway());
        out.list("gateway_urls", info.gatewayUrls());
        out.text("gateway_url", info.gatewayUrl());
        out.number("gateway_cmd", info.gatewayCommand());
        String payload = info.gatewayCommandPayload();
        if (payload != null && !payload.isEmpty()) {
            out.text(
                    "gateway_cmd_payload",
                    Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8)));
        }
        out.flag("gateway_nrp", info.gatewayNrp());
        out.flag("gateway_iom", info.gatewayIom());
    }

    private static void leafNode(JsonOut out, ServerInfo info) {
        List<String> urls = info.leafNodeUrls();
        if (urls != null) {
            // Even when empty: without it the port would not be taken for one of leaf nodes.
            out.listAlways("leafnode_urls", urls);
        }
        out.text("xkey", info.xkey());
    }
}
