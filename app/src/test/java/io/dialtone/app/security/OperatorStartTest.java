package io.dialtone.app.security;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.Target;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Operators do not go with everything: a server that cannot keep what its configuration says does not start, and says why. */
@Timeout(300)
class OperatorStartTest {

    private final Realm realm = new Realm();
    private final String other = Realm.key(NkeyType.ACCOUNT).publicKey();
    private final String operator = "operator: \"" + realm.operatorToken() + "\"\n";
    private final String memory = "resolver: MEMORY\n";
    private final String bearer = Minted.user(realm.a, realm.user, "\"pub\":{\"allow\":[\"x\"]}");

    /** What stands in a configuration, and what is said of it. */
    private Map<String, String> refused() {
        Map<String, String> refused = new TreeMap<>();
        refused.put(
                operator + memory + "authorization { users: [ {user: a, password: p} ] }",
                "operators do not allow users to be configured directly");
        refused.put(
                operator + memory + "accounts { A { } }", "operators do not allow Accounts to be configured directly");
        refused.put(
                operator + memory + "system_account: " + other,
                "system_account in config and operator JWT must be identical");
        refused.put(
                operator + memory + "trusted_keys: " + realm.operator.publicKey(),
                "conflicting options for 'TrustedKeys' and 'TrustedOperators'");
        refused.put(operator + memory + "no_auth_user: x", "no_auth_user not compatible with Trusted Operator");
        refused.put(
                operator + memory + "resolver_pinned_accounts: [ABC]",
                "pinned account key \"ABC\" is not a valid public account nkey");
        refused.put("default_sentinel: \"" + bearer + "\"", "default sentinel requires operators and accounts");
        refused.put(operator + memory + "default_sentinel: \"x.y.z\"", "default sentinel JWT not valid");
        refused.put(
                operator + memory + "default_sentinel: \"" + bearer + "\"", "default sentinel must be a bearer token");
        refused.put(
                "operator: \"" + Minted.operator(realm.operator, "\"assert_server_version\":\"9.0.0\"") + "\"\n"
                        + memory,
                "expected major version 9 > server major version 2");
        refused.put(
                "operator: \"" + Minted.operator(realm.operator, "") + "\"\nresolver: { type: full, dir: \"claims\" }",
                "using nats based account resolver - the system account needs to be specified");
        refused.put(
                operator + "resolver: URL(\"http://127.0.0.1:1/accounts/\")",
                "could not fetch <\"http://127.0.0.1:1/accounts/\">");
        return refused;
    }

    @TestFactory
    Stream<DynamicContainer> theServerSaysWhyItDoesNotStart() {
        return Target.all()
                .map(target -> DynamicContainer.dynamicContainer(
                        target.name(),
                        refused().entrySet().stream()
                                .map(refused -> DynamicTest.dynamicTest(
                                        refused.getValue(),
                                        () -> starts(target, refused.getKey(), refused.getValue())))));
    }

    private static void starts(Target target, String config, String reason) {
        assertThatThrownBy(() -> NatsProcess.start(target, config).close()).hasMessageContaining(reason);
    }
}
