package io.dialtone.actors.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentEncodingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"gzip|GZIP", "GZIP, br|GZIP", "snappy|SNAPPY", "s2|SNAPPY", "br|IDENTITY", "gzip, s2|SNAPPY"})
    void theAskerSaysHow(String accepted, ContentEncoding expected) {
        assertThat(wanted("Accept-Encoding: " + accepted)).isEqualTo(expected);
    }

    @Test
    void nobodySaysNothing() {
        assertThat(ContentEncoding.wanted(new byte[0])).isEqualTo(ContentEncoding.NONE);
        assertThat(wanted("accept-encoding: gzip")).isEqualTo(ContentEncoding.NONE);
        assertThat(wanted("X: y")).isEqualTo(ContentEncoding.NONE);
        assertThat(ContentEncoding.NONE.headers()).isEmpty();
    }

    private static ContentEncoding wanted(String header) {
        return ContentEncoding.wanted(("NATS/1.0\r\n" + header + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void gzipUnpacksToTheSame() throws Exception {
        byte[] body = "{\"a\":1}".repeat(1000).getBytes(StandardCharsets.UTF_8);
        byte[] packed = ContentEncoding.GZIP.pack(body);
        assertThat(packed.length).isLessThan(body.length / 10);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes())
                .isEqualTo(body);
    }

    @Test
    void snappyUnpacksToTheSameWhateverIsPacked() {
        Random random = new Random(7);
        for (int size : new int[] {0, 1, 3, 4, 59, 60, 61, 255, 256, 257, 5000, 65_535, 65_536, 65_537, 200_000}) {
            for (int letters : new int[] {1, 2, 5, 256}) {
                byte[] body = new byte[size];
                for (int i = 0; i < size; i++) {
                    body[i] = (byte) random.nextInt(letters);
                }
                assertThat(unframe(ContentEncoding.SNAPPY.pack(body))).isEqualTo(body);
            }
        }
        byte[] json = "{\"cid\":12345,\"kind\":\"Client\"},".repeat(9000).getBytes(StandardCharsets.UTF_8);
        byte[] packed = ContentEncoding.SNAPPY.pack(json);
        assertThat(unframe(packed)).isEqualTo(json);
        assertThat(packed.length).isLessThan(json.length / 10);
    }

    /** A reader of the framing format, written from its description. */
    private static byte[] unframe(byte[] packed) {
        assertThat(Arrays.copyOf(packed, 10))
                .isEqualTo(new byte[] {(byte) 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 10;
        while (at < packed.length) {
            int type = packed[at];
            int size = little(packed, at + 1, 3);
            int checksum = little(packed, at + 4, 4);
            byte[] chunk = Arrays.copyOfRange(packed, at + 8, at + 4 + size);
            byte[] plain = type == 0 ? unpack(chunk) : chunk;
            CRC32C crc = new CRC32C();
            crc.update(plain);
            int sum = (int) crc.getValue();
            assertThat((sum >>> 15 | sum << 17) + 0xa282ead8).isEqualTo(checksum);
            assertThat(plain.length).isLessThanOrEqualTo(65_536);
            out.writeBytes(plain);
            at += 4 + size;
        }
        return out.toByteArray();
    }

    private static byte[] unpack(byte[] block) {
        int at = 0;
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = block[at++];
            length |= (b & 0x7f) << shift;
            if (b >= 0) {
                break;
            }
        }
        byte[] plain = new byte[length];
        int to = 0;
        while (at < block.length) {
            int tag = block[at++] & 0xff;
            if ((tag & 3) == 0) {
                int n = tag >>> 2;
                if (n >= 60) {
                    int bytes = n - 59;
                    n = little(block, at, bytes);
                    at += bytes;
                }
                System.arraycopy(block, at, plain, to, n + 1);
                at += n + 1;
                to += n + 1;
            } else {
                assertThat(tag & 3).isEqualTo(2);
                int n = (tag >>> 2) + 1;
                int offset = little(block, at, 2);
                at += 2;
                for (int i = 0; i < n; i++, to++) {
                    plain[to] = plain[to - offset];
                }
            }
        }
        assertThat(to).isEqualTo(length);
        return plain;
    }

    private static int little(byte[] bytes, int from, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value |= (bytes[from + i] & 0xff) << 8 * i;
        }
        return value;
    }
}
