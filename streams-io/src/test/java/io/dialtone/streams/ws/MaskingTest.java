package io.dialtone.streams.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MaskingTest {
    @Property
    void everyByteIsXoredWithTheByteOfTheKeyThatIsItsTurn(
            @ForAll @Size(max = 70) byte[] bytes,
            @ForAll int key,
            @ForAll @IntRange(max = 70) int cut,
            @ForAll @IntRange(max = 9) int offset) {
        byte[] expected = naive(bytes, key);
        int first = Math.min(cut, bytes.length);
        ByteBuffer from = ByteBuffer.allocate(offset + bytes.length)
                .position(offset)
                .put(bytes)
                .position(offset);
        ByteBuffer to = ByteBuffer.allocateDirect(bytes.length);

        Masking.copy(from, to, first, key, 0);
        Masking.copy(from, to, bytes.length - first, key, first);

        byte[] copied = new byte[bytes.length];
        to.flip().get(copied);
        assertThat(copied).isEqualTo(expected);
        assertThat(from.hasRemaining()).isFalse();
    }

    @Property
    void maskedTwiceItIsWhatItWas(@ForAll @Size(max = 70) byte[] bytes, @ForAll int key) {
        ByteBuffer there = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();

        Masking.apply(there, bytes.length, key, 3);
        Masking.apply(there, bytes.length, key, 3);

        byte[] back = new byte[bytes.length];
        there.get(back);
        assertThat(back).isEqualTo(bytes);
    }

    private static byte[] naive(byte[] bytes, int key) {
        byte[] masked = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            masked[i] = (byte) (bytes[i] ^ (byte) (key >>> (24 - 8 * (i % 4))));
        }
        return masked;
    }
}
