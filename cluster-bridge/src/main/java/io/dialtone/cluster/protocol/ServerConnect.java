package io.dialtone.cluster.protocol;

import java.util.function.UnaryOperator;

/**
 * CONNECT as routes and gateways send it. The order of the components is the order on the wire.
 *
 * @param echo true from routes, false from gateways
 * @param verbose +OK is wanted; never between servers
 * @param pedantic without meaning between servers
 * @param user credentials
 * @param password credentials
 * @param tlsRequired the solicitor wants TLS
 * @param headers routes: headers may be sent
 * @param name id, not the name, of the server
 * @param cluster name of the cluster; routes only
 * @param clusterDynamic that name was generated
 * @param lnoc knows the origin cluster of leaf nodes
 * @param lnocu knows it in LS-, too
 * @param ln knows leaf nodes without a cluster
 * @param gateway name of the gateway; gateways only
 * @param lang language of a client that took the wrong port; never sent
 * @param account refused everywhere; never sent
 * @param newAccount refused everywhere; never sent
 */
public record ServerConnect(
        boolean echo,
        boolean verbose,
        boolean pedantic,
        String user,
        String password,
        boolean tlsRequired,
        boolean headers,
        String name,
        String cluster,
        boolean clusterDynamic,
        boolean lnoc,
        boolean lnocu,
        boolean ln,
        String gateway,
        String lang,
        String account,
        boolean newAccount) {
    /** A builder of which nothing is set. */
    public static ServerConnectBuilder builder() {
        return new ServerConnectBuilder();
    }

    /** A copy with changes: {@code connect.with(c -> c.name("N1"))}. */
    public ServerConnect with(UnaryOperator<ServerConnectBuilder> changes) {
        return changes.apply(new ServerConnectBuilder(this)).build();
    }

    /**
     * Reads the argument of a CONNECT.
     *
     * @throws InvalidJsonException when it is no JSON object, or a field of ours has a value of the wrong type
     */
    public static ServerConnect decode(byte[] json) throws InvalidJsonException {
        ServerConnectBuilder b = builder();
        JsonIn.read(json, (key, in) -> {
            switch (key) {
                case "echo" -> b.echo(in.flag());
                case "verbose" -> b.verbose(in.flag());
                case "pedantic" -> b.pedantic(in.flag());
                case "user" -> b.user(in.text());
                case "pass" -> b.password(in.text());
                case "tls_required" -> b.tlsRequired(in.flag());
                case "headers" -> b.headers(in.flag());
                case "name" -> b.name(in.text());
                case "cluster" -> b.cluster(in.text());
                case "cluster_dynamic" -> b.clusterDynamic(in.flag());
                case "lnoc" -> b.lnoc(in.flag());
                case "lnocu" -> b.lnocu(in.flag());
                case "ln" -> b.ln(in.flag());
                case "gateway" -> b.gateway(in.text());
                case "lang" -> b.lang(in.text());
                case "account" -> b.account(in.text());
                case "new_account" -> b.newAccount(in.flag());
                default -> {
                    // Servers of other versions say more.
                }
            }
        });
        return b.build();
    }

    /** The whole operation, with its line end. */
    public byte[] encode() {
        JsonOut out = new JsonOut("CONNECT ");
        out.flagAlways("echo", echo);
        out.flagAlways("verbose", verbose);
        out.flagAlways("pedantic", pedantic);
        out.text("user", user);
        out.text("pass", password);
        out.flagAlways("tls_required", tlsRequired);
        out.flagAlways("headers", headers);
        out.textAlways("name", name);
        out.textAlways("cluster", cluster);
        out.flag("cluster_dynamic", clusterDynamic);
        out.flag("lnoc", lnoc);
        out.flag("lnocu", lnocu);
        out.flag("ln", ln);
        out.text("gateway", gateway);
        return out.end("\r\n");
    }

    /** Without the secrets, for logs. */
    @Override
    public String toString() {
        return "ServerConnect[name=" + name + ", cluster=" + cluster + ", gateway=" + gateway + "]";
    }
}
