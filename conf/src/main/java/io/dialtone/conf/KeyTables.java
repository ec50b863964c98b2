package io.dialtone.conf;

import java.util.ArrayList;
import java.util.List;

/** All tables, for the documentation and for the tests over all keys. */
final class KeyTables {
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
        return List.copyOf(tables);
    }
}
