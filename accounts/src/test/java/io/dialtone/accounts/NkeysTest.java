package io.dialtone.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors that nkeys.js and nats-server agree on: the seed is the bytes 0 to 31. */
class NkeysTest {
    private static final String USER = "UAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3RLKK";
    private static final String NONCE = "PXoWU7zWAMt75FY";
    private static final String SIGNATURE =
            "bnxg5G8aOV2LQdSE_lcM9clxm_fbTTZxsqQ1EpTNgJXmH6z5ezesd49kXfuNhoAqw_DmEtsGcNsJdug9wMuRDQ";

    @ParameterizedTest
    @CsvSource({
        "OPERATOR, OAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3QZVT",
        "ACCOUNT, AAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3QPZV",
        "USER, UAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3RLKK",
        "SERVER, NAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3RSWB",
        "CLUSTER, CAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3R53J",
    })
    void encodesAndDecodesPublicKeys(Nkeys.Kind kind, String text) {
        byte[] key = publicKey();
        assertThat(Nkeys.encode(kind, key)).isEqualTo(text);
        assertThat(Nkeys.decode(kind, text)).isEqualTo(key);
        assertThat(Nkeys.kind(text)).isEqualTo(kind);
    }

    @Test
    void computesTheCheckValueOfItsCrc() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertThat(Nkeys.crc16(digits, digits.length)).isEqualTo(0x31C3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "U",
                "UAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3RLKL",
                "UBB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3RLKK",
                "uab2cb576phbbpq5odorrz2lycmwpzgwgcn2kdk7dxoimzaskuy3rlkk",
                "UAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3RLK",
                "AAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3QPZV",
                "UAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3RLK=",
                "SUAAAAICAMCAKBQHBAEQUCYMBUHA6EARCIJRIFIWC4MBSGQ3DQOR4H776Y"
            })
    void refusesWhatIsNoUserKey(String text) {
        assertThat(Nkeys.decode(Nkeys.Kind.USER, text)).isNull();
    }

    @Test
    void takesTheSignatureOfTheNonceInBothAlphabets() {
        assertThat(NonceSignature.problem(USER, NONCE, SIGNATURE)).isNull();
        String standard = SIGNATURE.replace('_', '/').replace('-', '+') + "==";
        assertThat(NonceSignature.problem(USER, NONCE, standard)).isNull();
        assertThat(NonceSignature.problem(USER, NONCE, SIGNATURE + "\r\n")).isNull();
    }

    @Test
    void saysWhyASignatureIsNotTaken() {
        assertThat(NonceSignature.problem(USER, NONCE, "")).isEqualTo("Signature missing");
        assertThat(NonceSignature.problem(USER, NONCE, "*")).isEqualTo("Signature not valid base64");
        assertThat(NonceSignature.problem(USER, NONCE, "AAAA")).isEqualTo("Signature not verified");
        assertThat(NonceSignature.problem(USER, NONCE + "x", SIGNATURE)).isEqualTo("Signature not verified");
        assertThat(NonceSignature.problem("UAAA", NONCE, SIGNATURE)).isEqualTo("User nkey not valid");
    }

    static byte[] seed() {
        byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
        for (int i = 0; i < seed.length; i++) {
            seed[i] = (byte) i;
        }
        return seed;
    }

    private static byte[] publicKey() {
        byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed(), 0, key, 0);
        return key;
    }
}
