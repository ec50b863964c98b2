package io.dialtone.accounts.jwt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads requests to authorization services and their answers. These two have no first version. */
final class AuthorizationReader {
    private final JsonObject nats;

    AuthorizationReader(JsonObject nats) {
        this.nats = nats;
    }

    AuthorizationRequestClaims request(Registered registered, long version) throws JwtException {
        return new AuthorizationRequestClaims(
                registered,
                server(nats.object("server_id")),
                nats.string("user_nkey"),
                client(nats.object("client_info")),
                options(nats.object("connect_opts")),
                nats.has("client_tls") ? tls(nats.object("client_tls")) : null,
                nats.string("request_nonce"),
                nats.strings("tags"),
                (int) version,
                unknown());
    }

    AuthorizationResponseClaims response(Registered registered, long version) throws JwtException {
        return new AuthorizationResponseClaims(
                registered,
                nats.string("jwt"),
                nats.string("error"),
                nats.string("issuer_account"),
                nats.strings("tags"),
                (int) version,
                unknown());
    }

    private Map<String, Object> unknown() {
        nats.any("type");
        nats.any("version");
        return nats.rest();
    }

    private static ServerId server(JsonObject json) throws JwtException {
        return new ServerId(
                json.string("name"),
                json.string("host"),
                json.string("id"),
                json.string("version"),
                json.string("cluster"),
                json.strings("tags"),
                json.string("xkey"));
    }

    private static ClientInformation client(JsonObject json) throws JwtException {
        return new ClientInformation(
                json.string("host"),
                json.number("id"),
                json.string("user"),
                json.string("name"),
                json.strings("tags"),
                json.string("name_tag"),
                json.string("kind"),
                json.string("type"),
                json.string("mqtt_id"),
                json.string("nonce"));
    }

    private static ConnectOptions options(JsonObject json) throws JwtException {
        return new ConnectOptions(
                json.string("jwt"),
                json.string("nkey"),
                json.string("sig"),
                json.string("auth_token"),
                json.string("user"),
                json.string("pass"),
                json.string("name"),
                json.string("lang"),
                json.string("version"),
                json.integer("protocol"));
    }

    private static ClientTls tls(JsonObject json) throws JwtException {
        List<List<String>> chains = new ArrayList<>();
        for (Object chain : json.list("verified_chains")) {
            if (!(chain instanceof List<?> certificates)) {
                throw json.mismatch("verified_chains", "array");
            }
            chains.add(certificates.stream().map(String::valueOf).toList());
        }
        return new ClientTls(json.string("version"), json.string("cipher"), json.strings("certs"), chains);
    }
}
