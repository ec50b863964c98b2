package io.dialtone.conf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All tables, for the documentation and for the tests over all keys. */
final class KeyTables {
    private static final String BLOCK = "{} ";

    private KeyTables() {}

    static List<KeyTable<?>> all() {
        List<KeyTable<?>> tables = new ArrayList<>();
        tables.add(TopKeys.TABLE);
        tables.addAll(AuthorizationKeys.tables());
        tables.addAll(UserKeys.tables());
        tables.addAll(PermissionKeys.tables());
        tables.addAll(AccountKeys.tables());
        tables.addAll(ExchangeKeys.tables());
        tables.addAll(MappingKeys.tables());
        tables.addAll(PublishRateKeys.tables());
        tables.addAll(StickyQueueKeys.tables());
        tables.addAll(TlsKeys.tables());
        tables.add(OcspKeys.STAPLING);
        tables.add(OcspKeys.CACHE);
        tables.addAll(TrustKeys.tables());
        tables.add(ClusterKeys.TABLE);
        tables.addAll(AkkaKeys.tables());
        tables.addAll(CompressionKeys.tables());
        tables.addAll(GatewayKeys.tables());
        tables.addAll(LeafKeys.tables());
        tables.addAll(LeafRemoteKeys.tables());
        tables.addAll(JetStreamKeys.tables());
        tables.add(WebSocketKeys.TABLE);
        tables.add(MqttKeys.TABLE);
        tables.add(OpenTelemetryKeys.TABLE);
        return List.copyOf(tables);
    }

    /** The table of the block that a key takes; null when it takes something else, or several. */
    static @Nullable KeyTable<?> of(KeyTable.Key<?> key) {
        String type = key.kind().type();
        if (!type.startsWith(BLOCK)) {
            return null;
        }
        String name = type.substring(BLOCK.length());
        return all().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
