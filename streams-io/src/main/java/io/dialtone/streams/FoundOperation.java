package io.dialtone.streams;

import io.dialtone.routing.ByteText;
import org.jspecify.annotations.Nullable;

/**
 * The operation that a reader has found last, where its bytes are. It holds until the reader is asked for the next one.
 *
 * <pre>
 *   bytes  ... s u b j e c t SP [reply SP] [header size SP] size CR LF payload CR LF
 *              ^ subjectFrom    ^ tailFrom, tailLength long             ^ payloadFrom, when INLINE
 * </pre>
 *
 * <p>The line of a publish is always given in canonical form, {@code subject SP [reply SP] [header size SP] size CR LF}: if
 * the client wrote it with other blanks, it is laid anew, so that a delivery can copy its tail as it stands. Of a message
 * from another server the same holds for the tail; what else its line says, account, origin and queue groups, stands apart
 * from it, and the blank behind the subject may be missing.
 */
abstract class FoundOperation {
    /** Where the payload of a publish is. */
    enum Payload {
        /** Right behind its line. */
        INLINE,
        /** In the chunk. */
        SLICE,
        /** In an array of its own. */
        HEAP
    }

    static final byte[] NONE = {};

    @Nullable
    Chunk chunk;

    byte[] bytes = NONE;
    byte[] heap = NONE;
    int subjectFrom;
    int subjectLength;
    int replyFrom;
    int replyLength;
    int headerSize;
    int size;
    int tailFrom;
    int tailLength;
    Payload payload = Payload.INLINE;
    int payloadFrom;
    int accountFrom;
    int accountLength;
    int originFrom;
    int originLength;
    final QueueNames queues = new QueueNames();
    final OperationLine line;
    private ProtocolError error = ProtocolError.silent("");

    FoundOperation(Dialect dialect) {
        line = OperationLine.of(dialect);
    }

    /** Points the accessors at a canonical line without its operation's name. */
    final void publishLaid(byte[] laid, int lineLength) {
        bytes = laid;
        subjectFrom = 0;
        replyFrom = replyLength == 0 ? 0 : subjectLength + 1;
        tailFrom = subjectLength + 1;
        tailLength = lineLength - tailFrom;
    }

    final void error(ProtocolError what) {
        error = what;
    }

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

    /** Start of the account that a message from another server names, in {@link #bytes}. */
    int accountFrom() {
        return accountFrom;
    }

    /** Length of the account's name, 0 for none. */
    int accountLength() {
        return accountLength;
    }

    /** Start of the name of the leaf cluster that a message comes from, in {@link #bytes}. */
    int originFrom() {
        return originFrom;
    }

    /** Length of the name of the leaf cluster, 0 for none. */
    int originLength() {
        return originLength;
    }

    /** How many queue groups a message from another server is for. */
    int queueCount() {
        return queues.count();
    }

    /** The array that the names of queue groups stand in. */
    byte[] queueNames() {
        return queues.bytes();
    }

    int queueFrom(int i) {
        return queues.from(i);
    }

    int queueLength(int i) {
        return queues.length(i);
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
        return line.arguments();
    }

    /** A copy of one argument of a SUB or UNSUB. */
    byte[] argument(int i) {
        return line.argument(i);
    }

    int argumentCount() {
        return line.argumentCount();
    }

    ProtocolError error() {
        return error;
    }

    /** As what the actor of a connection is told of; for an operation that is not a publish, PING, PONG or +OK. */
    final ControlOperation control(OperationReader.Op op) {
        return switch (op) {
            case SUB -> {
                boolean queue = argumentCount() == 3;
                yield new ControlOperation.Subscribe(argument(0), queue ? argument(1) : null, argument(queue ? 2 : 1));
            }
            case UNSUB -> {
                byte[] max = argumentCount() == 2 ? argument(1) : new byte[0];
                yield new ControlOperation.Unsubscribe(argument(0), OperationLine.decimal(max, 0, max.length));
            }
            case CONNECT -> new ControlOperation.Connect(arguments());
            case INFO -> new ControlOperation.Info(arguments());
            case INTEREST, ACCOUNT_INTEREST -> line.control(op);
            default -> new ControlOperation.ClientError(ByteText.text(arguments()));
        };
    }
}
