package io.dialtone.cluster.protocol;

import io.dialtone.conf.SubjectRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the values of a {@link ServerInfo}, each under the name of its component. Not for several threads. */
public final class ServerInfoBuilder {
    private String serverId = "";
    private String serverName = "";
    private String version = "";
    private int proto;
    private String gitCommit = "";
    private String go = "";
    private String host = "";
    private int port;
    private boolean headers;
    private boolean authRequired;
    private boolean tlsRequired;
    private boolean tlsVerify;
    private boolean tlsAvailable;
    private int maxPayload;
    private boolean jetStream;
    private String ip = "";
    private long clientId;
    private String clientIp = "";
    private String nonce = "";
    private String cluster = "";
    private boolean clusterDynamic;
    private String domain = "";
    private List<String> connectUrls = List.of();
    private List<String> wsConnectUrls = List.of();
    private boolean lameDuck;
    private String compression = "";
    private boolean connectInfo;
    private String remoteAccount = "";
    private boolean systemAccount;
    private int apiLevel;
    private @Nullable SubjectRules imports;
    private @Nullable SubjectRules exports;
    private boolean lnoc;
    private boolean lnocu;
    private boolean ln;
    private boolean infoOnConnect;
    private int routePoolSize;
    private int routePoolIndex;
    private String routeAccount = "";
    private String routeAccountRequestId = "";
    private GossipMode gossipMode = GossipMode.DEFAULT;
    private String gateway = "";
    private List<String> gatewayUrls = List.of();
    private String gatewayUrl = "";
    private int gatewayCommand;
    private @Nullable String gatewayCommandPayload;
    private boolean gatewayNrp;
    private boolean gatewayIom;
    private @Nullable List<String> leafNodeUrls;
    private String xkey = "";

    ServerInfoBuilder() {}

    ServerInfoBuilder(ServerInfo info) {
        serverId = info.serverId();
        serverName = info.serverName();
        version = info.version();
        proto = info.proto();
        gitCommit = info.gitCommit();
        go = info.go();
        host = info.host();
        port = info.port();
        headers = info.headers();
        authRequired = info.authRequired();
        tlsRequired = info.tlsRequired();
        tlsVerify = info.tlsVerify();
        tlsAvailable = info.tlsAvailable();
        maxPayload = info.maxPayload();
        jetStream = info.jetStream();
        ip = info.ip();
        clientId = info.clientId();
        clientIp = info.clientIp();
        nonce = info.nonce();
        cluster = info.cluster();
        clusterDynamic = info.clusterDynamic();
        domain = info.domain();
        connectUrls = info.connectUrls();
        wsConnectUrls = info.wsConnectUrls();
        lameDuck = info.lameDuck();
        compression = info.compression();
        connectInfo = info.connectInfo();
        remoteAccount = info.remoteAccount();
        systemAccount = info.systemAccount();
        apiLevel = info.apiLevel();
        imports = info.imports();
        exports = info.exports();
        lnoc = info.lnoc();
        lnocu = info.lnocu();
        ln = info.ln();
        infoOnConnect = info.infoOnConnect();
        routePoolSize = info.routePoolSize();
        routePoolIndex = info.routePoolIndex();
        routeAccount = info.routeAccount();
        routeAccountRequestId = info.routeAccountRequestId();
        gossipMode = info.gossipMode();
        gateway = info.gateway();
        gatewayUrls = info.gatewayUrls();
        gatewayUrl = info.gatewayUrl();
        gatewayCommand = info.gatewayCommand();
        gatewayCommandPayload = info.gatewayCommandPayload();
        gatewayNrp = info.gatewayNrp();
        gatewayIom = info.gatewayIom();
        leafNodeUrls = info.leafNodeUrls();
        xkey = info.xkey();
    }

    public ServerInfoBuilder serverId(String value) {
        serverId = value;
        return this;
    }

    public ServerInfoBuilder serverName(String value) {
        serverName = value;
        return this;
    }

    public ServerInfoBuilder version(String value) {
        version = value;
        return this;
    }

    public ServerInfoBuilder proto(int value) {
        proto = value;
        return this;
    }

    public ServerInfoBuilder gitCommit(String value) {
        gitCommit = value;
        return this;
    }

    public ServerInfoBuilder go(String value) {
        go = value;
        return this;
    }

    public ServerInfoBuilder host(String value) {
        host = value;
        return this;
    }

    public ServerInfoBuilder port(int value) {
        port = value;
        return this;
    }

    public ServerInfoBuilder headers(boolean value) {
        headers = value;
        return this;
    }

    public ServerInfoBuilder authRequired(boolean value) {
        authRequired = value;
        return this;
    }

    public ServerInfoBuilder tlsRequired(boolean value) {
        tlsRequired = value;
        return this;
    }

    public ServerInfoBuilder tlsVerify(boolean value) {
        tlsVerify = value;
        return this;
    }

    public ServerInfoBuilder tlsAvailable(boolean value) {
        tlsAvailable = value;
        return this;
    }

    public ServerInfoBuilder maxPayload(int value) {
        maxPayload = value;
        return this;
    }

    public ServerInfoBuilder jetStream(boolean value) {
        jetStream = value;
        return this;
    }

    public ServerInfoBuilder ip(String value) {
        ip = value;
        return this;
    }

    public ServerInfoBuilder clientId(long value) {
        clientId = value;
        return this;
    }

    public ServerInfoBuilder clientIp(String value) {
        clientIp = value;
        return this;
    }

    public ServerInfoBuilder nonce(String value) {
        nonce = value;
        return this;
    }

    public ServerInfoBuilder cluster(String value) {
        cluster = value;
        return this;
    }

    public ServerInfoBuilder clusterDynamic(boolean value) {
        clusterDynamic = value;
        return this;
    }

    public ServerInfoBuilder domain(String value) {
        domain = value;
        return this;
    }

    public ServerInfoBuilder connectUrls(List<String> value) {
        connectUrls = value;
        return this;
    }

    public ServerInfoBuilder wsConnectUrls(List<String> value) {
        wsConnectUrls = value;
        return this;
    }

    public ServerInfoBuilder lameDuck(boolean value) {
        lameDuck = value;
        return this;
    }

    public ServerInfoBuilder compression(String value) {
        compression = value;
        return this;
    }

    public ServerInfoBuilder connectInfo(boolean value) {
        connectInfo = value;
        return this;
    }

    public ServerInfoBuilder remoteAccount(String value) {
        remoteAccount = value;
        return this;
    }

    public ServerInfoBuilder systemAccount(boolean value) {
        systemAccount = value;
        return this;
    }

    public ServerInfoBuilder apiLevel(int value) {
        apiLevel = value;
        return this;
    }

    public ServerInfoBuilder imports(@Nullable SubjectRules value) {
        imports = value;
        return this;
    }

    public ServerInfoBuilder exports(@Nullable SubjectRules value) {
        exports = value;
        return this;
    }

    public ServerInfoBuilder lnoc(boolean value) {
        lnoc = value;
        return this;
    }

    public ServerInfoBuilder lnocu(boolean value) {
        lnocu = value;
        return this;
    }

    public ServerInfoBuilder ln(boolean value) {
        ln = value;
        return this;
    }

    public ServerInfoBuilder infoOnConnect(boolean value) {
        infoOnConnect = value;
        return this;
    }

    public ServerInfoBuilder routePoolSize(int value) {
        routePoolSize = value;
        return this;
    }

    public ServerInfoBuilder routePoolIndex(int value) {
        routePoolIndex = value;
        return this;
    }

    public ServerInfoBuilder routeAccount(String value) {
        routeAccount = value;
        return this;
    }

    public ServerInfoBuilder routeAccountRequestId(String value) {
        routeAccountRequestId = value;
        return this;
    }

    public ServerInfoBuilder gossipMode(GossipMode value) {
        gossipMode = value;
        return this;
    }

    public ServerInfoBuilder gateway(String value) {
        gateway = value;
        return this;
    }

    public ServerInfoBuilder gatewayUrls(List<String> value) {
        gatewayUrls = value;
        return this;
    }

    public ServerInfoBuilder gatewayUrl(String value) {
        gatewayUrl = value;
        return this;
    }

    public ServerInfoBuilder gatewayCommand(int value) {
        gatewayCommand = value;
        return this;
    }

    public ServerInfoBuilder gatewayCommandPayload(@Nullable String value) {
        gatewayCommandPayload = value;
        return this;
    }

    public ServerInfoBuilder gatewayNrp(boolean value) {
        gatewayNrp = value;
        return this;
    }

    public ServerInfoBuilder gatewayIom(boolean value) {
        gatewayIom = value;
        return this;
    }

    public ServerInfoBuilder leafNodeUrls(@Nullable List<String> value) {
        leafNodeUrls = value;
        return this;
    }

    public ServerInfoBuilder xkey(String value) {
        xkey = value;
        return this;
    }

    /** The immutable result. */
    public ServerInfo build() {
        return new ServerInfo(
                serverId,
                serverName,
                version,
                proto,
                gitCommit,
                go,
                host,
                port,
                headers,
                authRequired,
                tlsRequired,
                tlsVerify,
                tlsAvailable,
                maxPayload,
                jetStream,
                ip,
                clientId,
                clientIp,
                nonce,
                cluster,
                clusterDynamic,
                domain,
                connectUrls,
                wsConnectUrls,
                lameDuck,
                compression,
                connectInfo,
                remoteAccount,
                systemAccount,
                apiLevel,
                imports,
                exports,
                lnoc,
                lnocu,
                ln,
                infoOnConnect,
                routePoolSize,
                routePoolIndex,
                routeAccount,
                routeAccountRequestId,
                gossipMode,
                gateway,
                gatewayUrls,
                gatewayUrl,
                gatewayCommand,
                gatewayCommandPayload,
                gatewayNrp,
                gatewayIom,
                leafNodeUrls,
                xkey);
    }
}
