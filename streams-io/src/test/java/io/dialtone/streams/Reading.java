package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.streams.OperationReader.Op;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A reader fed as a connection feeds it: a chunk per read, and between two reads the scratch array and the chunk belong
 * to others, who leave their bytes in them. Text and bytes are Latin-1 of each other throughout.
 */
final class Reading {
    private static final byte OTHERS = 'x';

    private final LoopMemory memory = new LoopMemory();
    final OperationReader reader;
    final List<String> found = new ArrayList<>();
    ProtocolError error;
    /** Detach and attach again after each operation, as at a control operation. */
    boolean handsOver;

    Reading() {
        this(Dialect.CLIENT);
    }

    Reading(Dialect dialect) {
        reader = new OperationReader(memory.scratch(), dialect);
        reader.limits(1024 * 1024, 4096, true);
    }

    static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return text(bytes, 0, bytes.length);
    }

    static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    /** All the operations of a stream cut at these positions. */
    static List<String> operations(byte[] stream, int... cuts) {
        Reading reading = new Reading();
        reading.feed(stream, cuts);
        return reading.found;
    }

    void feed(byte[] stream, int... cuts) {
        int from = 0;
        for (int cut : cuts) {
            feed(stream, from, cut);
            from = cut;
        }
        feed(stream, from, stream.length);
    }

    /** Feeds pieces of that size. */
    void feedInPieces(byte[] stream, int size) {
        for (int from = 0; from < stream.length; from += size) {
            feed(stream, from, Math.min(stream.length, from + size));
        }
    }

    void feed(String piece) {
        byte[] bytes = bytes(piece);
        feed(bytes, 0, bytes.length);
    }

    private void feed(byte[] stream, int start, int end) {
        for (int from = start; from < end && error == null; from += Chunk.CAPACITY) {
            read(stream, from, Math.min(end, from + Chunk.CAPACITY));
        }
    }

    private void read(byte[] stream, int from, int to) {
        Arrays.fill(memory.scratch(), OTHERS);
        Chunk chunk = memory.takeChunk();
        chunk.buffer().put(0, stream, from, to - from);
        chunk.filled(to - from);
        reader.attach(chunk, 0);
        takeAll(chunk);
        reader.detach();
        byte[] garbage = new byte[to - from];
        Arrays.fill(garbage, OTHERS);
        chunk.buffer().put(0, garbage);
        chunk.release();
    }

    private void takeAll(Chunk chunk) {
        Op op;
        while ((op = reader.next()) != Op.NEED_MORE) {
            if (op == Op.FAILED) {
                error = reader.error();
                found.add("FAILED " + error.text() + ", " + error.reason());
                return;
            }
            found.add(describe(op));
            if (handsOver) {
                int at = reader.position();
                reader.detach();
                Arrays.fill(memory.scratch(), OTHERS);
                reader.attach(chunk, at);
            }
        }
    }

    private String describe(Op op) {
        return switch (op) {
            case PUB, HPUB -> describePublish(op);
            case SUB, UNSUB -> op + describeArguments();
            case INTEREST, ACCOUNT_INTEREST -> describeInterest(reader.control(op));
            case CONNECT, INFO, ERR -> op + " <" + latin1(reader.arguments()) + ">";
            default -> op.toString();
        };
    }

    /** {@code + origin/account/subject/queue*weight}, with {@code -} for what is absent. */
    private static String describeInterest(ControlOperation operation) {
        if (operation instanceof ControlOperation.AccountInterest a) {
            return (a.add() ? "A+ " : "A- ") + latin1(a.account());
        }
        ControlOperation.Interest i = (ControlOperation.Interest) operation;
        return (i.add() ? "+ " : "- ")
                + String.join(
                        "/", optional(i.origin()), optional(i.account()), latin1(i.subject()), optional(i.queue()))
                + "*" + i.weight();
    }

    private static String optional(byte[] bytes) {
        return bytes == null ? "-" : latin1(bytes);
    }

    private String describeArguments() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < reader.argumentCount(); i++) {
            out.append(" <").append(latin1(reader.argument(i))).append('>');
        }
        return out.toString();
    }

    private static String latin1(byte[] bytes) {
        return text(bytes, 0, bytes.length);
    }

    /** {@code PUB subject|reply SP header SP size|body}, checked to be canonical, and followed by CR LF. */
    private String describePublish(Op op) {
        byte[] b = reader.bytes();
        String subject = text(b, reader.subjectFrom(), reader.subjectLength());
        String reply = text(b, reader.replyFrom(), reader.replyLength());
        String tail = text(b, reader.tailFrom(), reader.tailLength());
        String digits = tail.replaceFirst("\\r\\n$", "").replaceFirst(".* ", "");
        assertThat(Integer.parseInt(digits)).isEqualTo(reader.size());
        if (op == Op.PUB) {
            assertThat(reader.headerSize()).isEqualTo(-1);
            assertThat(tail).isEqualTo((reply.isEmpty() ? "" : reply + " ") + digits + "\r\n");
        } else {
            assertThat(tail)
                    .matches("(?s)" + (reply.isEmpty() ? "" : java.util.regex.Pattern.quote(reply) + " ") + "0*"
                            + reader.headerSize() + " " + digits + "\r\n");
        }
        String body = body();
        assertThat(body).endsWith("\r\n");
        return op + " " + describeLink() + subject + "|" + tail.strip() + "|" + body.substring(0, body.length() - 2);
    }

    /** {@code origin:account:queue,queue:}, empty in the dialect of clients. */
    private String describeLink() {
        if (reader.dialect == Dialect.CLIENT) {
            assertThat(reader.accountLength() + reader.originLength() + reader.queueCount())
                    .isZero();
            return "";
        }
        List<String> queues = new ArrayList<>();
        for (int i = 0; i < reader.queueCount(); i++) {
            queues.add(text(reader.queueNames(), reader.queueFrom(i), reader.queueLength(i)));
        }
        return text(reader.bytes(), reader.originFrom(), reader.originLength()) + ":"
                + text(reader.bytes(), reader.accountFrom(), reader.accountLength()) + ":" + String.join(",", queues)
                + ":";
    }

    private String body() {
        int length = reader.size() + 2;
        return switch (reader.payload()) {
            case INLINE -> {
                assertThat(reader.payloadFrom()).isEqualTo(reader.tailFrom() + reader.tailLength());
                yield text(reader.bytes(), reader.payloadFrom(), length);
            }
            case SLICE -> {
                byte[] copy = new byte[length];
                reader.chunk().buffer().get(reader.payloadFrom(), copy);
                yield text(copy, 0, length);
            }
            case HEAP -> text(reader.heap(), reader.payloadFrom(), length);
        };
    }
}
