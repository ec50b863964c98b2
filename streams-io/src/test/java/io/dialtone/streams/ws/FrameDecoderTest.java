package io.dialtone.streams.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.streams.ws.FrameDecoder.Event;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
    private static final int KEY = 0x12_34_56_78;
    private static final int[] SIZES = {0, 1, 2, 125, 126, 127, 300, 65_535, 65_536, 70_000};

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final List<String> controls = new ArrayList<>();

    /** Reads all of it; what stands behind a failure stays. */
    private String read(FrameDecoder decoder, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes.clone());
        while (true) {
            switch (decoder.next(in)) {
                case NEED_MORE -> {
                    assertThat(in.hasRemaining()).isFalse();
                    return "";
                }
                case PAYLOAD -> {
                    ByteBuffer to = ByteBuffer.allocate(decoder.run(in));
                    decoder.copy(in, to, to.remaining());
                    data.writeBytes(to.array());
                }
                case MESSAGE_END -> controls.add("end at " + data.size());
                case CONTROL ->
                    controls.add(decoder.controlOpcode() + " "
                            + new String(decoder.control(), StandardCharsets.ISO_8859_1) + " at " + data.size());
                case FAILED -> {
                    return decoder.failure();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536})
    void aPayloadOfAnySizeIsFound(int size) {
        byte[] payload = new byte[size];
        new Random(size).nextBytes(payload);

        read(new FrameDecoder(true, false), Frames.frame(0x82, payload, KEY));
        read(new FrameDecoder(false, false), Frames.frame(0x81, payload, 0));

        assertThat(data.toByteArray()).isEqualTo(Frames.join(payload, payload));
    }

    @Property(tries = 200)
    void anySplitGivesTheSame(@ForAll Random random, @ForAll @IntRange(min = 1, max = 40) int piece) {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        List<String> expectedControls = new ArrayList<>();
        byte[] wire = conversation(random, expected, expectedControls);
        FrameDecoder decoder = new FrameDecoder(true, true);

        for (int at = 0; at < wire.length; ) {
            int n = Math.min(wire.length - at, 1 + random.nextInt(piece));
            byte[] part = new byte[n];
            System.arraycopy(wire, at, part, 0, n);
            assertThat(read(decoder, part)).isEmpty();
            at += n;
        }

        assertThat(data.toByteArray()).isEqualTo(expected.toByteArray());
        assertThat(controls).isEqualTo(expectedControls);
        data.reset();
        controls.clear();
    }

    /** Messages in one or many frames, some compressed, with control frames anywhere between them. */
    private static byte[] conversation(Random random, ByteArrayOutputStream payloads, List<String> events) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (int message = 0; message < 4; message++) {
            boolean compressed = random.nextBoolean();
            int frames = 1 + random.nextInt(3);
            for (int i = 0; i < frames; i++) {
                byte[] payload = new byte[SIZES[random.nextInt(7)]];
                random.nextBytes(payload);
                int first = (i == 0 ? FrameHeader.BINARY | (compressed ? FrameHeader.COMPRESSED : 0) : 0)
                        | (i == frames - 1 ? FrameHeader.FINAL : 0);
                wire.writeBytes(Frames.frame(first, payload, random.nextInt() | 1));
                payloads.writeBytes(payload);
                if (i == frames - 1 && compressed) {
                    events.add("end at " + payloads.size());
                }
                if (random.nextInt(3) == 0) {
                    wire.writeBytes(Frames.frame(0x89, Frames.bytes("p" + i), KEY));
                    events.add("9 p" + i + " at " + payloads.size());
                }
            }
        }
        return wire.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "a280, RSV2 and RSV3 must be clear",
        "92, RSV2 and RSV3 must be clear",
        "c280, compressed frame received without negotiated permessage-deflate",
        "8200, mask bit missing",
        "8380, unknown opcode 3",
        "8b80, unknown opcode 11",
        "8080, invalid continuation frame",
        "0280000000008280, new message started before final frame for previous message was received",
        "0980, control frame does not have final bit set",
        "89fe, control frame length bigger than maximum allowed of 125 bytes",
        "82ff800000000000000000000000, invalid 64-bit payload length",
    })
    void whatIsNoFrameIsToldInTheWordsOfNatsServer(String hex, String failure) {
        assertThat(read(new FrameDecoder(true, false), HexFormat.of().parseHex(hex)))
                .isEqualTo(failure);
    }

    @ParameterizedTest
    @CsvSource({
        "c980, control frame must not be compressed",
        "428000000000c08000000000, invalid continuation frame",
    })
    void theBitOfCompressionStandsWhereAMessageBeginsAlone(String hex, String failure) {
        assertThat(read(new FrameDecoder(true, true), HexFormat.of().parseHex(hex)))
                .isEqualTo(failure);
    }

    @org.junit.jupiter.api.Test
    void nothingIsReadBehindAFailure() {
        FrameDecoder decoder = new FrameDecoder(true, false);

        assertThat(read(decoder, new byte[] {(byte) 0x82, 0, 1, 2, 3})).isEqualTo("mask bit missing");
        assertThat(decoder.next(ByteBuffer.wrap(Frames.binary("x", KEY)))).isEqualTo(Event.FAILED);
        assertThat(data.size()).isZero();
    }
}
