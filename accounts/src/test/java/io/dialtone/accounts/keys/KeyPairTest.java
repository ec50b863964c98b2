package io.dialtone.accounts.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPairTest {
    private static final String NONCE = "PXoWU7zWAMt75FY";
    private static final String SIGNATURE =
            "bnxg5G8aOV2LQdSE_lcM9clxm_fbTTZxsqQ1EpTNgJXmH6z5ezesd49kXfuNhoAqw_DmEtsGcNsJdug9wMuRDQ";

    @ParameterizedTest
    @CsvSource({
        "ACCOUNT, 1, SAAACAQDAQCQMBYIBEFAWDANBYHRAEISCMKBKFQXDAMRUGY4DUPB6IFO3A,"
                + " AB43KVROR7TFJ6KAPCYRF2FJROTZAH4FHLTJLPWX4DRZCC5NASLGIFW3",
        "USER, 2, SUAAEAYEAUDAOCAJBIFQYDIOB4IBCEQTCQKRMFYYDENBWHA5DYPSAIOM6Y,"
                + " UBB43QBD2IWV7HQQPUNANE2FPU25DUIOW7JBY4QRSL2W6XPEAZS5HEQW",
    })
    void knowsItsPublicKeyAndItsSeed(NkeyType type, int added, String seed, String publicKey) throws NkeyException {
        KeyPair key = Seeds.key(type, added);
        assertThat(key.publicKey()).isEqualTo(publicKey).isEqualTo(key.toString());
        assertThat(key.seed()).isEqualTo(seed);
        assertThat(KeyPair.fromSeed(seed).publicKey()).isEqualTo(publicKey);
        assertThat(KeyPair.fromSeed(seed).type()).isEqualTo(type);
    }

    @Test
    void writesItsPrivateKey() {
        assertThat(Seeds.key(NkeyType.USER, 0).privateKey())
                .isEqualTo("PAAACAQDAQCQMBYIBEFAWDANBYHRAEISCMKBKFQXDAMRUGY4DUPB6A5BA677HTQQXYOXBXIY45F4"
                        + "BGLH4TLDBG5FBVPR3XEGMQJFKMNYJGWQ");
    }

    @Test
    void signsTheNonce() {
        KeyPair user = Seeds.key(NkeyType.USER, 0);
        assertThat(NonceSignature.sign(user, NONCE)).isEqualTo(SIGNATURE);
        assertThat(NonceSignature.problem(user.publicKey(), NONCE, SIGNATURE)).isNull();
    }

    @Test
    void takesTheSignatureOfTheNonceInBothAlphabets() {
        String standard = SIGNATURE.replace('_', '/').replace('-', '+') + "==";
        assertThat(NonceSignature.problem(NkeysTest.USER, NONCE, standard)).isNull();
        assertThat(NonceSignature.problem(NkeysTest.USER, NONCE, SIGNATURE + "\r\n"))
                .isNull();
    }

    @Test
    void saysWhyASignatureIsNotTaken() {
        assertThat(NonceSignature.problem(NkeysTest.USER, NONCE, "")).isEqualTo("Signature missing");
        assertThat(NonceSignature.problem(NkeysTest.USER, NONCE, "*")).isEqualTo("Signature not valid base64");
        assertThat(NonceSignature.problem(NkeysTest.USER, NONCE, SIGNATURE + "=="))
                .isEqualTo("Signature not valid base64");
        assertThat(NonceSignature.problem(NkeysTest.USER, NONCE, "AAAA")).isEqualTo("Signature not verified");
        assertThat(NonceSignature.problem(NkeysTest.USER, NONCE + "x", SIGNATURE))
                .isEqualTo("Signature not verified");
        assertThat(NonceSignature.problem("UAAA", NONCE, SIGNATURE)).isEqualTo("User nkey not valid");
        assertThat(NonceSignature.problem(Seeds.key(NkeyType.ACCOUNT, 0).publicKey(), NONCE, SIGNATURE))
                .isEqualTo("User nkey not valid");
    }

    @Test
    void takesTheSignatureOfAProxyWithoutPaddingOnly() {
        List<String> trusted = List.of(Seeds.key(NkeyType.USER, 9).publicKey(), NkeysTest.USER);
        assertThat(NonceSignature.isOfProxy(trusted, NONCE, SIGNATURE)).isTrue();
        assertThat(NonceSignature.isOfProxy(trusted, NONCE, SIGNATURE + "==")).isFalse();
        assertThat(NonceSignature.isOfProxy(trusted, NONCE + "x", SIGNATURE)).isFalse();
        assertThat(NonceSignature.isOfProxy(List.of("X"), NONCE, SIGNATURE)).isFalse();
    }

    @Test
    void readsPublicKeys() throws NkeyException {
        PublicNkey key = PublicNkey.parse(NkeysTest.USER);
        assertThat(key).isEqualTo(PublicNkey.of(NkeysTest.USER)).hasToString(NkeysTest.USER);
        assertThat(key.type()).isEqualTo(NkeyType.USER);
        assertThat(PublicNkey.of("hello")).isNull();
        assertThatExceptionOfType(NkeyException.class)
                .isThrownBy(() -> PublicNkey.parse(NkeysTest.USER_SEED))
                .withMessage("nkeys: invalid public key");
    }

    @Test
    void aFreshKeyIsTheOneOfItsSeed() throws NkeyException {
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 200; i++) {
            KeyPair signing = KeyPair.generate(NkeyType.SERVER, random);
            assertThat(KeyPair.fromSeed(signing.seed()).publicKey()).isEqualTo(signing.publicKey());
            CurveKeyPair curve = CurveKeyPair.generate(random);
            assertThat(CurveKeyPair.fromSeed(curve.seed()).publicKey()).isEqualTo(curve.publicKey());
        }
    }

    @Test
    void cannotBeACurveKey() {
        SecureRandom random = new SecureRandom();
        String seed = CurveKeyPair.generate(random).seed();
        assertThatExceptionOfType(NkeyException.class)
                .isThrownBy(() -> KeyPair.fromSeed(seed))
                .withMessage("nkeys: curve key is not valid for sign/verify");
        assertThatIllegalArgumentException().isThrownBy(() -> KeyPair.generate(NkeyType.CURVE, random));
        assertThatIllegalArgumentException().isThrownBy(() -> KeyPair.ofRawSeed(NkeyType.USER, new byte[31]));
    }

    @Test
    void aWipedKeySignsNoMore() {
        KeyPair key = KeyPair.generate(NkeyType.USER, new SecureRandom());
        byte[] message = {1};
        byte[] signature = key.sign(message);
        key.wipe();
        assertThatIllegalStateException().isThrownBy(() -> key.sign(message));
        assertThatIllegalStateException().isThrownBy(key::seed);
        assertThatIllegalStateException().isThrownBy(key::privateKey);
        assertThat(key.verify(message, signature)).isTrue();
    }

    @Property(tries = 100)
    void whatItSignsIsVerifiedAndNothingElseIs(
            @ForAll @Size(32) byte[] seed,
            @ForAll @Size(max = 200) byte[] message,
            @ForAll @Size(max = 70) byte[] noise)
            throws NkeyException {
        KeyPair key = KeyPair.ofRawSeed(NkeyType.ACCOUNT, seed);
        byte[] signature = key.sign(message);
        PublicNkey publicKey = PublicNkey.parse(key.publicKey());
        assertThat(publicKey.verify(message, signature)).isTrue();
        assertThat(publicKey.verify(message, noise)).isFalse();
        signature[noise.length % signature.length] ^= 1;
        assertThat(publicKey.verify(message, signature)).isFalse();
        assertThat(key.verify("other".getBytes(StandardCharsets.UTF_8), key.sign(message)))
                .isFalse();
    }
}
