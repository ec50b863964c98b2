package io.dialtone.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.NonceSignature;
import io.dialtone.accounts.keys.Seeds;
import io.dialtone.conf.OptionsFile;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One configuration read by both, and whom either lets in. */
class LoginsAgainstNatsServerTest {
    private static final String NKEY = "UAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3RLKK";
    /** Of the password {@code secret}, with the smallest cost there is. */
    private static final String HASH = "$2b$04$....................../dCAsp4PpJoDgv6BeaLP6BKrXlBV1oi";

    private static final Pattern NONCE = Pattern.compile("\"nonce\":\"([^\"]+)\"");
    private static final String SIGNED = "signed";

    private static final List<Credentials> LOGINS = List.of(
            Credentials.NONE,
            Credentials.user("u", "p"),
            Credentials.user("u", "secret"),
            Credentials.user("u", ""),
            Credentials.user("u", "x"),
            Credentials.user("v", "p"),
            Credentials.user("", "p"),
            Credentials.token("t"),
            Credentials.token("p"),
            Credentials.nkey(NKEY, SIGNED),
            Credentials.nkey(NKEY, ""),
            Credentials.nkey(NKEY, "bm9uc2Vuc2U"),
            Credentials.nkey("UNKNOWN", SIGNED),
            new Credentials("u", "p", "t", "", "", "", ""),
            new Credentials("u", "p", "", NKEY, SIGNED, "", ""),
            new Credentials("u", "p", "", "UNKNOWN", "", "", ""));

    static Stream<String> configurations() {
        String nkey = "{nkey: " + NKEY + "}";
        return Stream.of(
                "",
                "authorization { user: u, password: p }",
                "authorization { user: u, password: \"" + HASH + "\" }",
                "authorization { token: t }",
                "authorization { users: [] }",
                "accounts { A: {} }",
                "authorization { users: [ {user: u, password: p}, {user: v, password: \"" + HASH + "\"} ] }",
                "authorization { users: [ {user: u, password: \"" + HASH + "\"} ] }",
                "authorization { users: [ {user: u} ] }",
                "authorization { users: [ {user: u, password: p} ] }\nno_auth_user: u",
                "authorization { users: [ {user: u, password: p, allowed_connection_types: [\"WEBSOCKET\"]} ] }",
                "authorization { users: [ {user: u, password: p, allowed_connection_types: [\"STANDARD\"]} ] }",
                "authorization { users: [ " + nkey + " ] }",
                "authorization { users: [ " + nkey + ", {user: u, password: p} ] }",
                "authorization { users: [ " + nkey + ", {user: u, password: p} ] }\nno_auth_user: " + NKEY,
                "authorization { users: [ " + nkey + ", {user: u, password: p} ] }\nno_auth_user: u",
                "accounts { A: { users: [ {user: u, password: p} ] }, B: { users: [ {user: v, password: p} ] } }",
                "accounts { $SYS: { users: [ {user: u, password: p} ] } }",
                "accounts { $SYS: { users: [ {user: u, password: p} ] }, A: {} }",
                "accounts { ADM: { users: [ {user: u, password: p} ] } }\nsystem_account: ADM");
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void bothLetTheSameClientsIn(String configuration) throws Exception {
        Authenticator authenticator =
                Authenticator.of(OptionsFile.parse(configuration).options(), new Random(3));
        try (NatsServer server = NatsServer.start(configuration)) {
            for (Credentials credentials : LOGINS) {
                compare(server, authenticator, credentials);
            }
            try (NatsServer.Client silent = server.dial()) {
                assertThat(authenticator.isRequiredInInfo(ConnectionType.STANDARD))
                        .as("auth_required")
                        .isEqualTo(silent.info().contains("\"auth_required\":true"));
                assertThat(authenticator.needsNonce())
                        .as("nonce")
                        .isEqualTo(NONCE.matcher(silent.info()).find());
                assertThat(authenticator.admitsWithoutConnect(ConnectionType.STANDARD))
                        .as("without CONNECT")
                        .isEqualTo(isLetIn(silent));
            }
        }
    }

    private static void compare(NatsServer server, Authenticator authenticator, Credentials template) throws Exception {
        try (NatsServer.Client client = server.dial()) {
            Matcher found = NONCE.matcher(client.info());
            String nonce = found.find() ? found.group(1) : "";
            Credentials credentials = signed(template, nonce);
            client.send("CONNECT {\"verbose\":false,\"user\":\"" + credentials.user() + "\",\"pass\":\""
                    + credentials.password() + "\",\"auth_token\":\"" + credentials.token() + "\",\"nkey\":\""
                    + credentials.nkey() + "\",\"sig\":\"" + credentials.signature() + "\"}\r\n");
            Login login = new Login(credentials, ConnectionType.STANDARD, nonce, null);
            assertThat(authenticator.authenticate(login) instanceof Verdict.Accepted)
                    .as(template.toString())
                    .isEqualTo(isLetIn(client));
        }
    }

    private static boolean isLetIn(NatsServer.Client client) throws Exception {
        List<String> lines = client.sync();
        if (lines.isEmpty()) {
            return true;
        }
        assertThat(lines).containsExactly("-ERR 'Authorization Violation'", "EOF");
        return false;
    }

    private static Credentials signed(Credentials template, String nonce) {
        if (!template.signature().equals(SIGNED)) {
            return template;
        }
        String encoded = NonceSignature.sign(Seeds.key(NkeyType.USER, 0), nonce);
        return new Credentials(template.user(), template.password(), "", template.nkey(), encoded, "", "");
    }
}
