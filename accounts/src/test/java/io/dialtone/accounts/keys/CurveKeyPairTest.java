package io.dialtone.accounts.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveKeyPairTest {
    private static final String SEED_1 = "SXAAGBAFAYDQQCIKBMGA2DQPCAIREEYUCULBOGAZDINRYHI6D4QCCIUFVE";
    private static final String PUBLIC_1 = "XCIJOBNQ47IYC7NVNTOLRG5C7K5NH2NADMWCHPDT4PWJ3GRP7G4COVVO";
    private static final String SEED_2 = "SXAAIBIGA4EASCQLBQGQ4DYQCEJBGFAVCYLRQGI2DMOB2HQ7EAQSEIZNGA";
    private static final String PUBLIC_2 = "XBTLO2SFGX3UY32GJSHSHFOLAUMGJUACPGWIRQ74PE72AA2S4LVFVXN4";
    private static final String SEALED =
            "786b7631000102030405060708090a0b0c0d0e0f1011121314151617" + "dcb18b46126a5e3eabba12a6a58d8f715fd9dbbe85";
    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void knowsItsPublicKeyAndItsSeed() throws NkeyException {
        assertThat(CurveKeyPair.fromSeed(SEED_1)).hasToString(PUBLIC_1);
        assertThat(CurveKeyPair.fromSeed(SEED_2).publicKey()).isEqualTo(PUBLIC_2);
        assertThat(CurveKeyPair.ofRawSeed(Seeds.counting(3)).seed()).isEqualTo(SEED_1);
        CurveKeyPair zero = CurveKeyPair.ofRawSeed(Seeds.counting(0));
        assertThat(zero.publicKey()).isEqualTo("XCHUBRNNW2HSKYSK4WZBJ2TWPJXMSTMCTU6XWXQ22G5G6PRBHAUF76G7");
        assertThat(zero.privateKey()).isEqualTo("PAAACAQDAQCQMBYIBEFAWDANBYHRAEISCMKBKFQXDAMRUGY4DUPB7QT2");
    }

    @Test
    void sealsAsTheReferenceDoes() throws NkeyException {
        byte[] nonce = Arrays.copyOf(Seeds.counting(0), 24);
        byte[] sealed = CurveKeyPair.fromSeed(SEED_1).seal(bytes("hello"), PUBLIC_2, nonce);
        assertThat(HexFormat.of().formatHex(sealed)).isEqualTo(SEALED);
        assertThat(CurveKeyPair.fromSeed(SEED_2).open(sealed, PUBLIC_1)).isEqualTo(bytes("hello"));
    }

    @Test
    void saysWhyItDoesNotOpen() throws NkeyException {
        CurveKeyPair recipient = CurveKeyPair.fromSeed(SEED_2);
        byte[] sealed = HexFormat.of().parseHex(SEALED);
        expect("nkeys: encrypted input is not valid", () -> recipient.open(Arrays.copyOf(sealed, 28), PUBLIC_1));
        expect("nkeys: could not decrypt input", () -> recipient.open(Arrays.copyOf(sealed, 29), PUBLIC_1));
        expect("nkeys: not a valid sender public curve key", () -> recipient.open(sealed, NkeysTest.USER));
        expect("nkeys: could not decrypt input", () -> recipient.open(sealed, PUBLIC_2));
        byte[] version = sealed.clone();
        version[3] = '2';
        expect("nkeys: encrypted input wrong version", () -> recipient.open(version, PUBLIC_1));
        expect("nkeys: not a valid recipient public curve key", () -> recipient.seal(sealed, "X", RANDOM));
        expect("nkeys: not a valid curve seed", () -> CurveKeyPair.fromSeed(NkeysTest.USER_SEED));
    }

    @Test
    void refusesKeysOfSmallOrder() {
        CurveKeyPair key = CurveKeyPair.generate(RANDOM);
        String nobody = Nkeys.encode(NkeyType.CURVE, new byte[32]);
        expect("nkeys: not a valid recipient public curve key", () -> key.seal(bytes("x"), nobody, RANDOM));
    }

    @Test
    void aWipedKeyOpensNoMore() throws NkeyException {
        CurveKeyPair key = CurveKeyPair.fromSeed(SEED_2);
        key.wipe();
        assertThatIllegalStateException()
                .isThrownBy(() -> key.open(HexFormat.of().parseHex(SEALED), PUBLIC_1));
        assertThatIllegalStateException().isThrownBy(key::seed);
        assertThat(key.publicKey()).isEqualTo(PUBLIC_2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 31, 32, 33, 63, 64, 65, 1000, 100_000})
    void opensWhatWasSealedOfAnyLength(int length) throws NkeyException {
        CurveKeyPair sender = CurveKeyPair.generate(RANDOM);
        CurveKeyPair recipient = CurveKeyPair.generate(RANDOM);
        byte[] message = new byte[length];
        RANDOM.nextBytes(message);
        byte[] sealed = sender.seal(message, recipient.publicKey(), RANDOM);
        assertThat(sealed).hasSize(length + 44);
        assertThat(recipient.open(sealed, sender.publicKey())).isEqualTo(message);
    }

    @Property(tries = 200)
    void noticesEveryChange(@ForAll @Size(max = 100) byte[] message, @ForAll int place, @ForAll byte change)
            throws NkeyException {
        CurveKeyPair sender = CurveKeyPair.fromSeed(SEED_1);
        CurveKeyPair recipient = CurveKeyPair.fromSeed(SEED_2);
        byte[] sealed = sender.seal(message, PUBLIC_2, RANDOM);
        sealed[Math.floorMod(place, sealed.length)] ^= change == 0 ? 1 : change;
        assertThatExceptionOfType(NkeyException.class).isThrownBy(() -> recipient.open(sealed, PUBLIC_1));
    }

    private static void expect(String text, ThrowingCallable call) {
        assertThatExceptionOfType(NkeyException.class).isThrownBy(call).withMessage(text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
