package io.dialtone.accounts.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors that nkeys.js and nats-server agree on: the seed is the bytes 0 to 31. */
class NkeysTest {
    static final String USER_SEED = "SUAAAAICAMCAKBQHBAEQUCYMBUHA6EARCIJRIFIWC4MBSGQ3DQOR4H776Y";
    static final String USER = "UAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3RLKK";

    @ParameterizedTest
    @CsvSource({
        "OPERATOR, OAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3QZVT",
        "ACCOUNT, AAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3QPZV",
        "USER, UAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3RLKK",
        "SERVER, NAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3RSWB",
        "CLUSTER, CAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3R53J",
    })
    void encodesAndDecodesPublicKeys(NkeyType type, String text) throws NkeyException {
        byte[] key = PublicNkey.parse(USER).raw();
        assertThat(Nkeys.encode(type, key)).isEqualTo(text);
        assertThat(Nkeys.decode(type, text)).isEqualTo(key);
        assertThat(Nkeys.typeOf(text)).isEqualTo(type);
        assertThat(Nkeys.isPublic(type, text)).isTrue();
        assertThat(Nkeys.isPublic(text)).isTrue();
        assertThat(NkeyType.ofLetter(text.charAt(0))).isEqualTo(type);
        assertThat(type.letter()).isEqualTo(text.charAt(0));
    }

    @ParameterizedTest
    @CsvSource({
        "OPERATOR, SOAAAAICAMCAKBQHBAEQUCYMBUHA6EARCIJRIFIWC4MBSGQ3DQOR4H2AJA",
        "ACCOUNT, SAAAAAICAMCAKBQHBAEQUCYMBUHA6EARCIJRIFIWC4MBSGQ3DQOR4HYMHI",
        "USER, SUAAAAICAMCAKBQHBAEQUCYMBUHA6EARCIJRIFIWC4MBSGQ3DQOR4H776Y",
        "SERVER, SNAAAAICAMCAKBQHBAEQUCYMBUHA6EARCIJRIFIWC4MBSGQ3DQOR4H2D5U",
        "CLUSTER, SCAAAAICAMCAKBQHBAEQUCYMBUHA6EARCIJRIFIWC4MBSGQ3DQOR4HYO7Q",
        "CURVE, SXAAAAICAMCAKBQHBAEQUCYMBUHA6EARCIJRIFIWC4MBSGQ3DQOR4H74KM",
    })
    void encodesAndDecodesSeeds(NkeyType type, String text) throws NkeyException {
        assertThat(Nkeys.encodeSeed(type, Seeds.counting(0))).isEqualTo(text);
        assertThat(Nkeys.decodeSeed(text).type()).isEqualTo(type);
        assertThat(Nkeys.decodeSeed(text).raw()).isEqualTo(Seeds.counting(0));
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
                " UAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3RLKK",
                "UAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3RLKKA",
                "SUAAAAICAMCAKBQHBAEQUCYMBUHA6EARCIJRIFIWC4MBSGQ3DQOR4H776Y"
            })
    void refusesWhatIsNoUserKey(String text) {
        assertThat(Nkeys.decode(NkeyType.USER, text)).isNull();
        assertThat(Nkeys.isPublic(NkeyType.USER, text)).isFalse();
    }

    @Test
    void passesOverLineEndsInAText() {
        assertThat(Nkeys.isPublic(NkeyType.USER, USER + "\r\n")).isTrue();
        assertThat(Nkeys.isPublic(NkeyType.USER, USER.substring(0, 20) + "\n" + USER.substring(20)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "not base32!, nkeys: invalid encoded key",
        "AAA, nkeys: invalid encoded key",
        "SUAAAAICAMCAKBQHBAEQUCYMBUHA6EARCIJRIFIWC4MBSGQ3DQOR4H776A, nkeys: invalid checksum",
        "UAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3RLKK, nkeys: invalid seed",
    })
    void saysWhatIsWrongWithASeed(String text, String reason) {
        assertThatExceptionOfType(NkeyException.class)
                .isThrownBy(() -> Nkeys.decodeSeed(text))
                .withMessage(reason);
    }

    @Test
    void refusesSeedsOfTypesThatAreNone() {
        // The type bits say 25: nobody's.
        byte[] raw = new byte[36];
        raw[0] = (byte) 0x96;
        raw[1] = 0x40;
        int crc = Nkeys.crc16(raw, 34);
        raw[34] = (byte) crc;
        raw[35] = (byte) (crc >> 8);
        assertThatExceptionOfType(NkeyException.class)
                .isThrownBy(() -> Nkeys.decodeSeed(Base32.encode(raw)))
                .withMessage("nkeys: invalid seed");
    }

    @Test
    void takesOnlyKeysOf32Bytes() {
        assertThatIllegalArgumentException().isThrownBy(() -> Nkeys.encode(NkeyType.USER, new byte[31]));
        assertThatExceptionOfType(NkeyException.class)
                .isThrownBy(() -> Nkeys.encodeSeed(NkeyType.USER, new byte[33]))
                .withMessage("nkeys: invalid seed length");
    }

    @Test
    void tellsWhatATextIs() throws NkeyException {
        assertThat(Nkeys.describe(USER)).isEqualTo("user");
        assertThat(Nkeys.describe(USER_SEED)).isEqualTo("seed");
        assertThat(Nkeys.describe(KeyPair.fromSeed(USER_SEED).privateKey())).isEqualTo("private");
        assertThat(Nkeys.describe(Nkeys.encode(NkeyType.CURVE, new byte[32]))).isEqualTo("x25519");
        assertThat(Nkeys.describe("hello")).isEqualTo("unknown");
        assertThat(Nkeys.isEncoded(USER_SEED)).isTrue();
        assertThat(Nkeys.isEncoded("# a comment")).isFalse();
    }

    @Property
    void readsBackWhatItWrote(@ForAll NkeyType type, @ForAll @Size(32) byte[] key) throws NkeyException {
        assertThat(Nkeys.decode(type, Nkeys.encode(type, key))).isEqualTo(key);
        assertThat(Nkeys.decodeSeed(Nkeys.encodeSeed(type, key)).raw()).isEqualTo(key);
    }

    @Property
    void base32ReadsBackWhatItWrote(@ForAll @Size(max = 80) byte[] bytes) {
        assertThat(Base32.decode(Base32.encode(bytes))).isEqualTo(bytes);
    }

    @Property
    void noticesOneWrongCharacter(
            @ForAll NkeyType type,
            @ForAll @Size(32) byte[] key,
            @ForAll("places") int place,
            @ForAll("digits") char digit) {
        String text = Nkeys.encode(type, key);
        String other = text.substring(0, place) + digit + text.substring(place + 1);
        assertThat(Nkeys.isPublic(other)).isEqualTo(other.equals(text));
    }

    @Property
    void neverThrowsAnythingButTheDeclaredException(@ForAll String text) {
        assertThat(Nkeys.isPublic(text)).isFalse();
        try {
            Nkeys.decodeSeed(text);
        } catch (NkeyException e) {
            assertThat(e.getMessage()).startsWith("nkeys: ");
        }
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 55);
    }

    @Provide
    Arbitrary<Character> digits() {
        return Arbitraries.of(Base32.ALPHABET.chars().mapToObj(c -> (char) c).toList());
    }

    @Test
    void neverReadsRandomTextsAsKeys() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 56; j++) {
                text.append(Base32.ALPHABET.charAt(random.nextInt(32)));
            }
            // One in 65536 has a right checksum; of those, one in 50 a right first byte.
            assertThat(Nkeys.isPublic(text.toString())).isFalse();
        }
    }
}
