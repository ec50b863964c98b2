package io.dialtone.accounts.jwt;

import java.util.List;

/** The payload of requests to authorization services and of their answers. */
final class AuthorizationWriter {
    private final GoJson json;

    AuthorizationWriter(GoJson json) {
        this.json = json;
    }

    void request(AuthorizationRequestClaims claims) {
        json.object("server_id", () -> server(claims.server()))
                .stringAlways("user_nkey", claims.userNkey())
                .object("client_info", () -> client(claims.client()))
                .object("connect_opts", () -> options(claims.connectOptions()));
        ClientTls tls = claims.tls();
        if (tls != null) {
            json.object("client_tls", () -> tls(tls));
        }
        json.string("request_nonce", claims.requestNonce());
        ClaimsWriter.common(json, claims, claims.unknown());
    }

    void response(AuthorizationResponseClaims claims) {
        json.string("jwt", claims.jwt())
                .string("error", claims.error())
                .string("issuer_account", claims.issuerAccount());
        ClaimsWriter.common(json, claims, claims.unknown());
    }

    private void server(ServerId server) {
        json.stringAlways("name", server.name())
                .stringAlways("host", server.host())
                .stringAlways("id", server.id())
                .string("version", server.version())
                .string("cluster", server.cluster())
                .strings("tags", server.tags())
                .string("xkey", server.curveKey());
    }

    private void client(ClientInformation client) {
        json.string("host", client.host())
                .number("id", client.id())
                .string("user", client.user())
                .string("name", client.name())
                .strings("tags", client.tags())
                .string("name_tag", client.nameTag())
                .string("kind", client.kind())
                .string("type", client.type())
                .string("mqtt_id", client.mqttId())
                .string("nonce", client.nonce());
    }

    private void options(ConnectOptions options) {
        json.string("jwt", options.jwt())
                .string("nkey", options.nkey())
                .string("sig", options.signature())
                .string("auth_token", options.token())
                .string("user", options.user())
                .string("pass", options.password())
                .string("name", options.name())
                .string("lang", options.lang())
                .string("version", options.version())
                .numberAlways("protocol", options.protocol());
    }

    private void tls(ClientTls tls) {
        json.string("version", tls.version()).string("cipher", tls.cipher()).strings("certs", tls.certificates());
        List<List<String>> chains = tls.verifiedChains();
        if (!chains.isEmpty()) {
            json.value("verified_chains", chains);
        }
    }
}
