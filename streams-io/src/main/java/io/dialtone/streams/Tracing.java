package io.dialtone.streams;

import io.dialtone.routing.SubjectSpace;
import org.jspecify.annotations.Nullable;

/** Has those messages of one connection followed whose headers ask for it, while they are routed. On the connection's loop. */
final class Tracing {
    private final Session session;
    private final Router router;
    private final OperationReader reader;
    private MessageTracer.@Nullable Run run;
    private boolean changed;

    Tracing(Session session, Router router, OperationReader reader) {
        this.session = session;
        this.router = router;
        this.reader = reader;
    }

    /**
     * Looks at the message with headers that the reader has just found; {@link #end} must follow.
     *
     * @param account that it is published in
     * @return whether the message goes on at all
     */
    boolean begin(SubjectSpace account) {
        MessageTracer tracer = session.tracer();
        MessageTracer.Run begun = tracer == null ? null : begin(tracer, account.name());
        if (begun == null) {
            return true;
        }
        if (begun.isRefused()) {
            begun.end();
            return false;
        }
        byte[] unfollowed = begun.unfollowed();
        if (unfollowed != null) {
            changed = true;
            router.replace(Envelope.of(reader).withHeaders(unfollowed));
        }
        run = begun;
        router.follow(begun);
        return true;
    }

    /** Who follows the message; null for nobody. */
    MessageTracer.@Nullable Run run() {
        return run;
    }

    /** The message has been routed. */
    void end() {
        MessageTracer.Run ended = run;
        if (ended != null) {
            run = null;
            router.follow(null);
            if (ended.isTold()) {
                // What the message itself caused leaves before the word about it.
                router.flush();
            }
            ended.end();
        }
        if (changed) {
            changed = false;
            router.replace(null);
        }
    }

    private MessageTracer.@Nullable Run begin(MessageTracer tracer, String account) {
        OperationReader m = reader;
        return switch (m.payload()) {
            case SLICE -> {
                byte[] headers = new byte[m.headerSize()];
                m.chunk().buffer().get(m.payloadFrom(), headers);
                yield begin(tracer, account, headers, 0);
            }
            case HEAP -> begin(tracer, account, m.heap(), m.payloadFrom());
            case INLINE -> begin(tracer, account, m.bytes(), m.payloadFrom());
        };
    }

    private MessageTracer.@Nullable Run begin(MessageTracer tracer, String account, byte[] headers, int from) {
        OperationReader m = reader;
        return tracer.begin(
                account, headers, from, m.headerSize(), m.bytes(), m.subjectFrom(), m.subjectLength(), m.size());
    }
}
