package io.dialtone.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.actors.links.LinkedClaims.Claim;
import java.io.NotSerializableException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WireSerializerTest {
    private static final Introduction INTRODUCTION =
            new Introduction("akka://d@h:1", 7, 3, true, new MemberCard("NA", "n1", "h:6222"));
    private static final SharedAccounts ACCOUNTS =
            SharedAccounts.of(Map.of("A", new Claim("A", "token", 5, false), "B", new Claim("B", "request", 6, true)));
    /** What the first version wrote: it must be read for ever. */
    private static final String FIRST_INTRODUCTION = "010000000c616b6b613a2f2f6440683a310000000000000007" + "0000000301"
            + "000000024e41" + "000000026e31" + "00000006683a36323232";

    private static final String FIRST_ACCOUNTS = "0100000002" + "0000000141" + "00000005746f6b656e"
            + "000000000000000500" + "0000000142" + "0000000772657175657374" + "000000000000000601";

    private final WireSerializer serializer = new WireSerializer();

    private Object again(Object message) throws NotSerializableException {
        return serializer.fromBinary(serializer.toBinary(message), serializer.manifest(message));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        assertThat(again(INTRODUCTION)).isEqualTo(INTRODUCTION);
        assertThat(again(ACCOUNTS)).isEqualTo(ACCOUNTS);
        assertThat(again(SharedAccounts.NONE)).isEqualTo(SharedAccounts.NONE);
    }

    @Test
    void whatTheFirstVersionWroteIsRead() throws Exception {
        assertThat(serializer.fromBinary(HexFormat.of().parseHex(FIRST_INTRODUCTION), "I"))
                .isEqualTo(INTRODUCTION);
        assertThat(serializer.fromBinary(HexFormat.of().parseHex(FIRST_ACCOUNTS), "A"))
                .isEqualTo(ACCOUNTS);
    }

    @Test
    void whatALaterVersionAddsIsLeftOut() throws Exception {
        byte[] now = serializer.toBinary(INTRODUCTION);
        byte[] later = Arrays.copyOf(now, now.length + 9);
        later[0] = 2;

        assertThat(serializer.fromBinary(later, "I")).isEqualTo(INTRODUCTION);
    }

    @Test
    void whatIsCutOffIsRefusedWhereverThatIs() {
        for (Object message : new Object[] {INTRODUCTION, ACCOUNTS}) {
            byte[] bytes = serializer.toBinary(message);
            for (int length = 0; length < bytes.length; length++) {
                byte[] part = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> serializer.fromBinary(part, serializer.manifest(message)))
                        .isInstanceOf(NotSerializableException.class);
            }
        }
    }

    @Test
    void rubbishIsRefusedAndNeverAnythingElse() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            byte[] rubbish = new byte[random.nextInt(64)];
            random.nextBytes(rubbish);
            try {
                serializer.fromBinary(rubbish, i % 2 == 0 ? "I" : "A");
            } catch (NotSerializableException expected) {
                assertThat(expected).hasMessageContaining("cannot be read");
            }
        }
    }

    @Test
    void whatIsNoMessageOfOursIsRefused() {
        assertThatThrownBy(() -> serializer.fromBinary(new byte[] {1}, "X"))
                .isInstanceOf(NotSerializableException.class);
        assertThatThrownBy(() -> serializer.toBinary("text")).isInstanceOf(IllegalArgumentException.class);
    }
}
