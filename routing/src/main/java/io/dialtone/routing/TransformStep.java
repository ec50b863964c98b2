package io.dialtone.routing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** What writes one token of a transform's destination. Token numbers count the tokens of the source from 0. */
sealed interface TransformStep {

    /** Appends what this token of the destination becomes. */
    void write(Tokens source, ByteArrayOutputStream out, RandomGenerator random);

    /** The same text every time. */
    record Text(byte[] text) implements TransformStep {
        @Override
        public void write(Tokens source, ByteArrayOutputStream out, RandomGenerator random) {
            out.writeBytes(text);
        }
    }

    /** A token of the source. */
    record Wildcard(int token) implements TransformStep {
        @Override
        public void write(Tokens source, ByteArrayOutputStream out, RandomGenerator random) {
            source.write(token, out);
        }
    }

    /** Number of the bucket, of so many, that these tokens fall into; without tokens, the whole subject. */
    record Partition(int buckets, int[] tokens) implements TransformStep {
        private static final int FNV_OFFSET = 0x811C9DC5;
        private static final int FNV_PRIME = 0x01000193;

        @Override
        public void write(Tokens source, ByteArrayOutputStream out, RandomGenerator random) {
            int hash = FNV_OFFSET;
            if (tokens.length == 0) {
                hash = fnv(hash, source.bytes(), source.offset(), source.end());
            }
            for (int token : tokens) {
                hash = fnv(hash, source.bytes(), source.start(token), source.end(token));
            }
            writeNumber(buckets == 0 ? 0 : Integer.remainderUnsigned(hash, buckets), out);
        }

        private static int fnv(int seed, byte[] bytes, int from, int end) {
            int hash = seed;
            for (int i = from; i < end; i++) {
                hash = (hash ^ (bytes[i] & 0xFF)) * FNV_PRIME;
            }
            return hash;
        }
    }

    /** A number from 0 to {@code bound} - 1. */
    record Random(int bound) implements TransformStep {
        @Override
        public void write(Tokens source, ByteArrayOutputStream out, RandomGenerator random) {
            writeNumber(bound == 0 ? 0 : (random.nextInt() >>> 1) % bound, out);
        }
    }

    /** A token cut in two; left whole when the position is not inside it. */
    record SplitAt(int token, int position, boolean fromRight) implements TransformStep {
        @Override
        public void write(Tokens source, ByteArrayOutputStream out, RandomGenerator random) {
            int start = source.start(token);
            int end = source.end(token);
            if (position <= 0 || position >= end - start) {
                source.write(token, out);
                return;
            }
            int cut = fromRight ? end - position : start + position;
            out.write(source.bytes(), start, cut - start);
            out.write(Subjects.SEPARATOR);
            out.write(source.bytes(), cut, end - cut);
        }
    }

    /** A token cut in pieces of one size; from the right the odd piece comes first. */
    record Slice(int token, int size, boolean fromRight) implements TransformStep {
        @Override
        public void write(Tokens source, ByteArrayOutputStream out, RandomGenerator random) {
            int start = source.start(token);
            int end = source.end(token);
            int length = end - start;
            if (size <= 0 || size >= length) {
                source.write(token, out);
                return;
            }
            int odd = length % size;
            int from = start;
            int to = fromRight && odd > 0 ? start + odd : start + size;
            while (from < end) {
                if (from > start) {
                    out.write(Subjects.SEPARATOR);
                }
                out.write(source.bytes(), from, to - from);
                from = to;
                to = Math.min(end, from + size);
            }
        }
    }

    /** The pieces of a token between delimiters, empty ones left out; without a delimiter, its characters. */
    record Split(int token, byte[] delimiter) implements TransformStep {
        @Override
        public void write(Tokens source, ByteArrayOutputStream out, RandomGenerator random) {
            int start = source.start(token);
            int end = source.end(token);
            if (delimiter.length == 0) {
                writeCharacters(new String(source.bytes(), start, end - start, StandardCharsets.UTF_8), out);
                return;
            }
            boolean first = true;
            int piece = start;
            for (int i = start; i <= end; ) {
                boolean atDelimiter = i < end && startsAt(source.bytes(), i, end);
                if (i == end || atDelimiter) {
                    if (i > piece) {
                        if (!first) {
                            out.write(Subjects.SEPARATOR);
                        }
                        out.write(source.bytes(), piece, i - piece);
                        first = false;
                    }
                    piece = i + delimiter.length;
                }
                i += atDelimiter ? delimiter.length : 1;
            }
        }

        private boolean startsAt(byte[] bytes, int at, int end) {
            return end - at >= delimiter.length
                    && Arrays.equals(bytes, at, at + delimiter.length, delimiter, 0, delimiter.length);
        }

        private static void writeCharacters(String text, ByteArrayOutputStream out) {
            for (int i = 0; i < text.length(); ) {
                int next = text.offsetByCodePoints(i, 1);
                if (i > 0) {
                    out.write(Subjects.SEPARATOR);
                }
                out.writeBytes(ByteText.bytes(text.substring(i, next)));
                i = next;
            }
        }
    }

    /** The first or last bytes of a token; the whole of it when it is not longer. */
    record Part(int token, int length, boolean right) implements TransformStep {
        @Override
        public void write(Tokens source, ByteArrayOutputStream out, RandomGenerator random) {
            int start = source.start(token);
            int end = source.end(token);
            if (length <= 0 || length >= end - start) {
                source.write(token, out);
            } else {
                out.write(source.bytes(), right ? end - length : start, length);
            }
        }
    }

    private static void writeNumber(int number, ByteArrayOutputStream out) {
        out.writeBytes(Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
    }

    /** A subject and where its tokens are. */
    final class Tokens {
        private final byte[] bytes;
        private final int offset;
        private final int end;
        /** Token {@code n} begins at {@code starts[n]} and ends before {@code starts[n + 1] - 1}. */
        private final int[] starts;

        private final int count;

        Tokens(byte[] subject, int offset, int length) {
            this.bytes = subject;
            this.offset = offset;
            this.end = offset + length;
            this.count = Subjects.tokenCount(subject, offset, length);
            this.starts = new int[count + 1];
            int token = offset;
            for (int n = 0; n < count; n++) {
                starts[n] = token;
                token = ByteText.tokenEnd(subject, token, end) + 1;
            }
            starts[count] = end + 1;
        }

        byte[] bytes() {
            return bytes;
        }

        int offset() {
            return offset;
        }

        int end() {
            return end;
        }

        int start(int token) {
            return starts[token];
        }

        int end(int token) {
            return starts[token + 1] - 1;
        }

        int count() {
            return count;
        }

        void write(int token, ByteArrayOutputStream out) {
            out.write(bytes, start(token), end(token) - start(token));
        }
    }
}
