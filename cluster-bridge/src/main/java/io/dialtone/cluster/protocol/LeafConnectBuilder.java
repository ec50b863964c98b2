package io.dialtone.cluster.protocol;

import java.util.List;

/** Collects the values of a {@link LeafConnect}, each under the name of its component. Not for several threads. */
public final class LeafConnectBuilder {
    private String version = "";
    private String nkey = "";
    private String jwt = "";
    private String signature = "";
    private String user = "";
    private String password = "";
    private String token = "";
    private String serverId = "";
    private String domain = "";
    private String name = "";
    private boolean hub;
    private String cluster = "";
    private boolean headers;
    private boolean jetStream;
    private List<String> denyPublish = List.of();
    private boolean isolate;
    private String compression = "";
    private String gateway = "";
    private String remoteAccount = "";
    private int protocol;
    private String proxySignature = "";
    private String lang = "";
    private String account = "";
    private boolean newAccount;

    LeafConnectBuilder() {}

    LeafConnectBuilder(LeafConnect connect) {
        version = connect.version();
        nkey = connect.nkey();
        jwt = connect.jwt();
        signature = connect.signature();
        user = connect.user();
        password = connect.password();
        token = connect.token();
        serverId = connect.serverId();
        domain = connect.domain();
        name = connect.name();
        hub = connect.hub();
        cluster = connect.cluster();
        headers = connect.headers();
        jetStream = connect.jetStream();
        denyPublish = connect.denyPublish();
        isolate = connect.isolate();
        compression = connect.compression();
        gateway = connect.gateway();
        remoteAccount = connect.remoteAccount();
        protocol = connect.protocol();
        proxySignature = connect.proxySignature();
        lang = connect.lang();
        account = connect.account();
        newAccount = connect.newAccount();
    }

    public LeafConnectBuilder version(String value) {
        version = value;
        return this;
    }

    public LeafConnectBuilder nkey(String value) {
        nkey = value;
        return this;
    }

    public LeafConnectBuilder jwt(String value) {
        jwt = value;
        return this;
    }

    public LeafConnectBuilder signature(String value) {
        signature = value;
        return this;
    }

    public LeafConnectBuilder user(String value) {
        user = value;
        return this;
    }

    public LeafConnectBuilder password(String value) {
        password = value;
        return this;
    }

    public LeafConnectBuilder token(String value) {
        token = value;
        return this;
    }

    public LeafConnectBuilder serverId(String value) {
        serverId = value;
        return this;
    }

    public LeafConnectBuilder domain(String value) {
        domain = value;
        return this;
    }

    public LeafConnectBuilder name(String value) {
        name = value;
        return this;
    }

    public LeafConnectBuilder hub(boolean value) {
        hub = value;
        return this;
    }

    public LeafConnectBuilder cluster(String value) {
        cluster = value;
        return this;
    }

    public LeafConnectBuilder headers(boolean value) {
        headers = value;
        return this;
    }

    public LeafConnectBuilder jetStream(boolean value) {
        jetStream = value;
        return this;
    }

    public LeafConnectBuilder denyPublish(List<String> value) {
        denyPublish = value;
        return this;
    }

    public LeafConnectBuilder isolate(boolean value) {
        isolate = value;
        return this;
    }

    public LeafConnectBuilder compression(String value) {
        compression = value;
        return this;
    }

    public LeafConnectBuilder gateway(String value) {
        gateway = value;
        return this;
    }

    public LeafConnectBuilder remoteAccount(String value) {
        remoteAccount = value;
        return this;
    }

    public LeafConnectBuilder protocol(int value) {
        protocol = value;
        return this;
    }

    public LeafConnectBuilder proxySignature(String value) {
        proxySignature = value;
        return this;
    }

    public LeafConnectBuilder lang(String value) {
        lang = value;
        return this;
    }

    public LeafConnectBuilder account(String value) {
        account = value;
        return this;
    }

    public LeafConnectBuilder newAccount(boolean value) {
        newAccount = value;
        return this;
    }

    /** The immutable result. */
    public LeafConnect build() {
        return new LeafConnect(
                version,
                nkey,
                jwt,
                signature,
                user,
                password,
                token,
                serverId,
                domain,
                name,
                hub,
                cluster,
                headers,
                jetStream,
                denyPublish,
                isolate,
                compression,
                gateway,
                remoteAccount,
                protocol,
                proxySignature,
                lang,
                account,
                newAccount);
    }
}
