package io.dialtone.streams;

import io.dialtone.streams.OperationReader.Op;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One line of the protocol, parsed with all the freedoms that clients have: any case, any blanks, a CR or none. */
final class OperationLine {
    private static final int MAX_ARGS = 6;

    private int maxPayload = Integer.MAX_VALUE;
    private int maxControlLine = 4096;
    private boolean headersAllowed;

    private byte[] bytes = FoundOperation.NONE;
    private int argsFrom;
    private int argsEnd;
    private final int[] argFrom = new int[MAX_ARGS];
    private final int[] argEnd = new int[MAX_ARGS];
    private int argCount;
    private boolean reply;
    private int headerSize;
    private int size;
    private ProtocolError error = ProtocolError.silent("");

    void limits(int newMaxPayload, int newMaxControlLine, boolean newHeadersAllowed) {
        maxPayload = newMaxPayload < 0 ? Integer.MAX_VALUE : newMaxPayload;
        maxControlLine = newMaxControlLine;
        headersAllowed = newHeadersAllowed;
    }

    int maxPayload() {
        return maxPayload;
    }

    int maxControlLine() {
        return maxControlLine;
    }

    boolean headersAllowed() {
        return headersAllowed;
    }

    /** Lets go of the array that the line stood in. */
    void forget() {
        bytes = FoundOperation.NONE;
    }

    // ---- what was parsed

    /** Where an argument begins. */
    int from(int arg) {
        return argFrom[arg];
    }

    int length(int arg) {
        return argEnd[arg] - argFrom[arg];
    }

    /** Behind the last argument. */
    int end() {
        return argsEnd;
    }

    boolean hasReply() {
        return reply;
    }

    int headerSize() {
        return headerSize;
    }

    int size() {
        return size;
    }

    /** Why {@link #parse} failed. */
    ProtocolError error() {
        return error;
    }

    byte[] arguments() {
        return Arrays.copyOfRange(bytes, argsFrom, argsEnd);
    }

    byte[] argument(int i) {
        return Arrays.copyOfRange(bytes, argFrom[i], argEnd[i]);
    }

    int argumentCount() {
        return argCount;
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
    boolean isCanonical() {
        for (int i = 1; i < argCount; i++) {
            if (argFrom[i] != argEnd[i - 1] + 1 || bytes[argEnd[i - 1]] != ' ') {
                return false;
            }
        }
        return argEnd[argCount - 1] == argsEnd && bytes[argsEnd] == '\r';
    }

    // ---- parsing

    /** Parses the line {@code b[p, lf)} and its arguments. */
    Op parse(byte[] b, int p, int lf) {
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
        reply = n == most;
        headerSize = (int) header;
        size = (int) total;
        return op;
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
        return Op.FAILED;
    }

    /** A range of bytes in double quotes, shortened, as the log shows it. */
    static String quote(byte[] b, int from, int to) {
        int n = Math.min(to - from, 64);
        return '"' + new String(b, from, Math.max(0, n), StandardCharsets.ISO_8859_1) + '"';
    }
}
