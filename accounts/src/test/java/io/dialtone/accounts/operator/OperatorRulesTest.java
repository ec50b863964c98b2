package io.dialtone.accounts.operator;

import static io.dialtone.accounts.operator.Realm.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.jwt.UserRights;
import io.dialtone.conf.Options;
import io.dialtone.conf.ResolverKind;
import io.dialtone.conf.ResolverOptions;
import io.dialtone.conf.TrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorRulesTest {
    private static String problem(
            UnaryOperator<OperatorClaims.Builder> operator, UnaryOperator<TrustOptions.Builder> with) {
        try {
            TrustOptions given = with.apply(TrustOptions.builder()
                            .operators(List.of(Realm.operator(operator)))
                            .resolver(ResolverOptions.defaults()))
                    .build();
            TrustedOperators trusted = TrustedOperators.load(given);
            Options options = OperatorRules.completed(Options.defaults().with(b -> b.trust(given)), trusted);
            OperatorRules.check(options, trusted, "2.15.1");
            return "";
        } catch (TrustException e) {
            return e.getMessage();
        }
    }

    @Test
    void plainOperatorsAreFine() {
        assertThat(problem(b -> b, b -> b)).isEmpty();
        assertThat(problem(b -> b.assertServerVersion("2.15.1"), b -> b)).isEmpty();
    }

    @Test
    void theServerMayBeTooOld() {
        String key = Realm.OPERATOR.publicKey();
        assertThat(problem(b -> b.assertServerVersion("9.0.0"), b -> b))
                .isEqualTo("operator " + key + " expected major version 9 > server major version 2");
        assertThat(problem(b -> b.assertServerVersion("2.16.0"), b -> b))
                .isEqualTo("operator " + key + " expected minor version 16 > server minor version 15");
        assertThat(problem(b -> b.assertServerVersion("2.15.2"), b -> b))
                .isEqualTo("operator " + key + " expected update version 2 > server update version 1");
    }

    @Test
    void theSystemAccountIsOneAndTheSame() {
        String mine = ACCOUNT.publicKey();
        String other = Realm.OTHER_ACCOUNT.publicKey();
        assertThat(problem(b -> b.systemAccount(mine), b -> b.systemAccount(other)))
                .isEqualTo("system_account in config and operator JWT must be identical");
        assertThat(problem(b -> b.systemAccount(mine), b -> b.systemAccount(mine)))
                .isEmpty();
    }

    @Test
    void aDirectoryNeedsASystemAccount() {
        ResolverOptions full =
                ResolverOptions.builder().kind(ResolverKind.FULL).directory("d").build();
        assertThat(problem(b -> b, b -> b.resolver(full)))
                .isEqualTo("using nats based account resolver - the system account needs to be specified in"
                        + " configuration or the operator jwt");
        assertThat(problem(b -> b.systemAccount(ACCOUNT.publicKey()), b -> b.resolver(full)))
                .isEmpty();
    }

    @Test
    void theDefaultTokenLetsInWithoutAKey() {
        String bearer = Realm.user(ACCOUNT, b -> b.rights(UserRights.UNLIMITED.with(r -> r.bearer(true))));
        String signed = Realm.user(ACCOUNT, b -> b.rights(UserRights.UNLIMITED));
        assertThat(problem(b -> b, b -> b.defaultSentinel(bearer))).isEmpty();
        assertThat(problem(b -> b, b -> b.defaultSentinel(signed)))
                .isEqualTo("default sentinel must be a bearer token");
        assertThat(problem(b -> b, b -> b.defaultSentinel("x"))).isEqualTo("default sentinel JWT not valid");
    }

    @Test
    void pinnedAccountsAreKeys() {
        assertThat(problem(b -> b, b -> b.resolverPinnedAccounts(Set.of("ABC"))))
                .isEqualTo("pinned account key \"ABC\" is not a valid public account nkey");
    }

    @Test
    void preloadsHaveToBeReadableAndWritable() {
        Map<String, String> preload = Map.of(ACCOUNT.publicKey(), Realm.account(b -> b));
        ResolverOptions url =
                ResolverOptions.builder().kind(ResolverKind.URL).url("http://x").build();
        assertThat(problem(b -> b, b -> b.resolverPreload(preload))).isEmpty();
        assertThat(problem(b -> b, b -> b.resolver(url).resolverPreload(preload)))
                .isEqualTo("resolver preloads only available for writeable resolver types MEM/DIR/CACHE_DIR");
        assertThat(problem(b -> b, b -> b.resolverPreload(Map.of("A", "a.b.c"))))
                .startsWith("preload account error for \"A\": ");
    }

    @Test
    void aSingleOperatorNamesResolverAndSystemAccount() throws TrustException {
        TrustOptions given = TrustOptions.builder()
                .operators(List.of(Realm.operator(
                        b -> b.accountServerUrl("http://h/jwt/v1").systemAccount(ACCOUNT.publicKey()))))
                .resolverPinnedAccounts(Set.of(Realm.OTHER_ACCOUNT.publicKey()))
                .build();
        TrustOptions completed = OperatorRules.completed(
                        Options.defaults().with(b -> b.trust(given)), TrustedOperators.load(given))
                .trust();
        assertThat(completed.systemAccount()).isEqualTo(ACCOUNT.publicKey());
        assertThat(completed.resolver()).isNotNull();
        assertThat(completed.resolver().url()).isEqualTo("http://h/jwt/v1/accounts/");
        assertThat(completed.resolverPinnedAccounts())
                .containsExactlyInAnyOrder(ACCOUNT.publicKey(), Realm.OTHER_ACCOUNT.publicKey());
    }

    @Test
    void operatorsComeFromFilesToo(@TempDir Path directory) throws IOException, TrustException {
        Path file = directory.resolve("o.jwt");
        Files.writeString(
                file,
                "-----BEGIN NATS OPERATOR JWT-----\n" + Realm.operator(b -> b)
                        + "\n------END NATS OPERATOR JWT------\n");
        TrustedOperators trusted = TrustedOperators.load(
                TrustOptions.builder().operators(List.of(file.toString())).build());
        assertThat(trusted.trusts(Realm.OPERATOR.publicKey())).isTrue();
        assertThatThrownBy(() -> TrustedOperators.load(
                        TrustOptions.builder().operators(List.of("none.jwt")).build()))
                .isInstanceOf(TrustException.class)
                .hasMessage("error parsing operator JWT: open none.jwt: no such file or directory");
    }

    @Test
    void aStrictOperatorsIdentityKeySignsNothing() {
        TrustedOperators strict = Realm.trusted(
                b -> b.strictSigningKeyUsage(true).signingKeys(List.of(Realm.OPERATOR_SIGNER.publicKey())));
        assertThat(strict.trusts(Realm.OPERATOR.publicKey())).isFalse();
        assertThat(strict.trusts(Realm.OPERATOR_SIGNER.publicKey())).isTrue();
        assertThat(strict.refusesIdentityKey(Realm.OPERATOR.publicKey())).isTrue();
        assertThat(strict.isFirstOperator(Realm.OPERATOR.publicKey())).isFalse();
        assertThat(strict.isFirstOperator(Realm.OPERATOR_SIGNER.publicKey())).isTrue();
    }
}
