package io.dialtone.streams;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the operations of the client protocol in the bytes of one connection, wherever reads happen to cut them.
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
 * <p>The line of a publish is always given in canonical form, {@code subject SP [reply SP] [header size SP] size CR LF}: if
 * the client wrote it with other blanks, it is laid anew, so that a delivery can copy its tail as it stands.
 */
final class OperationReader {
    /** What was found. */
    enum Op {
        NEED_MORE,
        PUB,
        HPUB,
        SUB,
        UNSUB,
        CONNECT,
        PING,
        PONG,
        OK,
        ERR,
        INFO,
        FAILED
    }

    /** Where the payload of a publish is. */
    enum Payload {
        INLINE,
        SLICE,
        HEAP
    }

    /** Payloads of this size and more are not copied into batches. */
    static final int LARGE = 4096;

    private static final int STEP = 16 * 1024;
    private static final int SMALL_STEP = 256;
    private static final int PUB_ = Words.letters("PUB ");
    private static final int HPUB_ = Words.letters("HPUB");
    private static final int PING_ = Words.letters("PING");
    private static final int PONG_ = Words.letters("PONG");
    private static final int MAX_ARGS = 6;
    private static final byte[] NONE = {};
    private static final ByteBuffer NO_SOURCE = ByteBuffer.allocate(0);

    private final byte[] scratch;
    private int maxPayload = Integer.MAX_VALUE;
    private int maxControlLine = 4096;
    private boolean headersAllowed;

    // What is attached.
    private @Nullable Chunk chunk;
    private ByteBuffer source = NO_SOURCE;
    private int position;
    private int limit;
    /** scratch[position, copied) equals the chunk there, and scratch[copied] is a line feed that stops scans. */
    private int copied;

    private int step = STEP;

    // What an operation that came in pieces has so far.
    private byte[] carry = NONE;
    private int carried;
    private int carryLineEnd;
    private byte[] heap = NONE;
    private int heapFilled;
    private int heapTotal;
    /** PUB or HPUB, once its line is there and the payload is not. */
    private Op begun = Op.PUB;

    // The operation found.
    private byte[] bytes = NONE;
    private int subjectFrom;
    private int subjectLength;
    private int replyFrom;
    private int replyLength;
    private int headerSize;
    private int size;
    private int tailFrom;
    private int tailLength;
    private Payload payload = Payload.INLINE;
    private int payloadFrom;
    private int argsFrom;
    private int argsEnd;
    private final int[] argFrom = new int[MAX_ARGS];
    private final int[] argEnd = new int[MAX_ARGS];
    private ProtocolError error = ProtocolError.silent("");

    OperationReader(byte[] scratch) {
        this.scratch = scratch;
    }

    /** Sets the limits from here on; {@code maxPayload} below 0 for none. */
    void limits(int newMaxPayload, int newMaxControlLine, boolean newHeadersAllowed) {
        maxPayload = newMaxPayload < 0 ? Integer.MAX_VALUE : newMaxPayload;
        maxControlLine = newMaxControlLine;
        headersAllowed = newHeadersAllowed;
    }

    /** Goes on with {@code newChunk[from, length)}. */
    void attach(Chunk newChunk, int from) {
        chunk = newChunk;
        source = newChunk.buffer();
        position = from;
        limit = newChunk.length();
        copied = from;
    }

    /** Whether an operation has begun in an earlier chunk and is not over. */
    boolean isWithin() {
        return carried > 0 || heapTotal > 0;
    }

    /** Where the next operation would begin in the attached chunk. */
    int position() {
        return position;
    }

    /** The chunk is done with. Of operations that are over, nothing is kept. */
    void detach() {
        chunk = null;
        source = NO_SOURCE;
        if (heapTotal == 0) {
            heap = NONE;
            if (carried == 0) {
                bytes = NONE;
            }
        }
    }

    /** Bytes of memory it keeps between two reads. */
    int keptBytes() {
        return carry.length + heap.length + (bytes == scratch ? 0 : bytes.length);
    }

    /** Whether it keeps hold of a chunk. */
    boolean holdsChunk() {
        return chunk != null || source.capacity() > 0;
    }

    // ---- what was found

    /** The array that subject, reply and tail stand in. */
    byte[] bytes() {
        return bytes;
    }

    int subjectFrom() {
        return subjectFrom;
    }

    int subjectLength() {
        return subjectLength;
    }

    int replyFrom() {
        return replyFrom;
    }

    /** Length of the reply subject, 0 for none. */
    int replyLength() {
        return replyLength;
    }

    /** Bytes of headers, or -1 for a PUB. */
    int headerSize() {
        return headerSize;
    }

    /** Bytes of headers and payload. */
    int size() {
        return size;
    }

    /** Start of {@code [reply SP] [header size SP] size CR LF}, which an INLINE payload and its CR LF follow. */
    int tailFrom() {
        return tailFrom;
    }

    /** Length of the tail of the line, without the payload. */
    int tailLength() {
        return tailLength;
    }

    Payload payload() {
        return payload;
    }

    /** Start of headers and payload in {@link #bytes}, the chunk or {@link #heap}. */
    int payloadFrom() {
        return payloadFrom;
    }

    byte[] heap() {
        return heap;
    }

    /** The chunk a SLICE is of. */
    Chunk chunk() {
        Chunk c = chunk;
        if (c == null) {
            throw new IllegalStateException("no chunk is attached");
        }
        return c;
    }

    /** The arguments of a control operation as they stand, ends trimmed. */
    byte[] arguments() {
        return Arrays.copyOfRange(bytes, argsFrom, argsEnd);
    }

    /** A copy of one argument of a SUB or UNSUB. */
    byte[] argument(int i) {
        return Arrays.copyOfRange(bytes, argFrom[i], argEnd[i]);
    }

    int argumentCount() {
        return argCount;
    }

    private int argCount;

    ProtocolError error() {
        return error;
    }

    // ---- finding

    /** The next operation in what is attached. */
    Op next() {
        if (heapTotal > 0) {
            return continueHeap();
        }
        if (carried > 0) {
            return continueCarry();
        }
        while (true) {
            int p = position;
            if (p >= limit) {
                return Op.NEED_MORE;
            }
            if (copied - p < SMALL_STEP && copied < limit) {
                fill(p + step);
            }
            int word = copied - p >= 6 ? Words.int32(scratch, p) : 0;
            if (word == PUB_) {
                int end = fastPub(p);
                if (end > 0) {
                    position = end;
                    return Op.PUB;
                }
            } else if (word == HPUB_ && scratch[p + 4] == ' ') {
                int end = headersAllowed ? fastHpub(p) : 0;
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
                fill(copied + STEP);
                if (word == PUB_ || word == HPUB_) {
                    continue;
                }
            }
            return slow(p);
        }
    }

    /** Copies from the chunk so that {@code scratch[position, upTo)} is valid, or up to the end of the chunk. */
    private void fill(int upTo) {
        int to = Math.min(limit, Math.max(upTo, copied));
        if (to > copied) {
            source.get(copied, scratch, copied, to - copied);
            copied = to;
        }
        scratch[copied] = '\n';
    }

    /**
     * The usual form of PUB, whole in the chunk. Returns the position behind it, or 0 when it is not that form or not all
     * there, or when it is wrong: the slow way then finds out which.
     */
    private int fastPub(int p) {
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
                || n > maxPayload
                || i - subject > maxControlLine) {
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
    private int fastHpub(int p) {
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
        long header = number(s, n - 2);
        long total = number(s, n - 1);
        if (header < 0 || total < header || total > maxPayload || body - 2 - subject > maxControlLine) {
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
    private boolean endsWell(int n, int end) {
        if (n < LARGE) {
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
        copied = Math.max(copied, end);
        scratch[copied] = '\n';
        return true;
    }

    /** Any operation, in any form, in a scratch array that has all of the chunk behind {@code p}. */
    private Op slow(int p) {
        fill(limit);
        int lf = indexOfLf(scratch, p, limit);
        if (lf < 0) {
            return carryOver(p);
        }
        Op op = line(scratch, p, lf);
        if (op != Op.PUB && op != Op.HPUB) {
            position = lf + 1;
            return op;
        }
        int body = lf + 1;
        int end = body + size + 2;
        if (end <= limit) {
            position = end;
            if (!canonical) {
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
        return beginIncomplete(p, body, op);
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

    /** Lays a publish whose blanks are unusual anew in the carry array, with a small payload behind it. */
    private void relay(byte[] from, int body) {
        byte[] line = canonicalLine(from);
        boolean large = size >= LARGE;
        byte[] laid = Arrays.copyOf(line, line.length + (large ? 0 : size + 2) + LoopMemory.SLACK);
        if (!large) {
            System.arraycopy(from, body, laid, line.length, size + 2);
        }
        payload = large ? Payload.SLICE : Payload.INLINE;
        payloadFrom = large ? body : line.length;
        describe(laid, line.length);
    }

    /** {@code subject SP [reply SP] [header size SP] size CR LF} of the publish just parsed. */
    private byte[] canonicalLine(byte[] from) {
        byte[] out = new byte[argEnd[argCount - 1] - argFrom[0] + 2 + argCount];
        int at = 0;
        for (int i = 0; i < argCount; i++) {
            int n = argEnd[i] - argFrom[i];
            System.arraycopy(from, argFrom[i], out, at, n);
            at += n;
            out[at++] = ' ';
        }
        out[at - 1] = '\r';
        out[at++] = '\n';
        return Arrays.copyOf(out, at);
    }

    /** Points the accessors at a canonical line without its operation's name. */
    private void describe(byte[] laid, int lineLength) {
        int sub = subjectLength;
        bytes = laid;
        subjectFrom = 0;
        replyFrom = replyLength == 0 ? 0 : sub + 1;
        tailFrom = sub + 1;
        tailLength = lineLength - tailFrom;
    }

    // ---- lines

    private boolean canonical;

    /** Parses the line {@code b[p, lf)} and its arguments. */
    private Op line(byte[] b, int p, int lf) {
        int end = lf > p && b[lf - 1] == '\r' ? lf - 1 : lf;
        bytes = b;
        Op op = OperationName.find(b, p, end);
        if (op == Op.FAILED || op == Op.NEED_MORE) {
            return fail(ProtocolError.unknownOperation("unknown protocol operation: " + quote(b, p, end)));
        }
        int from = p + OperationName.length(op);
        while (from < end && isBlank(b[from])) {
            from++;
        }
        argsFrom = from;
        argsEnd = Math.max(from, end);
        if (OperationName.takesArguments(op) && argsEnd - from > maxControlLine) {
            return fail(ProtocolError.controlLine(maxControlLine));
        }
        return switch (op) {
            case PUB -> publish(b, Op.PUB, 2, 3);
            case HPUB ->
                headersAllowed
                        ? publish(b, Op.HPUB, 3, 4)
                        : fail(ProtocolError.silent("message headers not supported"));
            case SUB -> split(b, true) < 2 || argCount > 3 ? badArguments("processSub Parse Error", b) : op;
            case UNSUB -> split(b, true) < 1 || argCount > 2 ? badArguments("processUnsub Parse Error", b) : op;
            default -> op;
        };
    }

    private Op badArguments(String what, byte[] b) {
        return fail(ProtocolError.silent(what + ": " + quote(b, argsFrom, argsEnd)));
    }

    private Op publish(byte[] b, Op op, int least, int most) {
        boolean withHeaders = op == Op.HPUB;
        int n = split(b, false);
        String name = withHeaders ? "processHeaderPub" : "processPub";
        if (n < least || n > most) {
            return badArguments(name + " Parse Error", b);
        }
        long total = number(b, n - 1);
        long header = withHeaders ? number(b, n - 2) : -1;
        if (withHeaders && header < 0) {
            return badArguments(name + " Bad or Missing Header Size", b);
        }
        if (total < 0) {
            return badArguments(name + (withHeaders ? " Bad or Missing Total Size" : " Bad or Missing Size"), b);
        }
        if (header > total) {
            return badArguments(name + " Header Size larger then TotalSize", b);
        }
        if (total > maxPayload) {
            return fail(ProtocolError.maxPayload(total, maxPayload));
        }
        subjectFrom = argFrom[0];
        subjectLength = argEnd[0] - argFrom[0];
        boolean reply = n == most;
        replyFrom = reply ? argFrom[1] : 0;
        replyLength = reply ? argEnd[1] - argFrom[1] : 0;
        headerSize = (int) header;
        size = (int) total;
        canonical = isCanonical(b);
        tailFrom = argFrom[1];
        tailLength = argsEnd + 2 - tailFrom;
        return op;
    }

    /** Whether single blanks part the arguments and CR LF follows at once. */
    private boolean isCanonical(byte[] b) {
        for (int i = 1; i < argCount; i++) {
            if (argFrom[i] != argEnd[i - 1] + 1 || b[argEnd[i - 1]] != ' ') {
                return false;
            }
        }
        return argEnd[argCount - 1] == argsEnd && b[argsEnd] == '\r';
    }

    /** Finds the arguments; a SUB is also parted at CR. Counts one too many rather than going past the array. */
    private int split(byte[] b, boolean alsoAtCr) {
        int n = 0;
        int i = argsFrom;
        while (i < argsEnd && n < MAX_ARGS) {
            while (i < argsEnd && (isBlank(b[i]) || alsoAtCr && b[i] == '\r')) {
                i++;
            }
            int from = i;
            while (i < argsEnd && !isBlank(b[i]) && !(alsoAtCr && b[i] == '\r')) {
                i++;
            }
            if (i > from) {
                argFrom[n] = from;
                argEnd[n++] = i;
            }
        }
        argCount = n;
        return n;
    }

    /** One to nine digits, or -1. */
    private long number(byte[] b, int arg) {
        return decimal(b, argFrom[arg], argEnd[arg]);
    }

    static long decimal(byte[] b, int from, int to) {
        if (to <= from || to - from > 9) {
            return -1;
        }
        long n = 0;
        for (int i = from; i < to; i++) {
            int digit = b[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            n = n * 10 + digit;
        }
        return n;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private Op fail(ProtocolError what) {
        error = what;
        position = limit;
        carried = 0;
        carryLineEnd = 0;
        heapTotal = 0;
        return Op.FAILED;
    }

    /** A range of bytes in double quotes, shortened, as the log shows it. */
    private static String quote(byte[] b, int from, int to) {
        int n = Math.min(to - from, 64);
        return '"' + new String(b, from, Math.max(0, n), StandardCharsets.ISO_8859_1) + '"';
    }

    // ---- what is incomplete

    /** Keeps the beginning of a line for the next read, unless it can be seen already that it is wrong. */
    private Op carryOver(int p) {
        int n = limit - p;
        append(scratch, p, n);
        position = limit;
        return checkPartialLine();
    }

    private void append(byte[] from, int at, int n) {
        if (carried + n + LoopMemory.SLACK > carry.length) {
            carry = Arrays.copyOf(carry, Math.max(128, (carried + n) * 3 / 2) + LoopMemory.SLACK);
        }
        System.arraycopy(from, at, carry, carried, n);
        carried += n;
    }

    private Op checkPartialLine() {
        Op op = OperationName.find(carry, 0, carried);
        if (op == Op.FAILED) {
            return fail(ProtocolError.unknownOperation("unknown protocol operation: " + quote(carry, 0, carried)));
        }
        if (op == Op.NEED_MORE) {
            return Op.NEED_MORE;
        }
        if (!OperationName.takesArguments(op)) {
            // What follows the name means nothing: no need to keep it.
            carried = OperationName.length(op);
            return Op.NEED_MORE;
        }
        int from = OperationName.length(op);
        while (from < carried && isBlank(carry[from])) {
            from++;
        }
        if (from == carried) {
            carried = Math.min(carried, OperationName.length(op) + 1);
        }
        int end = carried > from && carry[carried - 1] == '\r' ? carried - 1 : carried;
        return end - from > maxControlLine ? fail(ProtocolError.controlLine(maxControlLine)) : Op.NEED_MORE;
    }

    private Op beginIncomplete(int p, int body, Op op) {
        if (size >= LARGE) {
            byte[] line = canonicalLine(scratch);
            beginHeap(line, op);
            takeIntoHeap(body);
            return heapFilled == heapTotal ? endHeap() : Op.NEED_MORE;
        }
        append(scratch, p, limit - p);
        carryLineEnd = body - p;
        position = limit;
        // Once more, for its places in the carry array. From here on, new limits do not concern it.
        begun = line(carry, 0, carryLineEnd - 1);
        return Op.NEED_MORE;
    }

    private Op continueCarry() {
        if (carryLineEnd == 0) {
            int available = limit - position;
            if (available <= 0) {
                return Op.NEED_MORE;
            }
            fill(limit);
            int lf = indexOfLf(scratch, position, limit);
            if (lf < 0) {
                return carryOver(position);
            }
            append(scratch, position, lf + 1 - position);
            position = lf + 1;
            int lineEnd = carried;
            Op op = line(carry, 0, lineEnd - 1);
            if (op != Op.PUB && op != Op.HPUB) {
                endCarry();
                return op;
            }
            carryLineEnd = lineEnd;
            begun = op;
            if (size >= LARGE) {
                byte[] laid = canonicalLine(carry);
                endCarry();
                beginHeap(laid, op);
                return continueHeap();
            }
        }
        return continueSmallPayload();
    }

    private Op continueSmallPayload() {
        int total = carryLineEnd + size + 2;
        int n = Math.min(total - carried, limit - position);
        if (n > 0) {
            fill(position + n);
            append(scratch, position, n);
            position += n;
        }
        if (carried >= total - 1 && carry[total - 2] != '\r') {
            return fail(ProtocolError.unknownOperation("message does not end with CR LF"));
        }
        if (carried < total) {
            return Op.NEED_MORE;
        }
        if (carry[total - 1] != '\n') {
            return fail(ProtocolError.unknownOperation("message does not end with CR LF"));
        }
        bytes = carry;
        payload = Payload.INLINE;
        payloadFrom = carryLineEnd;
        if (!canonical) {
            relay(carry, carryLineEnd);
        }
        endCarry();
        return begun;
    }

    /** The carried bytes are used up; the operation just found still points into them. */
    private void endCarry() {
        carried = 0;
        carryLineEnd = 0;
        if (carry.length > 1024) {
            carry = NONE;
        }
    }

    private void beginHeap(byte[] line, Op op) {
        describe(Arrays.copyOf(line, line.length + LoopMemory.SLACK), line.length);
        begun = op;
        heapTotal = size + 2;
        heapFilled = 0;
        heap = new byte[Math.min(heapTotal, STEP)];
    }

    private void takeIntoHeap(int from) {
        int n = Math.min(heapTotal - heapFilled, limit - from);
        if (heapFilled + n > heap.length) {
            // Grown as the bytes come, so that an announced size alone takes no memory.
            heap = Arrays.copyOf(heap, Math.min(heapTotal, Math.max(heap.length * 4, heapFilled + n)));
        }
        source.get(from, heap, heapFilled, n);
        heapFilled += n;
        position = from + n;
        copied = Math.max(copied, position);
        scratch[copied] = '\n';
    }

    private Op continueHeap() {
        if (position < limit) {
            takeIntoHeap(position);
        }
        return heapFilled == heapTotal ? endHeap() : Op.NEED_MORE;
    }

    private Op endHeap() {
        if (!crlfAt(heap, heapTotal - 2)) {
            return fail(ProtocolError.unknownOperation("message does not end with CR LF"));
        }
        payload = Payload.HEAP;
        payloadFrom = 0;
        heapTotal = 0;
        return begun;
    }
}
