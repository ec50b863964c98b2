package io.dialtone.streams;

/**
 * Finds the messages that other servers send where they stand in their usual form, like {@link PublishScanner} those of
 * clients: {@code RMSG}, {@code HMSG} and {@code LMSG} in upper case, with single blanks, CR LF, all of it there.
 */
abstract class LinkScanner extends PublishScanner {
    /** Arguments behind the subject; a longer list of queue groups is left to {@link LinkLine}. */
    private static final int MOST = 32;

    private static final int RMSG = Words.letters("RMSG");
    private static final int HMSG = Words.letters("HMSG");
    private static final int LMSG = Words.letters("LMSG");
    private static final int[] NO_ARGS = {};

    final Dialect dialect;
    private boolean accounts;
    private final int[] argFrom;
    private final int[] argEnd;

    LinkScanner(byte[] scratch, Dialect dialect) {
        super(scratch, dialect);
        this.dialect = dialect;
        this.accounts = dialect.namesAccounts();
        this.argFrom = dialect == Dialect.CLIENT ? NO_ARGS : new int[MOST];
        this.argEnd = dialect == Dialect.CLIENT ? NO_ARGS : new int[MOST];
    }

    final void accounts(boolean named) {
        accounts = named;
    }

    /** Whether a message may begin with these four letters. */
    final boolean isMessage(int word) {
        return word == RMSG || word == HMSG || word == LMSG && dialect != Dialect.GATEWAY;
    }

    /**
     * The usual form of a message that begins with {@code word}, whole in the chunk. Returns the position behind it, or 0
     * when it is not that form or not all there, or when it is wrong.
     */
    final int fastMessage(int p, int word) {
        byte[] s = scratch;
        if (s[p + 4] != ' ') {
            return 0;
        }
        int at = p + 5;
        boolean withOrigin = word == LMSG && dialect == Dialect.ROUTE;
        if (withOrigin) {
            int end = wordEnd(s, at);
            if (s[end] != ' ' || end == at) {
                return 0;
            }
            originFrom = at;
            originLength = end - at;
            at = end + 1;
        } else {
            originLength = 0;
        }
        if (accounts) {
            int end = wordEnd(s, at);
            if (s[end] != ' ' || end == at) {
                return 0;
            }
            accountFrom = at;
            accountLength = end - at;
            at = end + 1;
        } else {
            accountLength = 0;
        }
        int end = wordEnd(s, at);
        if (s[end] != ' ' || end == at) {
            return 0;
        }
        subjectFrom = at;
        subjectLength = end - at;
        return withOrigin || word == HMSG ? fastTargets(p + 5, end + 1, 2) : fastSize(p + 5, end + 1);
    }

    private static int wordEnd(byte[] s, int from) {
        int i = from;
        int b;
        while ((b = s[i]) > ' ' || b < 0) {
            i++;
        }
        return i;
    }

    /** {@code [reply SP] size CR LF}, or a list of queue groups after all. */
    private int fastSize(int args, int tail) {
        byte[] s = scratch;
        int start = tail;
        int reply = 0;
        int i = start;
        int n = 0;
        int b;
        while ((b = s[i] - '0') >= 0 && b <= 9) {
            n = n * 10 + b;
            i++;
        }
        if (s[i] != '\r') {
            i = wordEnd(s, i);
            if (s[i] != ' ' || i == tail) {
                return 0;
            }
            if (i == tail + 1 && (s[tail] == '+' || s[tail] == '|')) {
                return fastTargets(args, tail, 1);
            }
            reply = tail;
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
        if (s[i] != '\r' || s[i + 1] != '\n' || digits < 1 || digits > 9) {
            return 0;
        }
        int end = endOfPayload(args, body, n);
        if (end == 0) {
            return 0;
        }
        queues.clear();
        headerSize = -1;
        replyFrom = reply;
        replyLength = reply == 0 ? 0 : start - 1 - reply;
        tailFrom = tail;
        tailLength = body - tail;
        return end;
    }

    /** {@code [targets SP] [header size SP] size CR LF}. */
    private int fastTargets(int args, int tail, int sizes) {
        byte[] s = scratch;
        int n = 0;
        int i = tail;
        do {
            if (n == MOST) {
                return 0;
            }
            argFrom[n] = i;
            i = wordEnd(s, i);
            if (i == argFrom[n]) {
                return 0;
            }
            argEnd[n++] = i;
        } while (s[i++] == ' ');
        int body = i + 1;
        if (s[i - 1] != '\r' || s[i] != '\n' || n < sizes) {
            return 0;
        }
        int reply = n - sizes == 1 ? 0 : -1;
        int firstQueue = n;
        if (n - sizes > 1) {
            byte indicator = s[argFrom[0]];
            if (argEnd[0] - argFrom[0] != 1 || indicator != '+' && indicator != '|') {
                return 0;
            }
            reply = indicator == '+' ? 1 : -1;
            firstQueue = indicator == '+' ? 2 : 1;
        }
        long total = OperationLine.decimal(s, argFrom[n - 1], argEnd[n - 1]);
        long header = sizes == 2 ? OperationLine.decimal(s, argFrom[n - 2], argEnd[n - 2]) : 0;
        if (header < 0 || total < header) {
            return 0;
        }
        int end = endOfPayload(args, body, (int) total);
        if (end > 0) {
            headerSize = header == 0 ? -1 : (int) header;
            take(firstQueue, n - sizes);
            // From here on the line is no longer what came.
            lay(reply, argFrom[header == 0 ? n - 1 : n - 2], body);
        }
        return end;
    }

    private void take(int firstQueue, int endOfQueues) {
        queues.clear();
        for (int q = firstQueue; q < endOfQueues; q++) {
            queues.add(scratch, argFrom[q], argEnd[q] - argFrom[q]);
        }
    }

    /** Puts the reply right before the sizes that count, where a blank stands already. */
    private void lay(int reply, int sizesFrom, int body) {
        int tail = sizesFrom;
        replyFrom = 0;
        replyLength = 0;
        if (reply >= 0) {
            replyLength = argEnd[reply] - argFrom[reply];
            tail = sizesFrom - 1 - replyLength;
            replyFrom = tail;
            if (tail != argFrom[reply]) {
                System.arraycopy(scratch, argFrom[reply], scratch, tail, replyLength);
            }
        }
        tailFrom = tail;
        tailLength = body - tail;
    }

    /** Behind the payload of that size, or 0 when it is not all there or too large. */
    private int endOfPayload(int args, int body, int n) {
        if (body > copied || n > line.maxPayload() || body - 2 - args > line.maxControlLine()) {
            return 0;
        }
        int end = body + n + 2;
        if (end > limit || !endsWell(n, end)) {
            return 0;
        }
        bytes = scratch;
        size = n;
        payloadFrom = body;
        return end;
    }
}
