package io.dialtone.streams;

import io.dialtone.streams.OperationReader.Op;
import java.util.function.Supplier;

/** The names of the operations, in any case of their letters, and what may follow them. */
final class OperationName {
    private OperationName() {}

    /** What a client with a million subscriptions sends a million times. */
    private static final int SUB_ = Words.letters("SUB ");

    static boolean takesArguments(Op op) {
        return switch (op) {
            case PUB, HPUB, SUB, UNSUB, CONNECT, INFO, ERR -> true;
            default -> false;
        };
    }

    static int length(Op op) {
        return switch (op) {
            case CONNECT -> 7;
            case UNSUB -> 5;
            case HPUB, PING, PONG, INFO, ERR -> 4;
            default -> 3;
        };
    }

    /**
     * The operation whose name begins {@code b[p, end)}: NEED_MORE when the bytes are only the beginning of a name, FAILED
     * when they begin none.
     */
    static Op find(byte[] b, int p, int end) {
        if (p >= end) {
            return Op.FAILED;
        }
        if (end - p >= Integer.BYTES && Words.int32(b, p) == SUB_) {
            return Op.SUB;
        }
        return switch (b[p]) {
            case 'P', 'p' ->
                startsWith(b, p, end, "PUB", Op.PUB, true)
                        .or(() -> startsWith(b, p, end, "PING", Op.PING, false))
                        .or(() -> startsWith(b, p, end, "PONG", Op.PONG, false))
                        .op();
            case 'H', 'h' -> startsWith(b, p, end, "HPUB", Op.HPUB, true).op();
            case 'S', 's' -> startsWith(b, p, end, "SUB", Op.SUB, true).op();
            case 'U', 'u' -> startsWith(b, p, end, "UNSUB", Op.UNSUB, true).op();
            case 'C', 'c' -> startsWith(b, p, end, "CONNECT", Op.CONNECT, false).op();
            case 'I', 'i' -> startsWith(b, p, end, "INFO", Op.INFO, false).op();
            case '+' -> startsWith(b, p, end, "+OK", Op.OK, false).op();
            case '-' -> startsWith(b, p, end, "-ERR", Op.ERR, true).op();
            default -> Op.FAILED;
        };
    }

    private record Named(Op op) {
        Named or(Supplier<Named> other) {
            return op == Op.FAILED ? other.get() : this;
        }
    }

    private static Named startsWith(byte[] b, int p, int end, String name, Op op, boolean blankFollows) {
        int n = Math.min(name.length(), end - p);
        for (int i = 0; i < n; i++) {
            int c = b[p + i];
            int upper = c >= 'a' && c <= 'z' ? c - 32 : c;
            if (upper != name.charAt(i)) {
                return new Named(Op.FAILED);
            }
        }
        if (n < name.length()) {
            return new Named(Op.NEED_MORE);
        }
        if (!blankFollows) {
            return new Named(op);
        }
        if (end == p + n) {
            return new Named(Op.NEED_MORE);
        }
        return new Named(OperationLine.isBlank(b[p + n]) ? op : Op.FAILED);
    }
}
