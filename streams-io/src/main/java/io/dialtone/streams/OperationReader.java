package io.dialtone.streams;

import java.util.Arrays;

/**
 * Finds the operations of one connection in its bytes, wherever reads happen to cut them.
 *
 * <p>Use: {@link #attach} what a read brought, call {@link #next} until it answers {@link Op#NEED_MORE}, then {@link
 * #detach}. After an answer the accessors describe that operation until the next call. What is incomplete at the end of a
 * chunk is carried over in an array of its own.
 *
 * <p>Bytes are copied from the direct chunk to the loop's scratch array piece by piece, as far as they are looked at: the
 * payload of a large message is passed over and travels as a slice of the chunk ({@link Payload#SLICE}), or, when it came
 * in several reads, as an array ({@link Payload#HEAP}). Small payloads stand right behind their line ({@link
 * Payload#INLINE}).
 *
 * <p>The usual forms of PUB and HPUB are {@link PublishScanner}'s, those of messages from other servers {@link
 * LinkScanner}'s; any other line is {@link OperationLine}'s.
 */
final class OperationReader extends LinkScanner {
    /** What was found. */
    enum Op {
        NEED_MORE,
        /** Any message without headers. */
        PUB,
        /** Any message with headers. */
        HPUB,
        SUB,
        UNSUB,
        CONNECT,
        PING,
        PONG,
        OK,
        ERR,
        INFO,
        /** A subject that another server wants messages of, or no longer. */
        INTEREST,
        /** An account that another cluster has interest in, or none. */
        ACCOUNT_INTEREST,
        /** Nothing that anything depends on. */
        IGNORED,
        FAILED
    }

    /** Payloads of this size and more are not copied into batches. */
    static final int LARGE = 4096;

    private static final int PUB_ = Words.letters("PUB ");
    private static final int HPUB_ = Words.letters("HPUB");
    private static final int PING_ = Words.letters("PING");
    private static final int PONG_ = Words.letters("PONG");

    private final UnfinishedOperation unfinished = new UnfinishedOperation();
    private int maxControlLine = line.maxControlLine();

    OperationReader(byte[] scratch) {
        this(scratch, Dialect.CLIENT);
    }

    OperationReader(byte[] scratch, Dialect dialect) {
        super(scratch, dialect);
    }

    /**
     * Sets what was agreed with another server.
     *
     * @param accounts whether operations name the account they concern
     * @param originsOnRemoval whether {@code LS-} on a route names the leaf cluster
     */
    void form(boolean accounts, boolean originsOnRemoval) {
        accounts(accounts);
        if (line instanceof LinkLine link) {
            link.form(accounts, originsOnRemoval);
        }
    }

    /** Sets the limits from here on; {@code maxPayload} below 0 for none. */
    void limits(int newMaxPayload, int newMaxControlLine, boolean newHeadersAllowed) {
        line.limits(newMaxPayload, newMaxControlLine, newHeadersAllowed);
        maxControlLine = newMaxControlLine;
    }

    /** Goes on with {@code newChunk[from, length)}. */
    void attach(Chunk newChunk, int from) {
        scan(newChunk, from);
    }

    /** Whether an operation has begun in an earlier chunk and is not over. */
    boolean isWithin() {
        return !unfinished.isEmpty();
    }

    /** Where the next operation would begin in the attached chunk. */
    int position() {
        return position;
    }

    /** The chunk is done with. Of operations that are over, nothing is kept. */
    void detach() {
        scanNothing();
        heap = NONE;
        if (unfinished.isEmpty()) {
            bytes = NONE;
            line.forget();
            queues.trim();
        }
    }

    /** Bytes of memory it keeps between two reads. */
    int keptBytes() {
        return unfinished.keptBytes() + queues.keptBytes() + heap.length + (bytes == scratch ? 0 : bytes.length);
    }

    /** Whether it keeps hold of a chunk. */
    boolean holdsChunk() {
        return chunk != null || source.capacity() > 0;
    }

    // ---- finding

    /** The next operation in what is attached. */
    Op next() {
        if (!unfinished.isEmpty()) {
            return unfinished.isPayload() ? continuePayload() : continueBytes();
        }
        if (dialect != Dialect.CLIENT) {
            return nextOfServer();
        }
        while (true) {
            int p = position;
            if (p >= limit) {
                return Op.NEED_MORE;
            }
            fillFor(p);
            int word = copied - p >= 6 ? Words.int32(scratch, p) : 0;
            if (word == PUB_) {
                int end = fastPub(p);
                if (end > 0) {
                    position = end;
                    return Op.PUB;
                }
            } else if (word == HPUB_ && scratch[p + 4] == ' ') {
                int end = line.headersAllowed() ? fastHpub(p) : 0;
                if (end > 0) {
                    position = end;
                    return Op.HPUB;
                }
            } else if (word == PING_ && scratch[p + 4] == '\r' && scratch[p + 5] == '\n') {
                position = p + 6;
                return Op.PING;
            } else if (word == PONG_ && scratch[p + 4] == '\r' && scratch[p + 5] == '\n') {
                position = p + 6;
                return Op.PONG;
            }
            if (copied < limit) {
                fillMore();
                if (word == PUB_ || word == HPUB_) {
                    continue;
                }
            }
            return slow(p);
        }
    }

    private Op nextOfServer() {
        while (true) {
            int p = position;
            if (p >= limit) {
                return Op.NEED_MORE;
            }
            fillFor(p);
            int word = copied - p >= 6 ? Words.int32(scratch, p) : 0;
            boolean message = isMessage(word);
            if (message) {
                int end = fastMessage(p, word);
                if (end > 0) {
                    position = end;
                    return headerSize < 0 ? Op.PUB : Op.HPUB;
                }
            }
            if (copied < limit) {
                fillMore();
                if (message) {
                    continue;
                }
            }
            return slow(p);
        }
    }

    /** Any operation, in any form, in a scratch array that has all of the chunk behind {@code p}. */
    private Op slow(int p) {
        fill(limit);
        int lf = indexOfLf(scratch, p, limit);
        if (lf < 0) {
            return keepLine(p);
        }
        Op op = parse(scratch, p, lf);
        if (op != Op.PUB && op != Op.HPUB) {
            position = lf + 1;
            return op;
        }
        int body = lf + 1;
        int end = body + size + 2;
        if (end <= limit) {
            position = end;
            if (!line.settle(this, scratch)) {
                relay(scratch, body);
            } else if (size >= LARGE) {
                payload = Payload.SLICE;
                payloadFrom = body;
            } else {
                payload = Payload.INLINE;
                payloadFrom = body;
            }
            return crlfAt(scratch, end - 2)
                    ? op
                    : fail(ProtocolError.unknownOperation("message does not end with CR LF"));
        }
        return begin(p, body, op);
    }

    private static boolean crlfAt(byte[] b, int at) {
        return b[at] == '\r' && b[at + 1] == '\n';
    }

    private static int indexOfLf(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Lays a publish whose blanks are unusual anew in an array of its own, with a small payload behind it. */
    private void relay(byte[] from, int body) {
        byte[] canonical = line.canonical();
        boolean large = size >= LARGE;
        byte[] laid = Arrays.copyOf(canonical, canonical.length + (large ? 0 : size + 2) + LoopMemory.SLACK);
        if (!large) {
            System.arraycopy(from, body, laid, canonical.length, size + 2);
        }
        payload = large ? Payload.SLICE : Payload.INLINE;
        payloadFrom = large ? body : canonical.length;
        publishLaid(laid, canonical.length);
    }

    private Op parse(byte[] b, int p, int lf) {
        Op op = line.parse(b, p, lf);
        if (op == Op.FAILED) {
            return fail(line.error());
        }
        if (op == Op.PUB || op == Op.HPUB) {
            line.begin(this, b);
        }
        return op;
    }

    private Op fail(ProtocolError what) {
        error(what);
        position = limit;
        unfinished.clear();
        return Op.FAILED;
    }

    // ---- what is incomplete

    /** Keeps the beginning of a line for the next read, unless it can be seen already that it is wrong. */
    private Op keepLine(int p) {
        unfinished.append(scratch, p, limit - p);
        position = limit;
        return checkLine(unfinished.bytes(), unfinished.length());
    }

    private Op checkLine(byte[] b, int length) {
        OperationName found = OperationName.find(b, 0, length, dialect);
        if (found == OperationName.UNKNOWN) {
            return fail(
                    ProtocolError.unknownOperation("unknown protocol operation: " + OperationLine.quote(b, 0, length)));
        }
        if (found == OperationName.PARTIAL) {
            return Op.NEED_MORE;
        }
        int name = found.length();
        if (!found.takesArguments()) {
            // What follows the name means nothing: no need to keep it.
            unfinished.shorten(name);
            return Op.NEED_MORE;
        }
        int from = name;
        while (from < length && OperationLine.isBlank(b[from])) {
            from++;
        }
        if (from == length) {
            unfinished.shorten(Math.min(length, name + 1));
            return Op.NEED_MORE;
        }
        int end = b[length - 1] == '\r' ? length - 1 : length;
        return end - from > maxControlLine ? fail(ProtocolError.controlLine(maxControlLine)) : Op.NEED_MORE;
    }

    /** A publish whose line is whole and whose payload is not. */
    private Op begin(int p, int body, Op op) {
        if (size >= LARGE) {
            return beginPayload(op, body);
        }
        unfinished.append(scratch, p, limit - p);
        unfinished.begin(op, body - p);
        position = limit;
        // Once more, for its places in the array kept. From here on, new limits do not concern it.
        Op again = parse(unfinished.bytes(), 0, body - p - 1);
        return again == Op.FAILED ? again : continueSmallPayload();
    }

    private Op continueBytes() {
        if (unfinished.lineEnd() == 0) {
            if (limit <= position) {
                return Op.NEED_MORE;
            }
            fill(limit);
            int lf = indexOfLf(scratch, position, limit);
            if (lf < 0) {
                return keepLine(position);
            }
            unfinished.append(scratch, position, lf + 1 - position);
            position = lf + 1;
            int lineEnd = unfinished.length();
            Op op = parse(unfinished.bytes(), 0, lineEnd - 1);
            if (op != Op.PUB && op != Op.HPUB) {
                unfinished.endOfBytes();
                return op;
            }
            unfinished.begin(op, lineEnd);
            if (size >= LARGE) {
                unfinished.endOfBytes();
                return beginPayload(op, position);
            }
        }
        return continueSmallPayload();
    }

    private Op continueSmallPayload() {
        int lineEnd = unfinished.lineEnd();
        int total = lineEnd + size + 2;
        int n = Math.min(total - unfinished.length(), limit - position);
        if (n > 0) {
            fill(position + n);
            unfinished.append(scratch, position, n);
            position += n;
        }
        byte[] b = unfinished.bytes();
        int length = unfinished.length();
        if (length >= total - 1 && b[total - 2] != '\r' || length == total && b[total - 1] != '\n') {
            return fail(ProtocolError.unknownOperation("message does not end with CR LF"));
        }
        if (length < total) {
            return Op.NEED_MORE;
        }
        bytes = b;
        payload = Payload.INLINE;
        payloadFrom = lineEnd;
        if (!line.settle(this, b)) {
            relay(b, lineEnd);
        }
        unfinished.endOfBytes();
        return unfinished.begun();
    }

    /** Goes on with a large payload that begins at {@code body} of the chunk and ends in a later one. */
    private Op beginPayload(Op op, int body) {
        line.layApart(this);
        unfinished.beginPayload(op, size + 2);
        position = body;
        return continuePayload();
    }

    private Op continuePayload() {
        if (position < limit) {
            position += unfinished.takePayload(source, position, limit);
            passOver(position);
        }
        if (!unfinished.isPayloadWhole()) {
            return Op.NEED_MORE;
        }
        heap = unfinished.endOfPayload();
        if (!crlfAt(heap, size)) {
            return fail(ProtocolError.unknownOperation("message does not end with CR LF"));
        }
        payload = Payload.HEAP;
        payloadFrom = 0;
        return unfinished.begun();
    }
}
