package io.dialtone.accounts.operator;

import static io.dialtone.accounts.operator.Realm.ACCOUNT;
import static io.dialtone.accounts.operator.Realm.NOW;
import static io.dialtone.accounts.operator.Realm.OTHER_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.exchange.Export;
import io.dialtone.accounts.exchange.Import;
import io.dialtone.accounts.exchange.ImportRules;
import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.AccountLimits;
import io.dialtone.accounts.jwt.ActivationClaims;
import io.dialtone.accounts.jwt.Revocations;
import io.dialtone.accounts.jwt.SigningKey;
import io.dialtone.accounts.jwt.TraceClaim;
import io.dialtone.accounts.jwt.WeightedMapping;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.conf.ExchangeKind;
import io.dialtone.routing.SubjectMappings;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ClaimedAccountsTest {
    private final ClaimedAccounts reader = new ClaimedAccounts(Realm.trusted());

    private void refuses(String token, String why) {
        assertThatThrownBy(() -> reader.read(ACCOUNT.publicKey(), token, NOW))
                .isInstanceOf(TrustException.class)
                .hasMessage(why);
    }

    @Test
    void onlyTrustedOperatorsSignAccounts() {
        AccountClaims claims = AccountClaims.builder(ACCOUNT.publicKey()).build();
        refuses(Realm.sign(claims, Realm.STRANGER), ClaimedAccounts.NOT_VALID);
        refuses(Realm.sign(claims, ACCOUNT), ClaimedAccounts.NOT_VALID);
        refuses("x", "expected 3 chunks");
        assertThat(Realm.definition(Realm.trusted(), Realm.sign(claims, Realm.OPERATOR_SIGNER))
                        .id())
                .isEqualTo(ACCOUNT.publicKey());
    }

    @Test
    void aTokenIsAboutTheAccountThatWasAskedFor() {
        AccountClaims other = AccountClaims.builder(OTHER_ACCOUNT.publicKey()).build();
        refuses(Realm.sign(other, Realm.OPERATOR), ClaimedAccounts.NOT_VALID);
    }

    @Test
    void claimsThatAreOverDoNotCount() {
        refuses(Realm.account(b -> b.expires(NOW.getEpochSecond() - 1)), ClaimedAccounts.NOT_VALID);
    }

    @Test
    void whatIsNotSaidOfLimitsIsForbidden() {
        AccountDefinition account = Realm.definition(b -> b.limits(AccountLimits.NONE));
        assertThat(account.limits()).isEqualTo(new io.dialtone.conf.AccountLimits(0, 0, 0, 0));
    }

    @Test
    void mappingsAndTracesAreTakenOver() {
        AccountDefinition account =
                Realm.definition(b -> b.mappings(Map.of("a", List.of(new WeightedMapping("b", 0, ""))))
                        .trace(new TraceClaim("t", 0)));
        assertThat(account.mappings())
                .containsExactly(
                        new SubjectMappings.Mapping("a", List.of(new SubjectMappings.Destination("b", 100, ""))));
        assertThat(account.traceDestination()).isEqualTo("t");
        assertThat(account.traceSampling()).isEqualTo(100);
    }

    @Test
    void toOfAServiceIsTheSubjectOfTheExporter() {
        assertThat(taken(ExchangeKind.SERVICE, b -> b.subject("here").to("there")))
                .extracting(Import::subject, Import::local)
                .containsExactly("there", "here");
        assertThat(taken(ExchangeKind.SERVICE, b -> b.subject("there").localSubject("here")))
                .extracting(Import::subject, Import::local)
                .containsExactly("there", "here");
    }

    @Test
    void toOfAStreamIsAPrefix() {
        assertThat(taken(ExchangeKind.STREAM, b -> b.subject("a.b").to("p")))
                .extracting(Import::subject, Import::local)
                .containsExactly("a.b", "p.a.b");
    }

    private static Import taken(ExchangeKind kind, UnaryOperator<io.dialtone.accounts.jwt.Import.Builder> with) {
        io.dialtone.accounts.jwt.Import.Builder builder =
                io.dialtone.accounts.jwt.Import.builder(kind, OTHER_ACCOUNT.publicKey(), "s");
        return Realm.definition(b -> b.imports(List.of(with.apply(builder).build())))
                .imports()
                .getFirst();
    }

    // ---- activation tokens

    private static final Import TAKEN =
            new Import(ExchangeKind.STREAM, ACCOUNT.publicKey(), "s.a", "s.a", false, false, "");

    private static boolean allows(String token, UnaryOperator<AccountClaims.Builder> exporter, Revocations revoked) {
        AccountDefinition account = Realm.definition(exporter);
        ImportRules.Activations rules =
                new ActivationRules(id -> id.equals(ACCOUNT.publicKey()) ? account : null, Realm.CLOCK);
        Export open = Export.open(ExchangeKind.STREAM, "s.>");
        Export export = new Export(
                open.kind(),
                open.subject(),
                open.accounts(),
                false,
                true,
                revoked.seconds(),
                0,
                open.responseType(),
                open.threshold(),
                null,
                false);
        Import taken = new Import(TAKEN.kind(), TAKEN.account(), TAKEN.subject(), TAKEN.local(), false, false, token);
        return rules.allows(OTHER_ACCOUNT.publicKey(), taken, export);
    }

    private static String activation(KeyPair signer, UnaryOperator<ActivationClaims.Builder> with) {
        ActivationClaims.Builder builder = ActivationClaims.builder(OTHER_ACCOUNT.publicKey())
                .importSubject("s.*")
                .kind(ExchangeKind.STREAM);
        return Realm.sign(with.apply(builder).build(), signer);
    }

    @Test
    void anActivationOfTheExporterLetsItsSubjectImport() {
        assertThat(allows(activation(ACCOUNT, b -> b), b -> b, Revocations.NONE))
                .isTrue();
        assertThat(allows("", b -> b, Revocations.NONE)).isFalse();
        assertThat(allows("a.b.c", b -> b, Revocations.NONE)).isFalse();
    }

    @Test
    void anActivationForSomebodyElseOrSomethingElseDoesNot() {
        assertThat(allows(activation(ACCOUNT, b -> b.subject(ACCOUNT.publicKey())), b -> b, Revocations.NONE))
                .isFalse();
        assertThat(allows(activation(ACCOUNT, b -> b.importSubject("s.b")), b -> b, Revocations.NONE))
                .isFalse();
        assertThat(allows(activation(ACCOUNT, b -> b.kind(ExchangeKind.SERVICE)), b -> b, Revocations.NONE))
                .isFalse();
        assertThat(allows(activation(OTHER_ACCOUNT, b -> b), b -> b, Revocations.NONE))
                .isFalse();
        assertThat(allows(activation(ACCOUNT, b -> b.expires(NOW.getEpochSecond() - 1)), b -> b, Revocations.NONE))
                .isFalse();
    }

    @Test
    void aSigningKeyOfTheExporterMayActivateAsLongAsItIsOne() {
        String token = activation(Realm.ACCOUNT_SIGNER, b -> b.issuerAccount(ACCOUNT.publicKey()));
        List<SigningKey> keys = List.of(SigningKey.of(Realm.ACCOUNT_SIGNER.publicKey()));
        assertThat(allows(token, b -> b.signingKeys(keys), Revocations.NONE)).isTrue();
        assertThat(allows(token, b -> b, Revocations.NONE)).isFalse();
    }

    @Test
    void aRevokedActivationDoesNotCount() {
        long now = NOW.getEpochSecond();
        String token = activation(ACCOUNT, b -> b);
        assertThat(allows(token, b -> b, new Revocations(Map.of(OTHER_ACCOUNT.publicKey(), now))))
                .isFalse();
        assertThat(allows(token, b -> b, new Revocations(Map.of("*", now)))).isFalse();
        assertThat(allows(token, b -> b, new Revocations(Map.of("*", now - 1)))).isTrue();
    }
}
