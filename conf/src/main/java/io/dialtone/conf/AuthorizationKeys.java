package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.NO;
import static io.dialtone.conf.KeyTable.Reload.YES;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The authorization block of the server, of routes and of gateways. */
final class AuthorizationKeys {
    private static final Duration LONG_TIMEOUT = Duration.ofSeconds(60);

    private static final KeyTable<AuthCalloutOptions.Builder> CALLOUT = new KeyTable<AuthCalloutOptions.Builder>(
                    "authorization.auth_callout", "Unknown field %s parsing authorization callout")
            .key("issuer", "2.10.0", NO, "-", Kinds.of("public account nkey", AuthorizationKeys::issuer))
            .key("account acc", "2.10.0", NO, "$G", Kinds.text((b, v) -> b.account(v)))
            .key(
                    "auth_users users",
                    "2.10.0",
                    NO,
                    "-",
                    Kinds.of("[]", (in, v, b) -> b.authUsers(names("auth_users", v))))
            .key("xkey key", "2.10.0", NO, "-", Kinds.of("public curve nkey", AuthorizationKeys::xkey))
            .key(
                    "allowed_accounts",
                    "2.11.0",
                    NO,
                    "all",
                    Kinds.of("[]", (in, v, b) -> b.allowedAccounts(names("allowed accounts", v))));

    static final KeyTable<AuthorizationOptions.Builder> TABLE = new KeyTable<AuthorizationOptions.Builder>(
                    "authorization")
            .key("user username", "0.5.1", YES, "-", Kinds.text((b, v) -> b.user(v)))
            .key("password pass", "0.5.1", YES, "-", Kinds.text((b, v) -> b.password(v)))
            .key("token", "1.0.0", YES, "-", Kinds.text((b, v) -> b.token(v)))
            .key(
                    "timeout",
                    "0.5.1",
                    YES,
                    "2s, with TLS its time-out and 1s",
                    Kinds.of("seconds or duration", (in, v, b) -> b.timeout(timeout(in, "authorization", v))))
            .key("users", "0.8.1", YES, "-", Kinds.of("[{}] users", (in, v, b) -> {
                in.users("", v);
                b.users(UserKeys.read(in, v));
            }))
            .key(
                    "default_permissions default_permission permissions",
                    "0.9.2",
                    YES,
                    "everything",
                    PermissionKeys.kind((b, v) -> b.defaultPermissions(v)))
            .key(
                    "auth_callout auth_hook",
                    "2.10.0",
                    NO,
                    "-",
                    Kinds.of("{} auth_callout", (in, v, b) -> b.callout(callout(in, v))))
            .key("proxy_required", "2.12.0", YES, "false", Kinds.bool((b, v) -> b.proxyRequired(v)));

    private static final KeyTable<AuthorizationOptions.Builder> SIMPLE = new KeyTable<AuthorizationOptions.Builder>(
                    "websocket.authorization")
            .key("user username", "2.2.0", NO, "-", Kinds.text((b, v) -> b.user(v)))
            .key("password pass", "2.2.0", NO, "-", Kinds.text((b, v) -> b.password(v)))
            .key("token", "2.2.0", NO, "-", Kinds.text((b, v) -> b.token(v)))
            .key("timeout", "2.2.0", NO, "1s", Kinds.of("seconds", (in, v, b) -> b.timeout(simpleTimeout(v))));

    private AuthorizationKeys() {}

    static List<KeyTable<?>> tables() {
        return List.of(TABLE, CALLOUT, SIMPLE);
    }

    static void main(Reading in, Node value, Options.Builder options) {
        options.authorization(auth -> TABLE.read(in, Reading.map(value), auth));
        AuthorizationOptions auth = options.build().authorization();
        if (!auth.token().isEmpty()
                && !(auth.user().isEmpty() && auth.password().isEmpty())) {
            throw Reading.failure(value, "Cannot have a user/pass and token");
        }
        if (!in.userLists().containsKey("")) {
            return;
        }
        in.users("", value);
        if (!auth.user().isEmpty()) {
            throw Reading.failure(value, "Can not have a single user/pass and a users array");
        }
        if (!auth.token().isEmpty()) {
            throw Reading.failure(value, "Can not have a token and a users array");
        }
    }

    /** The block of a cluster or gateway: one user only. */
    static AuthorizationOptions link(Reading in, Node value, String whose) {
        Node own = in.userLists().remove("");
        AuthorizationOptions auth = TABLE.read(in, Reading.map(value), AuthorizationOptions.builder())
                .build();
        boolean users = in.userLists().remove("") != null;
        if (own != null) {
            in.users("", own);
        }
        if (users) {
            throw Reading.failure(value, whose + " authorization does not allow multiple users");
        }
        if (!auth.token().isEmpty()) {
            throw Reading.failure(value, whose + " authorization does not support tokens");
        }
        if (auth.callout() != null) {
            throw Reading.failure(value, whose + " authorization does not support callouts");
        }
        return auth;
    }

    /** The block of the WebSocket and MQTT listeners. */
    static AuthorizationOptions simple(Reading in, Node value) {
        return SIMPLE.read(in, Reading.map(value), AuthorizationOptions.builder())
                .build();
    }

    static Duration timeout(Reading in, String block, Node value) {
        Duration timeout = Reading.seconds(block, value);
        if (timeout.compareTo(LONG_TIMEOUT) > 0) {
            double seconds = timeout.toNanos() / 1e9;
            in.warnUse(
                    value,
                    "timeout",
                    "timeout of " + GoText.value(value)
                            + String.format(Locale.ROOT, " (%f seconds)", seconds)
                            + " is high, consider keeping it under 60 seconds. possibly caused by unquoted duration; "
                            + "use '1m' instead of 1m, for example");
        }
        return timeout;
    }

    private static Duration simpleTimeout(Node value) {
        boolean number = value.value() instanceof Long || value.value() instanceof Double;
        return number ? Reading.seconds("authorization", value) : Duration.ofSeconds(1);
    }

    private static AuthCalloutOptions callout(Reading in, Node value) {
        int before = in.errors().size();
        AuthCalloutOptions callout = CALLOUT.read(
                        in,
                        value,
                        "Expected authorization callout to be a map/struct, got %v",
                        AuthCalloutOptions.builder())
                .build();
        if (in.errors().size() > before) {
            return callout;
        }
        if (callout.issuer().isEmpty()) {
            throw Reading.failure(last(value), "Authorization callouts require an issuer to be specified");
        }
        if (callout.authUsers().isEmpty()) {
            throw Reading.failure(last(value), "Authorization callouts require authorized users to be specified");
        }
        return callout;
    }

    /** Where nats-server says that something lacks: at the last entry that is there. */
    private static Node last(Node map) {
        Node last = map;
        for (Node entry : Reading.map(map).values()) {
            last = entry;
        }
        return last;
    }

    private static void issuer(Reading in, Node value, AuthCalloutOptions.Builder callout) {
        String key = Reading.text(value);
        callout.issuer(key);
        if (!PublicKeys.isPublic(key, 'A')) {
            String problem = "Expected callout user to be a valid public account nkey, got " + GoText.quote(key);
            throw Reading.failure(value, problem);
        }
    }

    private static void xkey(Reading in, Node value, AuthCalloutOptions.Builder callout) {
        String key = Reading.text(value);
        callout.xkey(key);
        if (!PublicKeys.isPublic(key, 'X')) {
            String problem = "Expected callout xkey to be a valid public xkey, got " + GoText.quote(key);
            throw Reading.failure(value, problem);
        }
    }

    private static List<String> names(String field, Node value) {
        List<Node> list = value.asList();
        if (list == null) {
            throw Reading.failure(value, "Expected " + field + " field to be an array, got " + GoText.type(value));
        }
        return list.stream().map(Reading::text).toList();
    }
}
