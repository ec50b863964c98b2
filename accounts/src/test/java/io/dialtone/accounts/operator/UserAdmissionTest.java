package io.dialtone.accounts.operator;

import static io.dialtone.accounts.operator.Realm.ACCOUNT;
import static io.dialtone.accounts.operator.Realm.ACCOUNT_SIGNER;
import static io.dialtone.accounts.operator.Realm.CLOCK;
import static io.dialtone.accounts.operator.Realm.NONCE;
import static io.dialtone.accounts.operator.Realm.NOW;
import static io.dialtone.accounts.operator.Realm.OTHER_ACCOUNT;
import static io.dialtone.accounts.operator.Realm.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.ConnectionType;
import io.dialtone.accounts.Login;
import io.dialtone.accounts.Verdict;
import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.AccountLimits;
import io.dialtone.accounts.jwt.PermissionClaim;
import io.dialtone.accounts.jwt.PermissionsClaim;
import io.dialtone.accounts.jwt.Revocations;
import io.dialtone.accounts.jwt.SigningKey;
import io.dialtone.accounts.jwt.TimeWindow;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.jwt.UserRights;
import io.dialtone.accounts.jwt.UserScope;
import io.dialtone.accounts.keys.NonceSignature;
import io.dialtone.accounts.operator.Admission.Admitted;
import io.dialtone.accounts.operator.Admission.Pending;
import io.dialtone.accounts.operator.Admission.Refused;
import io.dialtone.conf.TrustOptions;
import io.dialtone.routing.ByteText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class UserAdmissionTest {
    private static final UserRights BEARER = UserRights.UNLIMITED.with(b -> b.bearer(true));

    private final UserAdmission admission = new UserAdmission(TrustOptions.defaults(), CLOCK);

    private static AccountDefinition plain() {
        return Realm.definition(b -> b);
    }

    private static String user(UnaryOperator<UserRights.Builder> rights) {
        return Realm.user(ACCOUNT, b -> b.rights(UserRights.UNLIMITED.with(rights)));
    }

    private Admission admit(AccountDefinition account, Login login) {
        return admission.begin(login) instanceof Pending pending
                ? admission.finish(pending, account, login)
                : admission.begin(login);
    }

    private String refusal(AccountDefinition account, Login login) {
        return admit(account, login) instanceof Refused refused ? refused.detail() : "admitted";
    }

    private Admitted admitted(AccountDefinition account, String token) {
        return (Admitted) admit(account, Realm.login(token));
    }

    @Test
    void aUserOfTheAccountIsLetIn() {
        Admitted admitted = admitted(plain(), user(b -> b));
        assertThat(admitted.user().account()).isEqualTo(ACCOUNT.publicKey());
        assertThat(admitted.user().name()).isEqualTo(USER.publicKey());
        assertThat(admitted.user().label()).isEqualTo(ACCOUNT.publicKey() + "/jwt:" + USER.publicKey());
        assertThat(admitted.claimed().nameTag()).isEqualTo("u");
        assertThat(admitted.claimed().accountName()).isEqualTo("ACME");
        assertThat(admitted.claimed().expires()).isNull();
        assertThat(admitted.detail()).startsWith("Authenticated JWT: Client \"" + USER.publicKey());
    }

    @Test
    void withoutATokenNobodyIsLetIn() {
        assertThat(refusal(plain(), Realm.login(""))).isEqualTo("Authentication requires a user JWT");
        assertThat(refusal(plain(), Realm.login("a.b.c"))).isEqualTo("Authentication requires a user JWT");
        assertThat(refusal(plain(), Realm.login(Realm.account(b -> b))))
                .as("claims of an account")
                .isEqualTo("Authentication requires a user JWT");
    }

    @Test
    void theDefaultTokenStandsInForThoseWhoBringNone() {
        String sentinel = Realm.user(ACCOUNT, b -> b.rights(BEARER));
        UserAdmission lenient = new UserAdmission(
                TrustOptions.builder().defaultSentinel(sentinel).build(), CLOCK);
        assertThat(lenient.begin(Realm.login(""))).isInstanceOf(Pending.class);
        assertThat(lenient.begin(Realm.login("no token"))).isInstanceOf(Pending.class);
    }

    @Test
    void timesOfTheClaimsCount() {
        long now = NOW.getEpochSecond();
        assertThat(refusal(plain(), Realm.login(Realm.user(ACCOUNT, b -> b.expires(now - 1)))))
                .isEqualTo("User JWT no longer valid: [claim is expired]");
        assertThat(refusal(plain(), Realm.login(Realm.user(ACCOUNT, b -> b.notBefore(now + 1)))))
                .isEqualTo("User JWT no longer valid: [claim is not yet valid]");
        assertThat(admitted(plain(), Realm.user(ACCOUNT, b -> b.expires(now + 5)))
                        .claimed()
                        .expires())
                .isEqualTo(NOW.plusSeconds(5));
    }

    @Test
    void whereAccountsArePinnedOthersStayOut() {
        UserAdmission strict = new UserAdmission(
                TrustOptions.builder()
                        .resolverPinnedAccounts(Set.of(OTHER_ACCOUNT.publicKey()))
                        .build(),
                CLOCK);
        Admission refused = strict.begin(Realm.login(user(b -> b)));
        assertThat(refused)
                .isEqualTo(new Refused(
                        Verdict.Reason.AUTHENTICATION_FAILURE,
                        "Account " + ACCOUNT.publicKey() + " not listed as operator pinned account",
                        false,
                        true));
    }

    @Test
    void aProxyIsRequiredWhereTheClaimsSaySo() {
        assertThat(admission.begin(Realm.login(user(b -> b.proxyRequired(true)))))
                .isEqualTo(new Refused(Verdict.Reason.PROXY_REQUIRED, "proxy connection required", false, false));
    }

    @Test
    void aStrangersUserStaysOut() {
        String foreign = Realm.user(
                OTHER_ACCOUNT, b -> b.issuerAccount(ACCOUNT.publicKey()).rights(UserRights.UNLIMITED));
        assertThat(refusal(plain(), Realm.login(foreign))).isEqualTo("User JWT issuer is not known");
    }

    @Test
    void aSigningKeyCountsAsLongAsTheAccountHasIt() {
        String token = Realm.user(
                ACCOUNT_SIGNER, b -> b.issuerAccount(ACCOUNT.publicKey()).rights(UserRights.UNLIMITED));
        AccountDefinition with =
                Realm.definition(b -> b.signingKeys(List.of(SigningKey.of(ACCOUNT_SIGNER.publicKey()))));
        Admitted admitted = admitted(with, token);
        assertThat(admitted.claimed().signingKey()).isEqualTo(ACCOUNT_SIGNER.publicKey());
        assertThat(refusal(plain(), Realm.login(token))).isEqualTo("User JWT issuer is not known");
        assertThat(Standing.of(admitted.user(), admitted.claimed(), with)).isInstanceOf(Standing.Stays.class);
        assertThat(Standing.of(admitted.user(), admitted.claimed(), plain())).isEqualTo(Standing.Ends.SIGNER);
    }

    @Test
    void underAStrictOperatorTheAccountsOwnKeySignsNoUsers() {
        TrustedOperators strict = Realm.trusted(
                b -> b.strictSigningKeyUsage(true).signingKeys(List.of(Realm.OPERATOR_SIGNER.publicKey())));
        String account = Realm.sign(AccountClaims.builder(ACCOUNT.publicKey()).build(), Realm.OPERATOR_SIGNER);
        assertThat(refusal(Realm.definition(strict, account), Realm.login(user(b -> b))))
                .isEqualTo("User JWT issuer is not known");
    }

    private static UserScope scope(UnaryOperator<UserRights.Builder> template) {
        return UserScope.builder(ACCOUNT_SIGNER.publicKey())
                .role("r")
                .template(UserRights.UNLIMITED.with(template))
                .build();
    }

    private static AccountDefinition scoped(UserScope scope) {
        return Realm.definition(b -> b.signingKeys(List.of(SigningKey.of(scope))));
    }

    private static String scopedUser(UnaryOperator<UserClaims.Builder> with) {
        return Realm.user(
                ACCOUNT_SIGNER,
                b -> with.apply(b.issuerAccount(ACCOUNT.publicKey()).rights(UserRights.NONE)));
    }

    @Test
    void aScopeGivesTheRights() {
        PermissionsClaim permissions = PermissionsClaim.NONE.withPublish(PermissionClaim.NONE.allowing("u.{{name()}}"));
        Admitted admitted =
                admitted(scoped(scope(b -> b.permissions(permissions).subscriptions(7))), scopedUser(b -> b));
        assertThat(admitted.claimed().maxSubscriptions()).isEqualTo(7);
        byte[] own = ByteText.bytes("u.u");
        byte[] others = ByteText.bytes("u.v");
        assertThat(admitted.user().permissions().canPublish(own, 0, own.length)).isTrue();
        assertThat(admitted.user().permissions().canPublish(others, 0, others.length))
                .isFalse();
    }

    @Test
    void aScopedUserMustBringNoRightsOfItsOwn() {
        AccountDefinition account = scoped(scope(b -> b));
        assertThat(refusal(account, Realm.login(scopedUser(b -> b.rights(UserRights.UNLIMITED)))))
                .isEqualTo("User JWT is not valid: scoped users require no permissions or limits set");
    }

    @Test
    void aTemplateThatCannotBeFilledInLetsNobodyIn() {
        PermissionsClaim permissions = PermissionsClaim.NONE.withPublish(PermissionClaim.NONE.denying("x.{{tag(k)}}"));
        assertThat(refusal(scoped(scope(b -> b.permissions(permissions))), Realm.login(scopedUser(b -> b))))
                .isEqualTo("User JWT generated invalid permissions");
    }

    @Test
    void aChangedScopeEndsItsUsers() {
        Admitted admitted = admitted(scoped(scope(b -> b)), scopedUser(b -> b));
        assertThat(Standing.of(admitted.user(), admitted.claimed(), scoped(scope(b -> b.subscriptions(3)))))
                .isEqualTo(Standing.Ends.SIGNER);
    }

    @Test
    void theNonceHasToBeSigned() {
        String token = user(b -> b);
        assertThat(refusal(plain(), Realm.login(token, ""))).isEqualTo("Signature missing");
        assertThat(refusal(plain(), Realm.login(token, "%"))).isEqualTo("Signature not valid base64");
        String replayed = NonceSignature.sign(USER, NONCE + "x");
        assertThat(refusal(plain(), Realm.login(token, replayed))).isEqualTo("Signature not verified");
    }

    @Test
    void bearersSignNothingUnlessTheAccountForbidsThem() {
        String token = Realm.user(ACCOUNT, b -> b.rights(BEARER));
        Admission admitted = admit(plain(), Realm.login(token, ""));
        assertThat(admitted).isInstanceOf(Admitted.class);
        AccountDefinition forbidding =
                Realm.definition(b -> b.limits(AccountLimits.UNLIMITED.with(l -> l.disallowBearer(true))));
        assertThat(refusal(forbidding, Realm.login(token, ""))).isEqualTo("Account does not allow bearer tokens");
        assertThat(Standing.of(((Admitted) admitted).user(), ((Admitted) admitted).claimed(), forbidding))
                .isEqualTo(Standing.Ends.BEARER);
    }

    @Test
    void revocationsCountUpToTheirSecond() {
        long now = NOW.getEpochSecond();
        String token = user(b -> b);
        Admitted admitted = admitted(plain(), token);
        for (String key : List.of(USER.publicKey(), Revocations.ALL)) {
            AccountDefinition revoking = Realm.definition(b -> b.revocations(new Revocations(Map.of(key, now))));
            AccountDefinition earlier = Realm.definition(b -> b.revocations(new Revocations(Map.of(key, now - 1))));
            assertThat(refusal(revoking, Realm.login(token))).isEqualTo("User authentication revoked");
            assertThat(refusal(earlier, Realm.login(token))).isEqualTo("admitted");
            assertThat(Standing.of(admitted.user(), admitted.claimed(), revoking))
                    .isEqualTo(Standing.Ends.REVOKED);
        }
    }

    @Test
    void typesOfConnectionsCount() {
        String signature = NonceSignature.sign(USER, NONCE);
        String token = user(b -> b.connectionTypes(List.of("websocket", "SOMETHING")));
        assertThat(refusal(plain(), Realm.login(token))).isEqualTo("Connection type not allowed");
        assertThat(refusal(plain(), Realm.login(token, signature, ConnectionType.WEBSOCKET)))
                .isEqualTo("admitted");
        assertThat(refusal(plain(), Realm.login(user(b -> b.connectionTypes(List.of("SOMETHING"))))))
                .isEqualTo("invalid connection types [SOMETHING]");
    }

    @Test
    void theAddressCounts() {
        assertThat(refusal(plain(), Realm.login(user(b -> b.sources(List.of("127.0.0.0/8"))))))
                .isEqualTo("admitted");
        assertThat(admit(plain(), Realm.login(user(b -> b.sources(List.of("10.0.0.0/8"))))))
                .isEqualTo(new Refused(Verdict.Reason.AUTHENTICATION_FAILURE, "Bad src Ip 127.0.0.1", true, false));
    }

    @Test
    void theTimeOfDayCounts() {
        String closed = user(
                b -> b.times(List.of(new TimeWindow("11:00:00", "12:00:00"))).timesLocation("UTC"));
        assertThat(admit(plain(), Realm.login(closed)))
                .isEqualTo(new Refused(Verdict.Reason.AUTHENTICATION_FAILURE, "Outside connect times", true, false));
        String open = user(
                b -> b.times(List.of(new TimeWindow("09:00:00", "10:00:30"))).timesLocation("UTC"));
        assertThat(admitted(plain(), open).claimed().expires()).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void whoHasNoPermissionsHasThoseOfTheAccount() {
        PermissionsClaim defaults = PermissionsClaim.NONE.withPublish(PermissionClaim.NONE.allowing("d"));
        AccountDefinition account = Realm.definition(b -> b.defaultPermissions(defaults));
        byte[] subject = ByteText.bytes("e");
        Admitted admitted = admitted(account, user(b -> b));
        assertThat(admitted.user().permissions().canPublish(subject, 0, 1)).isFalse();
        Standing after = Standing.of(admitted.user(), admitted.claimed(), plain());
        assertThat(((Standing.Stays) after).user().permissions().canPublish(subject, 0, 1))
                .isTrue();
        PermissionsClaim own = PermissionsClaim.NONE.withPublish(PermissionClaim.NONE.allowing("e"));
        assertThat(admitted(account, user(b -> b.permissions(own)))
                        .user()
                        .permissions()
                        .canPublish(subject, 0, 1))
                .isTrue();
    }

    @Test
    void whatIsNotSaidOfLimitsIsForbidden() {
        Admitted admitted = admitted(plain(), Realm.user(ACCOUNT, b -> b.rights(UserRights.NONE)));
        assertThat(admitted.claimed().maxSubscriptions()).isZero();
        assertThat(admitted.claimed().maxPayload()).isZero();
    }

    @Test
    void whoWasVouchedForNeedsNoSignature() {
        Pending pending = (Pending) admission.begin(Realm.login(user(b -> b.sources(List.of("10.0.0.0/8"))), ""));
        assertThat(admission.vouched(pending, plain())).isInstanceOf(Admitted.class);
    }
}
