package io.dialtone.accounts.jwt;

import io.dialtone.conf.ExchangeKind;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The payload of a token, byte for byte as the reference writes it. */
final class ClaimsWriter {
    private final GoJson json = new GoJson();

    private ClaimsWriter() {}

    /** The payload of claims whose registered part is that one. */
    static String write(Claims claims, Registered registered) throws JwtException {
        ClaimsWriter writer = new ClaimsWriter();
        GoJson json = writer.json;
        json.begin();
        writer.registered(registered);
        switch (claims) {
            case OperatorClaims operator -> json.object("nats", () -> writer.operator(operator));
            case AccountClaims account -> {
                checkSampling(account.exports());
                json.object("nats", () -> writer.account(account));
            }
            case UserClaims user -> json.object("nats", () -> writer.user(user));
            case ActivationClaims activation -> json.object("nats", () -> writer.activation(activation));
            case AuthorizationRequestClaims request ->
                json.object("nats", () -> new AuthorizationWriter(json).request(request));
            case AuthorizationResponseClaims response ->
                json.object("nats", () -> new AuthorizationWriter(json).response(response));
            case GenericClaims generic -> writer.generic(generic);
        }
        return json.end().toString();
    }

    /** The registered claims alone. */
    static String write(Registered registered) {
        ClaimsWriter writer = new ClaimsWriter();
        writer.json.begin();
        writer.registered(registered);
        return writer.json.end().toString();
    }

    private static void checkSampling(List<Export> exports) throws JwtException {
        for (Export export : exports) {
            ServiceLatency latency = export.latency();
            if (latency != null && (latency.sampling() < 0 || latency.sampling() > 100)) {
                throw new JwtException("unknown sampling rate");
            }
        }
    }

    private void registered(Registered claims) {
        json.string("aud", claims.audience())
                .number("exp", claims.expires())
                .string("jti", claims.id())
                .number("iat", claims.issuedAt())
                .string("iss", claims.issuer())
                .string("name", claims.name())
                .number("nbf", claims.notBefore())
                .string("sub", claims.subject());
    }

    static void common(GoJson json, Claims claims, Map<String, Object> unknown) {
        json.strings("tags", claims.tags())
                .string("type", claims.type().toString())
                .number("version", Jwt.VERSION)
                .fields(unknown);
    }

    private void operator(OperatorClaims claims) {
        json.strings("signing_keys", claims.signingKeys())
                .string("account_server_url", claims.accountServerUrl())
                .strings("operator_service_urls", claims.serviceUrls())
                .string("system_account", claims.systemAccount())
                .string("assert_server_version", claims.assertServerVersion())
                .flag("strict_signing_key_usage", claims.strictSigningKeyUsage());
        common(json, claims, claims.unknown());
    }

    private void account(AccountClaims claims) {
        json.objects("imports", sorted(claims.imports(), Import::subject), this::imported)
                .objects("exports", sorted(claims.exports(), Export::subject), this::exported)
                .object("limits", () -> limits(claims.limits()));
        signingKeys(claims.signingKeys());
        json.numbers("revocations", claims.revocations().seconds())
                .object("default_permissions", () -> permissions(claims.defaultPermissions()));
        mappings(claims.mappings());
        ExternalAuthorization authorization = claims.authorization();
        json.object(
                "authorization",
                () -> json.strings("auth_users", authorization.authUsers())
                        .strings("allowed_accounts", authorization.allowedAccounts())
                        .string("xkey", authorization.curveKey()));
        TraceClaim trace = claims.trace();
        if (trace != null) {
            json.object("trace", () -> json.string("dest", trace.destination()).number("sampling", trace.sampling()));
        }
        json.string("cluster_traffic", claims.clusterTraffic())
                .string("description", claims.description())
                .string("info_url", claims.infoUrl());
        common(json, claims, claims.unknown());
    }

    private static <T> List<T> sorted(List<T> items, Function<T, String> subject) {
        return items.stream().sorted(Comparator.comparing(subject)).toList();
    }

    private void imported(Import item) {
        json.string("name", item.name())
                .string("subject", item.subject())
                .string("account", item.account())
                .string("token", item.token())
                .string("to", item.to())
                .string("local_subject", item.localSubject())
                .string("type", kind(item.kind()))
                .flag("share", item.share())
                .flag("allow_trace", item.allowTrace())
                .fields(item.unknown());
    }

    private void exported(Export item) {
        json.string("name", item.name())
                .string("subject", item.subject())
                .string("type", kind(item.kind()))
                .flag("token_req", item.tokenRequired())
                .numbers("revocations", item.revocations().seconds())
                .string("response_type", item.responseType())
                .number("response_threshold", item.responseThreshold().toNanos());
        ServiceLatency latency = item.latency();
        if (latency != null) {
            json.object(
                    "service_latency",
                    () -> json.value("sampling", sampling(latency)).stringAlways("results", latency.results()));
        }
        json.number("account_token_position", item.accountTokenPosition())
                .flag("advertise", item.advertise())
                .flag("allow_trace", item.allowTrace())
                .string("description", item.description())
                .string("info_url", item.infoUrl())
                .fields(item.unknown());
    }

    private static Object sampling(ServiceLatency latency) {
        return latency.sampling() == ServiceLatency.HEADERS ? (Object) "headers" : (Object) latency.sampling();
    }

    private static String kind(@Nullable ExchangeKind kind) {
        return kind == null ? "" : kind.name().toLowerCase(Locale.ROOT);
    }

    private void limits(AccountLimits limits) {
        json.number("subs", limits.subscriptions())
                .number("data", limits.data())
                .number("payload", limits.payload())
                .number("imports", limits.imports())
                .number("exports", limits.exports())
                .flag("wildcards", limits.wildcardExports())
                .flag("disallow_bearer", limits.disallowBearer())
                .number("conn", limits.connections())
                .number("leaf", limits.leafNodes());
        jetStream(limits.jetStream());
        if (!limits.tiers().isEmpty()) {
            json.object(
                    "tiered_limits",
                    () -> new TreeMap<>(limits.tiers())
                            .forEach((tier, amounts) -> json.object(tier, () -> jetStream(amounts))));
        }
        json.fields(limits.unknown());
    }

    private void jetStream(JetStreamLimits limits) {
        json.number("mem_storage", limits.memory())
                .number("disk_storage", limits.disk())
                .number("streams", limits.streams())
                .number("consumer", limits.consumers())
                .number("max_ack_pending", limits.maxAckPending())
                .number("mem_max_stream_bytes", limits.memoryMaxStreamBytes())
                .number("disk_max_stream_bytes", limits.diskMaxStreamBytes())
                .flag("max_bytes_required", limits.maxBytesRequired());
    }

    private void signingKeys(List<SigningKey> keys) {
        if (keys.isEmpty()) {
            return;
        }
        json.name("signing_keys");
        json.array(sorted(keys, SigningKey::key), this::signingKey);
    }

    private void signingKey(SigningKey key) {
        UserScope scope = key.scope();
        if (scope == null) {
            json.text(key.key());
            return;
        }
        json.begin()
                .stringAlways("kind", "user_scope")
                .stringAlways("key", scope.key())
                .stringAlways("role", scope.role())
                .object("template", () -> rights(scope.template()))
                .stringAlways("description", scope.description())
                .fields(scope.unknown())
                .end();
    }

    private void mappings(Map<String, List<WeightedMapping>> mappings) {
        if (!mappings.isEmpty()) {
            json.object("mappings", () -> new TreeMap<>(mappings).forEach(this::mapping));
        }
    }

    private void mapping(String source, List<WeightedMapping> destinations) {
        json.name(source);
        json.array(
                destinations,
                destination -> json.begin()
                        .stringAlways("subject", destination.subject())
                        .number("weight", destination.weight())
                        .string("cluster", destination.cluster())
                        .end());
    }

    private void user(UserClaims claims) {
        rights(claims.rights());
        json.string("issuer_account", claims.issuerAccount());
        common(json, claims, claims.unknown());
    }

    private void permissions(PermissionsClaim permissions) {
        json.object("pub", () -> permission(permissions.publish()))
                .object("sub", () -> permission(permissions.subscribe()));
        ResponseClaim responses = permissions.responses();
        if (responses != null) {
            json.object(
                    "resp",
                    () -> json.numberAlways("max", responses.maxMessages())
                            .numberAlways("ttl", responses.ttl().toNanos()));
        }
    }

    private void permission(PermissionClaim permission) {
        json.strings("allow", permission.allow()).strings("deny", permission.deny());
    }

    private void rights(UserRights rights) {
        permissions(rights.permissions());
        json.strings("src", rights.sources())
                .objects(
                        "times",
                        rights.times(),
                        window -> json.string("start", window.start()).string("end", window.end()))
                .string("times_location", rights.timesLocation())
                .number("subs", rights.subscriptions())
                .number("data", rights.data())
                .number("payload", rights.payload())
                .flag("bearer_token", rights.bearer())
                .flag("proxy_required", rights.proxyRequired())
                .strings("allowed_connection_types", rights.connectionTypes());
    }

    private void activation(ActivationClaims claims) {
        json.string("subject", claims.importSubject())
                .string("kind", kind(claims.kind()))
                .string("issuer_account", claims.issuerAccount());
        common(json, claims, claims.unknown());
    }

    private void generic(GenericClaims claims) {
        Map<String, Object> data = new TreeMap<>(claims.data());
        data.put("version", (long) Jwt.VERSION);
        json.object("nats", () -> json.fields(data));
    }
}
