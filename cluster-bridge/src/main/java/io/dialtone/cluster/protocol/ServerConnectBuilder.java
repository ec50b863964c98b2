package io.dialtone.cluster.protocol;

/** Collects the values of a {@link ServerConnect}, each under the name of its component. Not for several threads. */
public final class ServerConnectBuilder {
    private boolean echo;
    private boolean verbose;
    private boolean pedantic;
    private String user = "";
    private String password = "";
    private boolean tlsRequired;
    private boolean headers;
    private String name = "";
    private String cluster = "";
    private boolean clusterDynamic;
    private boolean lnoc;
    private boolean lnocu;
    private boolean ln;
    private String gateway = "";
    private String lang = "";
    private String account = "";
    private boolean newAccount;

    ServerConnectBuilder() {}

    ServerConnectBuilder(ServerConnect connect) {
        echo = connect.echo();
        verbose = connect.verbose();
        pedantic = connect.pedantic();
        user = connect.user();
        password = connect.password();
        tlsRequired = connect.tlsRequired();
        headers = connect.headers();
        name = connect.name();
        cluster = connect.cluster();
        clusterDynamic = connect.clusterDynamic();
        lnoc = connect.lnoc();
        lnocu = connect.lnocu();
        ln = connect.ln();
        gateway = connect.gateway();
        lang = connect.lang();
        account = connect.account();
        newAccount = connect.newAccount();
    }

    public ServerConnectBuilder echo(boolean value) {
        echo = value;
        return this;
    }

    public ServerConnectBuilder verbose(boolean value) {
        verbose = value;
        return this;
    }

    public ServerConnectBuilder pedantic(boolean value) {
        pedantic = value;
        return this;
    }

    public ServerConnectBuilder user(String value) {
        user = value;
        return this;
    }

    public ServerConnectBuilder password(String value) {
        password = value;
        return this;
    }

    public ServerConnectBuilder tlsRequired(boolean value) {
        tlsRequired = value;
        return this;
    }

    public ServerConnectBuilder headers(boolean value) {
        headers = value;
        return this;
    }

    public ServerConnectBuilder name(String value) {
        name = value;
        return this;
    }

    public ServerConnectBuilder cluster(String value) {
        cluster = value;
        return this;
    }

    public ServerConnectBuilder clusterDynamic(boolean value) {
        clusterDynamic = value;
        return this;
    }

    public ServerConnectBuilder lnoc(boolean value) {
        lnoc = value;
        return this;
    }

    public ServerConnectBuilder lnocu(boolean value) {
        lnocu = value;
        return this;
    }

    public ServerConnectBuilder ln(boolean value) {
        ln = value;
        return this;
    }

    public ServerConnectBuilder gateway(String value) {
        gateway = value;
        return this;
    }

    public ServerConnectBuilder lang(String value) {
        lang = value;
        return this;
    }

    public ServerConnectBuilder account(String value) {
        account = value;
        return this;
    }

    public ServerConnectBuilder newAccount(boolean value) {
        newAccount = value;
        return this;
    }

    /** The immutable result. */
    public ServerConnect build() {
        return new ServerConnect(
                echo,
                verbose,
                pedantic,
                user,
                password,
                tlsRequired,
                headers,
                name,
                cluster,
                clusterDynamic,
                lnoc,
                lnocu,
                ln,
                gateway,
                lang,
                account,
                newAccount);
    }
}
