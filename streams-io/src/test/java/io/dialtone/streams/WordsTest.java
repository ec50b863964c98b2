package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Property
    void decimalIsWhatTheLibraryWrites(@ForAll @LongRange(min = -Long.MAX_VALUE) long value) {
        byte[] out = new byte[30];
        int end = Words.putDecimal(out, 3, value);
        assertThat(Reading.text(out, 3, end - 3)).isEqualTo(Long.toString(value));
    }

    @Property
    void copiesWhatWasAskedForAndAtMostSevenBytesMore(
            @ForAll @IntRange(max = 300) int length,
            @ForAll @IntRange(max = 20) int from,
            @ForAll @IntRange(max = 20) int to) {
        byte[] source = new byte[400];
        for (int i = 0; i < source.length; i++) {
            source[i] = (byte) (i + 1);
        }
        byte[] target = new byte[400];
        Words.copy(source, from, target, to, length);
        assertThat(Arrays.copyOfRange(target, to, to + length))
                .isEqualTo(Arrays.copyOfRange(source, from, from + length));
        assertThat(Arrays.copyOf(target, to)).isEqualTo(new byte[to]);
        for (int i = to + length + 7; i < target.length; i++) {
            assertThat(target[i]).isZero();
        }
    }

    @Test
    void lettersStandAsInMemory() {
        byte[] memory = Reading.bytes("xPUB y");
        assertThat(Words.int32(memory, 1)).isEqualTo(Words.letters("PUB "));
        Words.putInt32(memory, 0, Words.letters("MSG "));
        assertThat(Reading.text(memory, 0, 6)).isEqualTo("MSG  y");
    }
}
