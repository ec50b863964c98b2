package io.dialtone.streams;

import java.nio.ByteBuffer;

/**
 * Finds PUB and HPUB in a chunk where they stand in their usual form: upper case, single blanks, CR LF, all of it there. That
 * is nearly everything a busy connection sends, so it is done with as few looks at each byte as can be; whatever is not in
 * that form, or wrong, is left to others.
 */
abstract class PublishScanner extends FoundOperation {
    private static final int STEP = 16 * 1024;
    private static final int SMALL_STEP = 256;
    private static final ByteBuffer NO_SOURCE = ByteBuffer.allocate(0);

    final byte[] scratch;
    ByteBuffer source = NO_SOURCE;
    int position;
    int limit;
    /** scratch[position, copied) equals the chunk there, and scratch[copied] is a line feed that stops scans. */
    int copied;

    private int step = STEP;

    // The arguments of an HPUB.
    private final int[] argFrom = new int[4];
    private final int[] argEnd = new int[4];

    PublishScanner(byte[] scratch, Dialect dialect) {
        super(dialect);
        this.scratch = scratch;
    }

    final void scan(Chunk newChunk, int from) {
        chunk = newChunk;
        source = newChunk.buffer();
        position = from;
        limit = newChunk.length();
        copied = from;
    }

    final void scanNothing() {
        chunk = null;
        source = NO_SOURCE;
    }

    /** Copies from the chunk so that {@code scratch[position, upTo)} is valid, or up to the end of the chunk. */
    final void fill(int upTo) {
        int to = Math.min(limit, Math.max(upTo, copied));
        if (to > copied) {
            source.get(copied, scratch, copied, to - copied);
            copied = to;
        }
        scratch[copied] = '\n';
    }

    /** Copies as much as a line at {@code p} needs, or a good deal more when small payloads are to be expected. */
    final void fillFor(int p) {
        if (copied - p < SMALL_STEP && copied < limit) {
            fill(p + step);
        }
    }

    final void fillMore() {
        fill(copied + STEP);
    }

    /** What stands before {@code end} need not be looked at. */
    final void passOver(int end) {
        copied = Math.max(copied, end);
        scratch[copied] = '\n';
    }

    /**
     * The usual form of PUB, whole in the chunk. Returns the position behind it, or 0 when it is not that form or not all
     * there, or when it is wrong: the slow way then finds out which.
     */
    final int fastPub(int p) {
        byte[] s = scratch;
        int subject = p + 4;
        int i = subject;
        int b;
        while ((b = s[i]) > ' ' || b < 0) {
            i++;
        }
        if (b != ' ' || i == subject) {
            return 0;
        }
        int tail = i + 1;
        int reply = 0;
        int start = tail;
        i = start;
        int n = 0;
        while ((b = s[i] - '0') >= 0 && b <= 9) {
            n = n * 10 + b;
            i++;
        }
        if (s[i] != '\r') {
            reply = start;
            while ((b = s[i]) > ' ' || b < 0) {
                i++;
            }
            if (b != ' ' || i == reply) {
                return 0;
            }
            start = i + 1;
            i = start;
            n = 0;
            while ((b = s[i] - '0') >= 0 && b <= 9) {
                n = n * 10 + b;
                i++;
            }
        }
        int digits = i - start;
        int body = i + 2;
        if (s[i] != '\r'
                || s[i + 1] != '\n'
                || body > copied
                || digits < 1
                || digits > 9
                || n > line.maxPayload()
                || i - subject > line.maxControlLine()) {
            return 0;
        }
        int end = body + n + 2;
        if (end > limit || !endsWell(n, end)) {
            return 0;
        }
        bytes = s;
        subjectFrom = subject;
        subjectLength = tail - 1 - subject;
        replyFrom = reply;
        replyLength = reply == 0 ? 0 : start - 1 - reply;
        headerSize = -1;
        size = n;
        tailFrom = tail;
        tailLength = body - tail;
        payloadFrom = body;
        return end;
    }

    /** The usual form of HPUB, like {@link #fastPub}. */
    final int fastHpub(int p) {
        byte[] s = scratch;
        int subject = p + 5;
        int n = 0;
        int i = subject;
        while (n < 4) {
            argFrom[n] = i;
            int b;
            while ((b = s[i]) > ' ' || b < 0) {
                i++;
            }
            argEnd[n++] = i;
            if (b != ' ') {
                break;
            }
            i++;
        }
        int body = argEnd[n - 1] + 2;
        if (n < 3 || s[body - 2] != '\r' || s[body - 1] != '\n' || body > copied) {
            return 0;
        }
        if (argEnd[0] == subject || argEnd[1] == argFrom[1]) {
            return 0;
        }
        long header = OperationLine.decimal(s, argFrom[n - 2], argEnd[n - 2]);
        long total = OperationLine.decimal(s, argFrom[n - 1], argEnd[n - 1]);
        if (header < 0 || total < header || total > line.maxPayload() || body - 2 - subject > line.maxControlLine()) {
            return 0;
        }
        int end = body + (int) total + 2;
        if (end > limit || !endsWell((int) total, end)) {
            return 0;
        }
        bytes = s;
        subjectFrom = subject;
        subjectLength = argEnd[0] - subject;
        replyFrom = n == 4 ? argFrom[1] : 0;
        replyLength = n == 4 ? argEnd[1] - argFrom[1] : 0;
        headerSize = (int) header;
        size = (int) total;
        tailFrom = argFrom[1];
        tailLength = body - tailFrom;
        payloadFrom = body;
        return end;
    }

    /** Checks the CR LF behind a payload that is whole in the chunk, and decides how it travels. */
    final boolean endsWell(int n, int end) {
        if (n < OperationReader.LARGE) {
            if (end > copied) {
                fill(end);
            }
            payload = Payload.INLINE;
            step = STEP;
            return scratch[end - 2] == '\r' && scratch[end - 1] == '\n';
        }
        payload = Payload.SLICE;
        step = SMALL_STEP;
        if (source.get(end - 2) != '\r' || source.get(end - 1) != '\n') {
            return false;
        }
        passOver(end);
        return true;
    }
}
