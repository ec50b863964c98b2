package io.dialtone.streams;

import io.dialtone.streams.OperationReader.Op;

/** The names of the operations, in any case of their letters, and what may follow them. */
enum OperationName {
    PUB("PUB", Op.PUB, After.BLANK),
    HPUB("HPUB", Op.HPUB, After.BLANK),
    SUB("SUB", Op.SUB, After.BLANK),
    UNSUB("UNSUB", Op.UNSUB, After.BLANK),
    PING("PING", Op.PING, After.NOTHING),
    PONG("PONG", Op.PONG, After.NOTHING),
    CONNECT("CONNECT", Op.CONNECT, After.ARGUMENTS),
    INFO("INFO", Op.INFO, After.ARGUMENTS),
    OK("+OK", Op.OK, After.NOTHING),
    ERR("-ERR", Op.ERR, After.BLANK),
    RMSG("RMSG", Op.PUB, After.BLANK),
    HMSG("HMSG", Op.HPUB, After.BLANK),
    LMSG("LMSG", Op.PUB, After.BLANK),
    RS_ADD("RS+", Op.INTEREST, After.BLANK),
    RS_REMOVE("RS-", Op.INTEREST, After.BLANK),
    LS_ADD("LS+", Op.INTEREST, After.BLANK),
    LS_REMOVE("LS-", Op.INTEREST, After.BLANK),
    ACCOUNT_ADD("A+", Op.ACCOUNT_INTEREST, After.BLANK),
    ACCOUNT_REMOVE("A-", Op.ACCOUNT_INTEREST, After.BLANK),
    /** The bytes are only the beginning of a name. */
    PARTIAL("", Op.NEED_MORE, After.NOTHING),
    /** The bytes begin no name. */
    UNKNOWN("", Op.FAILED, After.NOTHING);

    /** What stands behind a name. */
    private enum After {
        /** Nothing that counts. */
        NOTHING,
        /** Arguments, with or without a blank before them. */
        ARGUMENTS,
        /** A blank, and arguments. */
        BLANK
    }

    /** What a client with a million subscriptions sends a million times, and a server to its neighbours. */
    private static final int SUB_ = Words.letters("SUB ");

    private static final int RS_ADD_ = Words.letters("RS+ ");

    private static final OperationName[] OF_CLIENTS = {PUB, PING, PONG, HPUB, SUB, UNSUB, CONNECT, INFO, OK, ERR};
    private static final OperationName[] OF_ROUTES = {
        RMSG,
        HMSG,
        LMSG,
        RS_ADD,
        RS_REMOVE,
        LS_ADD,
        LS_REMOVE,
        PING,
        PONG,
        CONNECT,
        INFO,
        OK,
        ERR,
        ACCOUNT_ADD,
        ACCOUNT_REMOVE
    };
    private static final OperationName[] OF_GATEWAYS = {
        RMSG, HMSG, RS_ADD, RS_REMOVE, PING, PONG, CONNECT, INFO, OK, ERR, ACCOUNT_ADD, ACCOUNT_REMOVE
    };
    private static final OperationName[] OF_LEAFS = {
        LMSG,
        HMSG,
        RMSG,
        LS_ADD,
        LS_REMOVE,
        RS_ADD,
        RS_REMOVE,
        PING,
        PONG,
        CONNECT,
        INFO,
        OK,
        ERR,
        ACCOUNT_ADD,
        ACCOUNT_REMOVE
    };

    private final String text;
    private final Op op;
    private final After after;

    OperationName(String text, Op op, After after) {
        this.text = text;
        this.op = op;
        this.after = after;
    }

    Op op() {
        return op;
    }

    int length() {
        return text.length();
    }

    boolean takesArguments() {
        return after != After.NOTHING;
    }

    private static OperationName[] of(Dialect dialect) {
        return switch (dialect) {
            case CLIENT -> OF_CLIENTS;
            case ROUTE -> OF_ROUTES;
            case GATEWAY -> OF_GATEWAYS;
            case LEAF -> OF_LEAFS;
        };
    }

    /** The operation whose name begins {@code b[p, end)}. */
    static OperationName find(byte[] b, int p, int end, Dialect dialect) {
        if (p >= end) {
            return UNKNOWN;
        }
        if (end - p >= Integer.BYTES) {
            int word = Words.int32(b, p);
            if (word == SUB_ && dialect == Dialect.CLIENT) {
                return SUB;
            }
            if (word == RS_ADD_ && dialect != Dialect.CLIENT) {
                return RS_ADD;
            }
        }
        for (OperationName name : of(dialect)) {
            OperationName found = name.begins(b, p, end);
            if (found != UNKNOWN) {
                return found;
            }
        }
        return UNKNOWN;
    }

    /** This name if it begins the bytes, PARTIAL if it may yet, UNKNOWN if not. */
    private OperationName begins(byte[] b, int p, int end) {
        int n = Math.min(text.length(), end - p);
        for (int i = 0; i < n; i++) {
            int c = b[p + i];
            int upper = c >= 'a' && c <= 'z' ? c - 32 : c;
            if (upper != text.charAt(i)) {
                return UNKNOWN;
            }
        }
        if (n < text.length()) {
            return PARTIAL;
        }
        if (after != After.BLANK) {
            return this;
        }
        if (end == p + n) {
            return PARTIAL;
        }
        return OperationLine.isBlank(b[p + n]) ? this : UNKNOWN;
    }
}
