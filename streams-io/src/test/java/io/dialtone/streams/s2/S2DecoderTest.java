package io.dialtone.streams.s2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S2DecoderTest {
    private static final String IDENTIFIER = "ff06000053327354774f";
    private static final String SNAPPY_IDENTIFIER = "ff060000734e61507059";
    private static final String PING = "010a0000ab90cc2450494e470d0a";

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static byte[] decode(String hex) throws S2FormatException {
        return S2Streams.decode(hex(hex));
    }

    /** A stream of one compressed block with the right checksum for {@code plain}. */
    private static byte[] stream(String block, byte[] plain) {
        byte[] body = hex(block);
        byte[] framed = new byte[8 + body.length];
        Frame.putBlockHeader(framed, 0, Frame.COMPRESSED, body.length, new S2Checksum().of(plain, 0, plain.length));
        System.arraycopy(body, 0, framed, 8, body.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(hex(IDENTIFIER));
        out.writeBytes(framed);
        return out.toByteArray();
    }

    @Test
    void paddingAndSkippableChunksMeanNothing() throws S2FormatException {
        String skipped = "fe030000aabbcc" + "80000000" + "fd02000000ff" + "99010000ff";
        assertThat(decode(IDENTIFIER + skipped + PING + skipped)).asString().isEqualTo("PING\r\n");
    }

    @Test
    void emptyBlocksAreNothing() throws S2FormatException {
        String empty = "01040000d8ea82a2";
        assertThat(decode(IDENTIFIER + empty + PING + empty)).asString().isEqualTo("PING\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "repeat of four bytes, 0c 0c61626364 0104 0100, abcdabcdabcd",
        "repeat of eight bytes, 10 0c61626364 0104 1100, abcdabcdabcdabcd",
        "repeat with a byte of length, 11 0c61626364 0104 150001, abcdabcdabcdabcda",
        "repeat behind a literal, 0d 0c61626364 0104 0078 0100, abcdabcdxbcdx",
        "two bytes of offset, 08 0c61626364 0e0400, abcdabcd",
        "four bytes of offset, 08 0c61626364 0f04000000, abcdabcd",
        "overlapping copy, 0a 0061 1501, aaaaaaaaaa",
        "longer form of a literal, 04 f00361626364, abcd",
    })
    void tagsMeanWhatTheyShould(String what, String block, String plain) throws S2FormatException {
        byte[] stream = stream(block.replace(" ", ""), plain.getBytes(StandardCharsets.US_ASCII));
        assertThat(S2Streams.decode(stream)).as(what).asString().isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({
        "a copy before anything, 04 0104",
        "a repeat before any copy, 08 0c61626364 0100",
        "an offset from before the block, 08 0c61626364 0105",
        "an offset of zero, 08 0c61626364 0e0000",
        "a negative offset, 08 0c61626364 0fffffffff",
        "a copy past the end, 07 0c61626364 0104",
        "a literal past the end, 03 0c61626364",
        "a literal that is not there, 05 1061626364",
        "a literal of four gigabytes, 05 fcffffffff",
        "a literal of two gigabytes, 05 fcffffff7f",
        "a block that stays short, 05 0c61626364",
        "a tag that is cut, 08 0c61626364 0e04",
        "a repeat that is cut, 20 0c61626364 0104 1900ff",
        "no length, ''",
        "a length that does not end, ffffffffffffff",
        "a negative length, ffffffff0f 0c61626364",
        "a length of more than four mebibytes, 81808002 0c61626364",
        "bytes behind an empty block, 00 0061",
    })
    void malformedBlocksAreRefused(String what, String block) {
        assertThatThrownBy(() -> S2Streams.decode(stream(block.replace(" ", ""), new byte[0])))
                .as(what)
                .isInstanceOf(S2FormatException.class)
                .hasMessageStartingWith("corrupt");
    }

    @ParameterizedTest
    @CsvSource({
        "no identifier, 010a0000ab90cc2450494e470d0a, no stream identifier",
        "padding before the identifier, fe00000000, no stream identifier",
        "protocol instead of a stream, 50494e470d0a, no stream identifier",
        "another identifier, ff06000053327354774e, a bad stream identifier",
        "an identifier of another length, ff07000053327354774f00, a bad stream identifier",
        "an unknown type, ff06000053327354774f02000000, a chunk of an unknown type",
        "no checksum, ff06000053327354774f01030000000000, a block without a checksum",
        "a wrong checksum, ff06000053327354774f010a0000ab90cc2550494e470d0a, a wrong checksum",
        "too much to keep, ff06000053327354774f01050040, a block that is too long",
        "too much compressed, ff06000053327354774f00ffffff, a block that is too long",
        "a block of S2 in Snappy, ff060000734e6150705901050001, a block that is too long",
    })
    void malformedStreamsAreRefusedAsSoonAsThatCanBeSeen(String what, String stream, String why) {
        assertThatThrownBy(() -> decode(stream))
                .as(what)
                .isInstanceOf(S2FormatException.class)
                .hasMessage("corrupt stream: " + why);
    }

    @Test
    void nothingIsReadAfterAFailure() {
        S2Decoder decoder = new S2Decoder();
        assertThatThrownBy(() -> decoder.take(ByteBuffer.wrap(hex(PING)))).isInstanceOf(S2FormatException.class);
        assertThatThrownBy(() -> decoder.take(ByteBuffer.wrap(hex(IDENTIFIER + PING))))
                .isInstanceOf(S2FormatException.class)
                .hasMessage("the stream has failed before");
    }

    @Test
    void anIdentifierOfSnappyIsGoodForItsBlocks() throws S2FormatException {
        assertThat(decode(SNAPPY_IDENTIFIER + PING)).asString().isEqualTo("PING\r\n");
        assertThat(decode(SNAPPY_IDENTIFIER + PING + IDENTIFIER + PING))
                .asString()
                .isEqualTo("PING\r\nPING\r\n");
    }

    @Test
    void aStreamMayEndOnlyBetweenChunks() throws S2FormatException {
        byte[] stream = hex(IDENTIFIER + PING);
        for (int end = 1; end <= stream.length; end++) {
            S2Decoder decoder = new S2Decoder();
            decoder.take(ByteBuffer.wrap(stream, 0, end));
            assertThat(decoder.isBetweenChunks())
                    .as("after %d bytes", end)
                    .isEqualTo(end == 10 || end == stream.length);
        }
    }
}
