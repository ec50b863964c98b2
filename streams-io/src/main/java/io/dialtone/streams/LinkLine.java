package io.dialtone.streams;

import io.dialtone.streams.OperationReader.Op;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One line of the protocol between servers.
 *
 * <pre>
 *   RS+  [account] subject [queue weight]           RS-  [account] subject [queue]
 *   LS+  origin [account] subject [queue weight]    LS-  [origin] [account] subject [queue]     (no origin on leafs)
 *   RMSG [account] subject {@literal <targets>} size
 *   HMSG [account] subject {@literal <targets>} header-size size
 *   LMSG origin [account] subject {@literal <targets>} header-size size                      (on routes)
 *   LMSG subject {@literal <targets>} size                                                   (on leafs)
 *
 *   {@literal <targets>}:  nothing  |  reply  |  "+" reply queue...  |  "|" queue...
 * </pre>
 *
 * <p>Two targets and more begin with their indicator; a single one is a reply, even if it is {@code +} or {@code |}.
 */
final class LinkLine extends OperationLine {
    private static final int ABSENT = -1;

    private final Dialect dialect;
    private boolean accounts;
    private boolean originsOnRemoval = true;

    // Which argument is which.
    private int origin = ABSENT;
    private int account = ABSENT;
    private int subject;
    private int replyAt = ABSENT;
    private int queuesFrom;
    private int queuesEnd;

    private boolean adds;
    private int weight;

    LinkLine(Dialect dialect) {
        super(dialect);
        this.dialect = dialect;
        this.accounts = dialect.namesAccounts();
    }

    void form(boolean newAccounts, boolean newOriginsOnRemoval) {
        accounts = newAccounts;
        originsOnRemoval = newOriginsOnRemoval;
    }

    // ---- parsing

    @Override
    Op arguments(OperationName name) {
        return switch (name) {
            case RMSG, LMSG, HMSG -> message(name);
            case RS_ADD, LS_ADD -> interest(name, true);
            case RS_REMOVE, LS_REMOVE -> interest(name, false);
            case ACCOUNT_ADD, ACCOUNT_REMOVE -> accountInterest(name == OperationName.ACCOUNT_ADD);
            default -> super.arguments(name);
        };
    }

    /** The arguments up to the subject; returns the one behind it. */
    private int lead(boolean withOrigin) {
        int at = 0;
        origin = withOrigin ? at++ : ABSENT;
        account = accounts ? at++ : ABSENT;
        subject = at++;
        return at;
    }

    private Op message(OperationName name) {
        boolean withOrigin = name == OperationName.LMSG && dialect == Dialect.ROUTE;
        int sizes = withOrigin || name == OperationName.HMSG ? 2 : 1;
        String what = messageName(withOrigin, sizes == 2);
        int n = split(true, Integer.MAX_VALUE);
        int at = lead(withOrigin);
        int between = n - sizes - at;
        if (between < 0) {
            return badArguments(what + " Parse Error");
        }
        replyAt = between == 1 ? at : ABSENT;
        queuesFrom = n - sizes;
        queuesEnd = queuesFrom;
        if (between > 1 && !list(at)) {
            return badArguments(what + " Bad or Missing Reply Indicator");
        }
        return sizes(what, sizes == 2);
    }

    /** A list of targets that begins at that argument. */
    private boolean list(int at) {
        byte indicator = length(at) == 1 ? bytes()[from(at)] : 0;
        if (indicator == '+') {
            replyAt = at + 1;
            queuesFrom = at + 2;
            return true;
        }
        queuesFrom = at + 1;
        return indicator == '|';
    }

    private String messageName(boolean withOrigin, boolean withHeaders) {
        if (withOrigin) {
            return "processRoutedOriginClusterMsgArgs";
        }
        return (dialect == Dialect.LEAF ? "processLeaf" : "processRouted")
                + (withHeaders ? "HeaderMsgArgs" : "MsgArgs");
    }

    private Op interest(OperationName name, boolean adding) {
        boolean mayHaveOrigin = name == OperationName.LS_ADD || name == OperationName.LS_REMOVE && originsOnRemoval;
        int n = split(true, MAX_ARGS);
        int at = lead(mayHaveOrigin && dialect == Dialect.ROUTE);
        int rest = n - at;
        boolean withQueue = rest == (adding ? 2 : 1);
        if (rest != 0 && !withQueue) {
            return badArguments(interestName(adding) + " Parse Error");
        }
        queuesFrom = at;
        queuesEnd = withQueue ? at + 1 : at;
        adds = adding;
        weight = withQueue && adding ? (int) number(at + 1) : 1;
        return weight < 0 ? badArguments(interestName(adding) + " Bad Queue Weight") : Op.INTEREST;
    }

    private String interestName(boolean adding) {
        String kind = switch (dialect) {
            case LEAF -> "processLeaf";
            case GATEWAY -> "processGatewaySubject";
            default -> "processRemote";
        };
        return kind + (adding ? "Sub" : "Unsub");
    }

    private Op accountInterest(boolean adding) {
        if (dialect != Dialect.GATEWAY) {
            return Op.IGNORED;
        }
        adds = adding;
        return split(true, MAX_ARGS) == 1 ? Op.ACCOUNT_INTEREST : badArguments("processAccountSub Parse Error");
    }

    // ---- what was parsed

    @Override
    ControlOperation control(Op op) {
        if (op == Op.ACCOUNT_INTEREST) {
            return new ControlOperation.AccountInterest(adds, argument(0));
        }
        return new ControlOperation.Interest(
                adds,
                optional(origin),
                optional(account),
                argument(subject),
                queuesEnd > queuesFrom ? argument(queuesFrom) : null,
                weight);
    }

    private byte @Nullable [] optional(int arg) {
        return arg == ABSENT ? null : argument(arg);
    }

    // ---- laying a message out

    @Override
    void begin(FoundOperation found, byte[] b) {
        found.bytes = b;
        found.size = size();
    }

    /** The line is the reader's own copy, and one in canonical form is never longer: so it is laid where it stands. */
    @Override
    boolean settle(FoundOperation found, byte[] b) {
        lay(found, b, 0);
        return true;
    }

    @Override
    void layApart(FoundOperation found) {
        int from = from(0);
        byte[] own = Arrays.copyOfRange(bytes(), from, lineEnd() + LoopMemory.SLACK);
        lay(found, own, -from);
    }

    /**
     * Lays the line in {@code b}, where everything stands {@code shift} further than it was parsed. From right to left: what
     * moves to the left at all, because there was no CR, moves by one byte, over a blank.
     */
    private void lay(FoundOperation found, byte[] b, int shift) {
        found.queues.clear();
        for (int i = queuesFrom; i < queuesEnd; i++) {
            found.queues.add(b, from(i) + shift, length(i));
        }
        int end = lineEnd() + shift;
        int last = argumentCount() - 1;
        int sizeFrom = move(b, last, shift, end - 2);
        int sizesFrom = headerSize() > 0 ? move(b, last - 1, shift, sizeFrom - 1) : sizeFrom;
        int tail = replyAt == ABSENT ? sizesFrom : move(b, replyAt, shift, sizesFrom - 1);
        if (sizesFrom < sizeFrom) {
            b[sizeFrom - 1] = ' ';
        }
        if (tail < sizesFrom) {
            b[sizesFrom - 1] = ' ';
        }
        b[end - 2] = '\r';
        found.bytes = b;
        found.originFrom = origin == ABSENT ? 0 : from(origin) + shift;
        found.originLength = origin == ABSENT ? 0 : length(origin);
        found.accountFrom = account == ABSENT ? 0 : from(account) + shift;
        found.accountLength = account == ABSENT ? 0 : length(account);
        found.subjectFrom = from(subject) + shift;
        found.subjectLength = length(subject);
        found.replyFrom = replyAt == ABSENT ? 0 : tail;
        found.replyLength = replyAt == ABSENT ? 0 : length(replyAt);
        found.headerSize = headerSize();
        found.size = size();
        found.tailFrom = tail;
        found.tailLength = end - tail;
    }

    /** Moves an argument so that it ends at {@code end}; returns where it begins. */
    private int move(byte[] b, int arg, int shift, int end) {
        int n = length(arg);
        System.arraycopy(b, from(arg) + shift, b, end - n, n);
        return end - n;
    }
}
