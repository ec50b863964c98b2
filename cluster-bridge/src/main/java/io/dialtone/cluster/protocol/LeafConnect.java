package io.dialtone.cluster.protocol;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * CONNECT as a leaf node sends it. The order of the components is the order on the wire.
 *
 * @param version of the server; a hub may want a newer one
 * @param nkey public key
 * @param jwt user token
 * @param signature of the nonce
 * @param user credentials
 * @param password credentials
 * @param token credentials
 * @param serverId unique per process start
 * @param domain JetStream domain
 * @param name name of the server
 * @param hub the solicitor acts as the hub
 * @param cluster of the leaf; empty: none
 * @param headers headers may be sent
 * @param jetStream persistence is on
 * @param denyPublish what the hub must not send
 * @param isolate no interest of other leaf nodes is wanted
 * @param compression what was negotiated; anything else makes the hub compress on its own
 * @param gateway name of a gateway that took the wrong port; never sent
 * @param remoteAccount local account of the solicitor
 * @param protocol as proto of INFO
 * @param proxySignature of the nonce, by a trusted proxy
 * @param lang language of a client that took the wrong port; never sent
 * @param account refused everywhere; never sent
 * @param newAccount refused everywhere; never sent
 */
public record LeafConnect(
        String version,
        String nkey,
        String jwt,
        String signature,
        String user,
        String password,
        String token,
        String serverId,
        String domain,
        String name,
        boolean hub,
        String cluster,
        boolean headers,
        boolean jetStream,
        List<String> denyPublish,
        boolean isolate,
        String compression,
        String gateway,
        String remoteAccount,
        int protocol,
        String proxySignature,
        String lang,
        String account,
        boolean newAccount) {
    /** Copies the lists. */
    public LeafConnect {
        denyPublish = List.copyOf(denyPublish);
    }

    /** A builder of which nothing is set. */
    public static LeafConnectBuilder builder() {
        return new LeafConnectBuilder();
    }

    /** A copy with changes: {@code connect.with(c -> c.name("N1"))}. */
    public LeafConnect with(UnaryOperator<LeafConnectBuilder> changes) {
        return changes.apply(new LeafConnectBuilder(this)).build();
    }

    /**
     * Reads the argument of a CONNECT.
     *
     * @throws InvalidJsonException when it is no JSON object, or a field of ours has a value of the wrong type
     */
    public static LeafConnect decode(byte[] json) throws InvalidJsonException {
        LeafConnectBuilder b = builder();
        JsonIn.read(json, (key, in) -> {
            switch (key) {
                case "version" -> b.version(in.text());
                case "nkey" -> b.nkey(in.text());
                case "jwt" -> b.jwt(in.text());
                case "sig" -> b.signature(in.text());
                case "user" -> b.user(in.text());
                case "pass" -> b.password(in.text());
                case "auth_token" -> b.token(in.text());
                case "server_id" -> b.serverId(in.text());
                case "domain" -> b.domain(in.text());
                case "name" -> b.name(in.text());
                case "is_hub" -> b.hub(in.flag());
                case "cluster" -> b.cluster(in.text());
                case "headers" -> b.headers(in.flag());
                case "jetstream" -> b.jetStream(in.flag());
                case "deny_pub" -> b.denyPublish(in.texts());
                case "isolate" -> b.isolate(in.flag());
                case "compress_mode" -> b.compression(in.text());
                case "gateway" -> b.gateway(in.text());
                case "remote_account" -> b.remoteAccount(in.text());
                case "protocol" -> b.protocol(in.number());
                case "proxy_sig" -> b.proxySignature(in.text());
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
        out.text("version", version);
        out.text("nkey", nkey);
        out.text("jwt", jwt);
        out.text("sig", signature);
        out.text("user", user);
        out.text("pass", password);
        out.text("auth_token", token);
        out.text("server_id", serverId);
        out.text("domain", domain);
        out.text("name", name);
        out.flag("is_hub", hub);
        out.text("cluster", cluster);
        out.flag("headers", headers);
        out.flag("jetstream", jetStream);
        out.list("deny_pub", denyPublish);
        out.flag("isolate", isolate);
        out.text("compress_mode", compression);
        out.text("remote_account", remoteAccount);
        out.number("protocol", protocol);
        out.text("proxy_sig", proxySignature);
        return out.end("\r\n");
    }

    /** Without the secrets, for logs. */
    @Override
    public String toString() {
        return "LeafConnect[name=" + name + ", cluster=" + cluster + ", gateway=" + gateway + "]";
    }
}
