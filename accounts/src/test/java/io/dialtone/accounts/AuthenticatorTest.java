package io.dialtone.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.NonceSignature;
import io.dialtone.accounts.keys.Seeds;
import io.dialtone.conf.AccountOptions;
import io.dialtone.conf.AuthorizationOptions;
import io.dialtone.conf.Options;
import io.dialtone.conf.PermissionOptions;
import io.dialtone.conf.SubjectRules;
import io.dialtone.conf.TlsOptions;
import io.dialtone.conf.UserOptions;
import io.dialtone.conf.WebSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {
    private static final String NKEY = "UAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3RLKK";
    private static final String NONCE = "PXoWU7zWAMt75FY";
    private static final String PERSON = "CN=Ann,OU=x,O=Acme";

    @Test
    void letsAnybodyInWhenNothingIsAskedFor() {
        Authenticator authenticator = of(auth -> auth.users(List.of()));
        assertThat(authenticator.isRequired(ConnectionType.STANDARD)).isFalse();
        assertThat(authenticator.isRequiredInInfo(ConnectionType.STANDARD)).isFalse();
        assertThat(authenticator.needsNonce()).isFalse();
        assertThat(authenticator.admitsWithoutConnect(ConnectionType.STANDARD)).isTrue();
        assertThat(outcome(authenticator, Credentials.user("who", "cares"))).isEqualTo("$G ANYBODY ");
    }

    @Test
    void comparesASingleUser() {
        Authenticator authenticator = of(auth -> auth.user("u").password("p"));
        assertThat(authenticator.isRequiredInInfo(ConnectionType.STANDARD)).isTrue();
        assertThat(authenticator.admitsWithoutConnect(ConnectionType.STANDARD)).isFalse();
        assertThat(outcome(authenticator, Credentials.user("u", "p"))).isEqualTo("$G USER u");
        assertThat(outcome(authenticator, Credentials.user("u", "q"))).isEqualTo("refused");
        assertThat(outcome(authenticator, Credentials.user("v", "p"))).isEqualTo("refused");
        assertThat(outcome(authenticator, Credentials.user("", "p"))).isEqualTo("refused");
        assertThat(outcome(authenticator, Credentials.NONE)).isEqualTo("refused");
    }

    @Test
    void comparesAToken() {
        Authenticator authenticator = of(auth -> auth.token("t"));
        assertThat(outcome(authenticator, Credentials.token("t"))).isEqualTo("$G TOKEN ");
        assertThat(outcome(authenticator, Credentials.token("x"))).isEqualTo("refused");
        assertThat(outcome(authenticator, Credentials.user("t", "t"))).isEqualTo("refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2a", "2b", "2y"})
    void comparesPasswordsAndTokensWithBcryptHashes(String variant) {
        String hash = hash(variant, "secret");
        Authenticator user = of(auth -> auth.user("u").password(hash));
        assertThat(outcome(user, Credentials.user("u", "secret"))).isEqualTo("$G USER u");
        assertThat(outcome(user, Credentials.user("u", "Secret"))).isEqualTo("refused");
        assertThat(outcome(user, Credentials.user("u", hash))).isEqualTo("refused");
        Authenticator token = of(auth -> auth.token(hash));
        assertThat(outcome(token, Credentials.token("secret"))).isEqualTo("$G TOKEN ");
        assertThat(token.isSlow(Login.of(Credentials.token("x")))).isTrue();
        assertThat(user.isSlow(Login.of(Credentials.user("u", "x")))).isTrue();
        assertThat(user.isSlow(Login.of(Credentials.user("v", "x")))).isFalse();
    }

    @Test
    void aHashThatIsNoneIsNobodysPassword() {
        Authenticator authenticator = of(auth -> auth.user("u").password("$2a$11$short"));
        assertThat(outcome(authenticator, Credentials.user("u", "$2a$11$short")))
                .isEqualTo("refused");
        assertThat(outcome(authenticator, Credentials.user("u", ""))).isEqualTo("refused");
    }

    @Test
    void findsUsersOfAllAccounts() {
        Options options = Options.builder()
                .authorization(auth(a -> a.users(List.of(user("g", "1")))))
                .accounts(List.of(account("A", user("a", "2")), account("B", user("b", "3"))))
                .build();
        Authenticator authenticator = of(options);
        assertThat(outcome(authenticator, Credentials.user("g", "1"))).isEqualTo("$G USER g");
        assertThat(outcome(authenticator, Credentials.user("a", "2"))).isEqualTo("A USER a");
        assertThat(outcome(authenticator, Credentials.user("b", "3"))).isEqualTo("B USER b");
        assertThat(outcome(authenticator, Credentials.user("b", "2"))).isEqualTo("refused");
    }

    @Test
    void aUserWithoutPasswordBringsNone() {
        Authenticator authenticator = of(auth -> auth.users(List.of(user("u", ""))));
        assertThat(outcome(authenticator, Credentials.user("u", ""))).isEqualTo("$G USER u");
        assertThat(outcome(authenticator, Credentials.user("u", "x"))).isEqualTo("refused");
    }

    @Test
    void givesUsersTheirPermissionsOrThoseOfTheirBlock() {
        PermissionOptions own = publishing("own");
        Options options = Options.builder()
                .authorization(auth(a -> a.defaultPermissions(publishing("shared"))
                        .users(List.of(user("u", ""), user("v", "").with(b -> b.permissions(own))))))
                .accounts(List.of(account("A", user("a", ""))))
                .build();
        assertThat(mayPublish(options, "u", "shared")).isTrue();
        assertThat(mayPublish(options, "u", "own")).isFalse();
        assertThat(mayPublish(options, "v", "own")).isTrue();
        assertThat(mayPublish(options, "v", "shared")).isFalse();
        assertThat(mayPublish(options, "a", "anything")).isTrue();
    }

    @Test
    void takesThoseWhoBringNothingForTheNoAuthUser() {
        Authenticator authenticator =
                of(auth -> auth.users(List.of(user("u", "p"), user("v", "p"))).noAuthUser("u"));
        assertThat(authenticator.isRequired(ConnectionType.STANDARD)).isTrue();
        assertThat(authenticator.isRequiredInInfo(ConnectionType.STANDARD)).isFalse();
        assertThat(authenticator.admitsWithoutConnect(ConnectionType.STANDARD)).isTrue();
        assertThat(outcome(authenticator, Credentials.NONE)).isEqualTo("$G USER u");
        assertThat(outcome(authenticator, Credentials.user("v", "p"))).isEqualTo("$G USER v");
        assertThat(outcome(authenticator, Credentials.user("u", "x"))).isEqualTo("refused");
        assertThat(outcome(authenticator, Credentials.user("", "p"))).isEqualTo("refused");
        assertThat(outcome(authenticator, Credentials.token("p"))).isEqualTo("refused");
    }

    @Test
    void connectionTypesThatAUserMayNotUseAreRefused() {
        UserOptions web = user("w", "p").with(b -> b.connectionTypes(Set.of("WEBSOCKET")));
        Authenticator authenticator = of(auth -> auth.users(List.of(web)).noAuthUser("w"));
        assertThat(outcome(authenticator, Credentials.user("w", "p"))).isEqualTo("refused");
        assertThat(authenticator.admitsWithoutConnect(ConnectionType.STANDARD)).isFalse();
        Login overWebSocket = new Login(Credentials.user("w", "p"), ConnectionType.WEBSOCKET, "", null);
        assertThat(outcome(authenticator.authenticate(overWebSocket))).isEqualTo("$G USER w");
    }

    @Test
    void aWebSocketListenerMayHaveCredentialsOfItsOwn() {
        Options options = Options.builder()
                .webSocket(WebSocketOptions.builder().token("ws").build())
                .build();
        Authenticator authenticator = of(options);
        assertThat(authenticator.isRequired(ConnectionType.STANDARD)).isFalse();
        assertThat(authenticator.isRequired(ConnectionType.WEBSOCKET)).isTrue();
        Login login = new Login(Credentials.token("ws"), ConnectionType.WEBSOCKET, "", null);
        assertThat(outcome(authenticator.authenticate(login))).isEqualTo("$G TOKEN ");
    }

    @Test
    void verifiesWhatAnNkeyUserSigned() {
        Authenticator authenticator = of(auth -> auth.users(List.of(nkey(), user("u", "p"))));
        assertThat(authenticator.needsNonce()).isTrue();
        assertThat(outcome(authenticator.authenticate(signed(sign(NONCE), NONCE))))
                .isEqualTo("$G NKEY " + NKEY);
        assertThat(outcome(authenticator.authenticate(signed(sign("other"), NONCE))))
                .isEqualTo("refused");
        assertThat(outcome(authenticator, Credentials.nkey(NKEY, ""))).isEqualTo("refused");
        assertThat(outcome(authenticator, Credentials.nkey("UNKNOWN", sign(""))))
                .isEqualTo("refused");
        assertThat(outcome(authenticator, Credentials.user("u", "p"))).isEqualTo("$G USER u");
        Credentials both = new Credentials("u", "p", "", "UNKNOWN", "", "", "");
        assertThat(outcome(authenticator, both))
                .as("a wrong nkey is not made good")
                .isEqualTo("refused");
    }

    @Test
    void anNkeyMayBeTheNoAuthUser() {
        Authenticator authenticator = of(auth -> auth.users(List.of(nkey())).noAuthUser(NKEY));
        assertThat(outcome(authenticator, Credentials.NONE)).isEqualTo("$G NKEY " + NKEY);
        assertThat(outcome(authenticator, Credentials.user("u", ""))).isEqualTo("refused");
        assertThat(authenticator.admitsWithoutConnect(ConnectionType.STANDARD)).isFalse();
    }

    @Test
    void aUserOfACertificateIsTheFirstOfItsNamesThatOneHas() {
        TlsOptions mapping = TlsOptions.defaults().with(b -> b.verify(true).verifyAndMap(true));
        Options options = Options.builder()
                .client(Options.defaults().client().with(b -> b.tls(mapping)))
                .authorization(auth(a -> a.users(List.of(
                        user("ann@acme.org", ""),
                        user("host.acme.org", ""),
                        user("O=Acme, OU=x, CN=Ann", ""),
                        user("u", "p")))))
                .build();
        Authenticator authenticator = of(options);
        assertThat(byCertificate(authenticator, "EMAIL:ann@acme.org", "DNS:host.acme.org"))
                .isEqualTo("$G USER ann@acme.org");
        assertThat(byCertificate(authenticator, "EMAIL:nobody", "DNS:host.acme.org"))
                .isEqualTo("$G USER host.acme.org");
        assertThat(byCertificate(authenticator, "DISTINGUISHED_NAME:" + PERSON))
                .isEqualTo("$G USER O=Acme, OU=x, CN=Ann");
        assertThat(byCertificate(authenticator, "SUBJECT:" + PERSON)).isEqualTo("refused");
        assertThat(outcome(authenticator, Credentials.user("u", "p")))
                .as("without certificate")
                .isEqualTo("refused");
        assertThat(authenticator.hasPlainPasswords()).isTrue();
    }

    @Test
    void somebodyWithoutPasswordOnAListenerWithoutMappingNeedsTheCertificate() {
        TlsOptions mapping = TlsOptions.defaults().with(b -> b.verifyAndMap(true));
        Options options = Options.builder()
                .client(Options.defaults().client().with(b -> b.tls(mapping)))
                .authorization(auth(a -> a.users(List.of(user("u", "")))))
                .build();
        Login login = new Login(Credentials.user("u", ""), ConnectionType.WEBSOCKET, "", null);
        assertThat(outcome(of(options).authenticate(login))).isEqualTo("refused");
        assertThat(of(options).hasPlainPasswords()).isFalse();
    }

    @Test
    void someMayOnlyComeThroughATrustedProxy() {
        UserOptions proxied = user("u", "p").with(b -> b.proxyRequired(true));
        Options options = Options.builder()
                .authorization(auth(a -> a.users(List.of(proxied, user("v", "p")))))
                .trust(Options.defaults().trust().with(b -> b.trustedProxies(List.of(NKEY))))
                .build();
        Authenticator authenticator = of(options);
        assertThat(authenticator.needsNonce()).isTrue();
        assertThat(outcome(authenticator, Credentials.user("u", "p"))).isEqualTo("PROXY_REQUIRED");
        assertThat(throughProxy(authenticator, "u", sign(NONCE))).isEqualTo("$G USER u");
        assertThat(throughProxy(authenticator, "v", sign("other"))).isEqualTo("PROXY_NOT_TRUSTED");
        assertThat(throughProxy(authenticator, "v", "*")).isEqualTo("PROXY_NOT_TRUSTED");
    }

    @Test
    void everybodyElseIsLetInWhenOnlyTheSystemAccountHasUsers() {
        Options options = Options.builder()
                .accounts(List.of(account("$SYS", user("s", "p"))))
                .build();
        Authenticator authenticator = of(options);
        assertThat(authenticator.isRequiredInInfo(ConnectionType.STANDARD)).isTrue();
        assertThat(authenticator.admitsWithoutConnect(ConnectionType.STANDARD)).isTrue();
        assertThat(outcome(authenticator, Credentials.NONE)).matches("\\$G USER nats-[0-9A-Za-z]{8}");
        assertThat(outcome(authenticator, Credentials.user("s", "p"))).isEqualTo("$SYS USER s");
        assertThat(outcome(authenticator, Credentials.user("zz", ""))).isEqualTo("refused");
        Options another = options.with(b -> b.accounts(List.of(
                account("$SYS", user("s", "p")),
                AccountOptions.builder().name("A").build())));
        assertThat(outcome(of(another), Credentials.NONE)).isEqualTo("refused");
    }

    @Test
    void knowsPlainPasswords() {
        assertThat(of(auth -> auth.user("u").password("p")).hasPlainPasswords()).isTrue();
        assertThat(of(auth -> auth.user("u").password(hash("2a", "p"))).hasPlainPasswords())
                .isFalse();
        assertThat(of(auth -> auth.users(List.of(user("u", "p")))).hasPlainPasswords())
                .isTrue();
        assertThat(of(auth -> auth.users(List.of(user("u", "")))).hasPlainPasswords())
                .isTrue();
        assertThat(of(auth -> auth.users(List.of(user("u", hash("2b", "p"))))).hasPlainPasswords())
                .isFalse();
        assertThat(of(auth -> auth.users(List.of(nkey()))).hasPlainPasswords()).isFalse();
        assertThat(of(auth -> auth.token("t")).hasPlainPasswords())
                .as("as nats-server")
                .isFalse();
    }

    @Test
    void namesWhoItIsForTheLog() {
        UnaryOperator<String> quote = name -> '"' + name + '"';
        UserIdentity user = new UserIdentity("A", UserIdentity.Kind.USER, "a", Permissions.UNRESTRICTED);
        assertThat(user.label()).isEqualTo("A/user:a");
        assertThat(user.who(quote)).isEqualTo("User \"a\"");
        UserIdentity token = new UserIdentity("$G", UserIdentity.Kind.TOKEN, "", Permissions.UNRESTRICTED);
        assertThat(token.label()).isEqualTo("$G/token");
        assertThat(token.authorizedUser()).isEqualTo("[REDACTED]");
        assertThat(UserIdentity.anybody().label()).isEmpty();
        assertThat(Credentials.user("a", "p").who(quote)).isEqualTo("User \"a\"");
        assertThat(Credentials.nkey("U1", "s").who(quote)).isEqualTo("Nkey \"U1\"");
        assertThat(Credentials.token("t").who(quote)).isEqualTo("Token \"[REDACTED]\"");
        assertThat(Credentials.user("", "p").who(quote)).isEmpty();
        assertThat(new Credentials("a", "p-1", "t-1", "", "s-1", "j-1", "").toString())
                .doesNotContain("p-1", "t-1", "s-1", "j-1");
    }

    private static String byCertificate(Authenticator authenticator, String... names) {
        List<CertificateNames.Candidate> candidates = Arrays.stream(names)
                .map(name -> name.split(":", 2))
                .map(parts -> new CertificateNames.Candidate(CertificateNames.Kind.valueOf(parts[0]), parts[1]))
                .toList();
        return outcome(authenticator.authenticate(
                new Login(Credentials.NONE, ConnectionType.STANDARD, "", new CertificateNames(candidates))));
    }

    private static String throughProxy(Authenticator authenticator, String user, String signature) {
        Credentials credentials = new Credentials(user, "p", "", "", "", "", signature);
        return outcome(authenticator.authenticate(new Login(credentials, ConnectionType.STANDARD, NONCE, null)));
    }

    private static boolean mayPublish(Options options, String user, String subject) {
        Verdict verdict = of(options).authenticate(Login.of(Credentials.user(user, "")));
        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        byte[] bytes = subject.getBytes(StandardCharsets.UTF_8);
        return verdict instanceof Verdict.Accepted accepted
                && accepted.user().permissions().canPublish(bytes, 0, bytes.length);
    }

    private static String outcome(Authenticator authenticator, Credentials credentials) {
        return outcome(authenticator.authenticate(Login.of(credentials)));
    }

    private static String outcome(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted(UserIdentity user, String detail) ->
                user.account() + " " + user.kind() + " " + user.name();
            case Verdict.Rejected(Verdict.Reason reason, String detail) ->
                reason == Verdict.Reason.AUTHENTICATION_FAILURE ? "refused" : reason.name();
        };
    }

    private static Login signed(String signature, String nonce) {
        return new Login(Credentials.nkey(NKEY, signature), ConnectionType.STANDARD, nonce, null);
    }

    private static String sign(String nonce) {
        return NonceSignature.sign(Seeds.key(NkeyType.USER, 0), nonce);
    }

    private static String hash(String variant, String password) {
        return OpenBSDBCrypt.generate(variant, password.toCharArray(), new byte[16], 4);
    }

    private static PermissionOptions publishing(String subject) {
        return PermissionOptions.builder()
                .publish(new SubjectRules(List.of(subject), List.of()))
                .build();
    }

    private static UserOptions user(String name, String password) {
        return UserOptions.builder().username(name).password(password).build();
    }

    private static UserOptions nkey() {
        return UserOptions.builder().nkey(NKEY).build();
    }

    private static AccountOptions account(String name, UserOptions user) {
        return AccountOptions.builder().name(name).users(List.of(user)).build();
    }

    private static AuthorizationOptions auth(UnaryOperator<AuthorizationOptions.Builder> changes) {
        return changes.apply(AuthorizationOptions.builder()).build();
    }

    private static Authenticator of(UnaryOperator<AuthorizationOptions.Builder> changes) {
        return of(Options.builder().authorization(auth(changes)).build());
    }

    private static Authenticator of(Options options) {
        return Authenticator.of(options, new Random(1));
    }
}
