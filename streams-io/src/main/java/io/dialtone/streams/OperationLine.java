package io.dialtone.streams;

import io.dialtone.streams.OperationReader.Op;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One line of the protocol, parsed with all the freedoms that clients have: any case, any blanks, a CR or none. What only
 * servers say to each other is {@link LinkLine}'s.
 */
class OperationLine {
    /** One more than any operation takes but those with a list. */
    static final int MAX_ARGS = 6;

    private static final int KEPT_ARGS = 64;

    private final Dialect dialect;
    private int maxPayload = Integer.MAX_VALUE;
    private int maxControlLine = 4096;
    private boolean headersAllowed;

    private byte[] bytes = FoundOperation.NONE;
    private int lineEnd;
    private int argsFrom;
    private int argsEnd;
    private int[] argFrom = new int[MAX_ARGS];
    private int[] argEnd = new int[MAX_ARGS];
    private int argCount;
    private boolean reply;
    private int headerSize;
    private int size;
    private ProtocolError error = ProtocolError.silent("");

    OperationLine(Dialect dialect) {
        this.dialect = dialect;
    }

    static OperationLine of(Dialect dialect) {
        return dialect == Dialect.CLIENT ? new OperationLine(dialect) : new LinkLine(dialect);
    }

    final void limits(int newMaxPayload, int newMaxControlLine, boolean newHeadersAllowed) {
        maxPayload = newMaxPayload < 0 ? Integer.MAX_VALUE : newMaxPayload;
        maxControlLine = newMaxControlLine;
        headersAllowed = newHeadersAllowed;
    }

    final int maxPayload() {
        return maxPayload;
    }

    final int maxControlLine() {
        return maxControlLine;
    }

    final boolean headersAllowed() {
        return headersAllowed;
    }

    /** Lets go of the array that the line stood in, and of what a long list took. */
    final void forget() {
        bytes = FoundOperation.NONE;
        if (argFrom.length > KEPT_ARGS) {
            argFrom = new int[MAX_ARGS];
            argEnd = new int[MAX_ARGS];
        }
    }

    // ---- what was parsed

    /** The array that the line stands in. */
    final byte[] bytes() {
        return bytes;
    }

    /** Behind the line feed. */
    final int lineEnd() {
        return lineEnd;
    }

    /** Where an argument begins. */
    final int from(int arg) {
        return argFrom[arg];
    }

    final int length(int arg) {
        return argEnd[arg] - argFrom[arg];
    }

    final int headerSize() {
        return headerSize;
    }

    final int size() {
        return size;
    }

    /** Why {@link #parse} failed. */
    final ProtocolError error() {
        return error;
    }

    final byte[] arguments() {
        return Arrays.copyOfRange(bytes, argsFrom, argsEnd);
    }

    final byte[] argument(int i) {
        return Arrays.copyOfRange(bytes, argFrom[i], argEnd[i]);
    }

    final int argumentCount() {
        return argCount;
    }

    /** As what the actor of a connection is told of an operation that only servers know. */
    ControlOperation control(Op op) {
        throw new IllegalStateException("no client sends " + op);
    }

    /** Points {@code found} at the publish just parsed, whose payload may be missing, in {@code b}. */
    void begin(FoundOperation found, byte[] b) {
        found.bytes = b;
        found.subjectFrom = from(0);
        found.subjectLength = length(0);
        found.replyFrom = reply ? from(1) : 0;
        found.replyLength = reply ? length(1) : 0;
        found.headerSize = headerSize;
        found.size = size;
        found.tailFrom = from(1);
        found.tailLength = argsEnd + 2 - found.tailFrom;
    }

    /**
     * Points {@code found} at the publish in {@code b}, where its payload follows now. Returns whether it is in canonical
     * form there.
     */
    boolean settle(FoundOperation found, byte[] b) {
        return isCanonical();
    }

    /** Points {@code found} at a canonical copy of the line in an array of its own. */
    void layApart(FoundOperation found) {
        byte[] canonical = canonical();
        found.publishLaid(Arrays.copyOf(canonical, canonical.length + LoopMemory.SLACK), canonical.length);
    }

    /** {@code subject SP [reply SP] [header size SP] size CR LF} of the publish just parsed. */
    byte[] canonical() {
        byte[] out = new byte[argEnd[argCount - 1] - argFrom[0] + 2 + argCount];
        int at = 0;
        for (int i = 0; i < argCount; i++) {
            int n = argEnd[i] - argFrom[i];
            System.arraycopy(bytes, argFrom[i], out, at, n);
            at += n;
            out[at++] = ' ';
        }
        out[at - 1] = '\r';
        out[at++] = '\n';
        return Arrays.copyOf(out, at);
    }

    /** Whether single blanks part the arguments and CR LF follows at once. */
    private boolean isCanonical() {
        for (int i = 1; i < argCount; i++) {
            if (argFrom[i] != argEnd[i - 1] + 1 || bytes[argEnd[i - 1]] != ' ') {
                return false;
            }
        }
        return argEnd[argCount - 1] == argsEnd && bytes[argsEnd] == '\r';
    }

    // ---- parsing

    /** Parses the line {@code b[p, lf)} and its arguments. */
    final Op parse(byte[] b, int p, int lf) {
        int end = lf > p && b[lf - 1] == '\r' ? lf - 1 : lf;
        bytes = b;
        lineEnd = lf + 1;
        OperationName name = OperationName.find(b, p, end, dialect);
        if (name == OperationName.UNKNOWN || name == OperationName.PARTIAL) {
            return fail(ProtocolError.unknownOperation("unknown protocol operation: " + quote(b, p, end)));
        }
        int from = p + name.length();
        while (from < end && isBlank(b[from])) {
            from++;
        }
        argsFrom = from;
        argsEnd = Math.max(from, end);
        if (name.takesArguments() && argsEnd - from > maxControlLine) {
            return fail(ProtocolError.controlLine(maxControlLine));
        }
        return arguments(name);
    }

    /** Parses the arguments of that operation. */
    Op arguments(OperationName name) {
        return switch (name) {
            case PUB -> publish(Op.PUB, 2, 3);
            case HPUB ->
                headersAllowed ? publish(Op.HPUB, 3, 4) : fail(ProtocolError.silent("message headers not supported"));
            case SUB -> split(true, MAX_ARGS) < 2 || argCount > 3 ? badArguments("processSub Parse Error") : Op.SUB;
            case UNSUB ->
                split(true, MAX_ARGS) < 1 || argCount > 2 ? badArguments("processUnsub Parse Error") : Op.UNSUB;
            default -> name.op();
        };
    }

    final Op badArguments(String what) {
        return fail(ProtocolError.silent(what + ": " + quote(bytes, argsFrom, argsEnd)));
    }

    private Op publish(Op op, int least, int most) {
        boolean withHeaders = op == Op.HPUB;
        int n = split(false, MAX_ARGS);
        String what = withHeaders ? "processHeaderPub" : "processPub";
        if (n < least || n > most) {
            return badArguments(what + " Parse Error");
        }
        reply = n == most;
        Op parsed = sizes(what, withHeaders);
        if (parsed == Op.FAILED) {
            return parsed;
        }
        if (withHeaders) {
            // As the client wrote it, even if it is none.
            headerSize = Math.max(0, headerSize);
        }
        return op;
    }

    /** Reads {@code [header size] size}, the last arguments. A message without a byte of headers is a PUB. */
    final Op sizes(String what, boolean withHeaders) {
        long total = number(argCount - 1);
        long header = withHeaders ? number(argCount - 2) : 0;
        if (header < 0) {
            return badArguments(what + " Bad or Missing Header Size");
        }
        if (total < 0) {
            return badArguments(what + (withHeaders ? " Bad or Missing Total Size" : " Bad or Missing Size"));
        }
        if (header > total) {
            return badArguments(what + " Header Size larger then TotalSize");
        }
        if (total > maxPayload) {
            return fail(ProtocolError.maxPayload(total, maxPayload));
        }
        headerSize = header == 0 ? -1 : (int) header;
        size = (int) total;
        return header == 0 ? Op.PUB : Op.HPUB;
    }

    /** Finds the arguments, up to {@code most}; all but publishes of clients are also parted at CR. */
    final int split(boolean alsoAtCr, int most) {
        byte[] b = bytes;
        int n = 0;
        int i = argsFrom;
        while (i < argsEnd && n < most) {
            while (i < argsEnd && (isBlank(b[i]) || alsoAtCr && b[i] == '\r')) {
                i++;
            }
            int from = i;
            while (i < argsEnd && !isBlank(b[i]) && !(alsoAtCr && b[i] == '\r')) {
                i++;
            }
            if (i > from) {
                if (n == argFrom.length) {
                    argFrom = Arrays.copyOf(argFrom, 2 * n);
                    argEnd = Arrays.copyOf(argEnd, 2 * n);
                }
                argFrom[n] = from;
                argEnd[n++] = i;
            }
        }
        argCount = n;
        return n;
    }

    /** One to nine digits, or -1. */
    final long number(int arg) {
        return decimal(bytes, argFrom[arg], argEnd[arg]);
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
        return Op.FAILED;
    }

    /** A range of bytes in double quotes, shortened, as the log shows it. */
    static String quote(byte[] b, int from, int to) {
        int n = Math.min(to - from, 64);
        return '"' + new String(b, from, Math.max(0, n), StandardCharsets.ISO_8859_1) + '"';
    }
}
