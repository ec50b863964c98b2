package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.YES;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Users of the authorization block, of accounts, and of leaf nodes. */
final class UserKeys {
    private static final Set<String> CONNECTION_TYPES =
            Set.of("STANDARD", "WEBSOCKET", "LEAFNODE", "LEAFNODE_WS", "MQTT", "MQTT_WS", "IN_PROCESS");

    static final KeyTable<UserOptions.Builder> TABLE = new KeyTable<UserOptions.Builder>("users")
            .key("user username", "0.8.1", YES, "-", Kinds.text((b, v) -> b.username(v)))
            .key("password pass", "0.8.1", YES, "-", Kinds.text((b, v) -> b.password(v)))
            .key("nkey", "2.0.0", YES, "-", Kinds.text((b, v) -> b.nkey(v)))
            .key(
                    "permissions permission authorization",
                    "0.9.2",
                    YES,
                    "those of the block",
                    PermissionKeys.kind((b, v) -> b.permissions(v)))
            .key(
                    "allowed_connection_types connection_types clients",
                    "2.2.0",
                    YES,
                    "all",
                    Kinds.of("string or []", UserKeys::connectionTypes))
            .key("proxy_required", "2.12.0", YES, "false", Kinds.bool((b, v) -> b.proxyRequired(v)))
            .key(
                    "limits",
                    "Dialtone",
                    YES,
                    "none",
                    Kinds.of("{} users.limits", (in, v, b) -> b.publishRate(PublishRateKeys.user(in, v))));

    private static final KeyTable<UserOptions.Builder> LEAF_TABLE = new KeyTable<UserOptions.Builder>(
                    "leafnodes.authorization.users")
            .key("user username", "2.0.0", YES, "-", Kinds.text((b, v) -> b.username(v)))
            .key("password pass", "2.0.0", YES, "-", Kinds.text((b, v) -> b.password(v)))
            .key("account", "2.0.0", YES, "$G", Kinds.text((b, v) -> b.account(v)))
            .key("proxy_required", "2.12.0", YES, "false", Kinds.bool((b, v) -> b.proxyRequired(v)));

    private UserKeys() {}

    static List<KeyTable<?>> tables() {
        return List.of(TABLE, LEAF_TABLE);
    }

    static List<UserOptions> read(Reading in, Node value) {
        List<UserOptions> users = new ArrayList<>();
        for (Node element : elements(value)) {
            UserOptions user = one(in, element, TABLE);
            if (user != null && isComplete(in, element, user)) {
                users.add(user);
            }
        }
        return users;
    }

    static List<UserOptions> readLeaf(Reading in, Node value) {
        List<UserOptions> users = new ArrayList<>();
        for (Node element : elements(value)) {
            UserOptions user = one(in, element, LEAF_TABLE);
            if (user != null) {
                users.add(user);
            }
        }
        return users;
    }

    private static List<Node> elements(Node value) {
        List<Node> list = value.asList();
        if (list == null) {
            throw Reading.failure(value, "Expected users field to be an array, got " + GoText.value(value));
        }
        return list;
    }

    private static @Nullable UserOptions one(Reading in, Node element, KeyTable<UserOptions.Builder> table) {
        var map = element.asMap();
        if (map == null) {
            in.error(element, "Expected user entry to be a map/struct, got " + GoText.value(element));
            return null;
        }
        return table.read(in, map, UserOptions.builder()).build();
    }

    private static boolean isComplete(Reading in, Node element, UserOptions user) {
        // Reported where the entry's last key stands, as the entry itself has no name.
        Node at = element;
        for (Node value : Reading.map(element).values()) {
            at = value;
        }
        String problem = "";
        if (user.nkey().isEmpty() && user.username().isEmpty()) {
            problem = "User entry requires a user";
        } else if (!user.nkey().isEmpty() && !PublicKeys.isPublic(user.nkey(), 'U')) {
            problem = "Not a valid public nkey for a user";
        } else if (!user.nkey().isEmpty()
                && (!user.username().isEmpty() || !user.password().isEmpty())) {
            problem = "Nkey users do not take usernames or passwords";
        }
        if (!problem.isEmpty()) {
            in.error(at, problem);
        }
        return problem.isEmpty();
    }

    private static void connectionTypes(Reading in, Node value, UserOptions.Builder user) {
        Set<String> types = new LinkedHashSet<>();
        List<String> unknown = new ArrayList<>();
        for (String written : in.strings("allowed connection types", value)) {
            String type = written.toUpperCase(Locale.ROOT);
            if (CONNECTION_TYPES.contains(type)) {
                types.add(type);
            } else {
                unknown.add(type);
            }
        }
        user.connectionTypes(types);
        if (!unknown.isEmpty()) {
            throw Reading.failure(value, "invalid connection types " + GoText.quote(unknown));
        }
    }
}
