package io.dialtone.streams;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subjects;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the publishes of one connection: checks, rights, mappings and traces, in nats-server's order, then the router.
 * None of the refusals here closes the connection.
 */
final class Publisher implements MessageIntake {
    private static final byte[] OK = ByteText.bytes("+OK\r\n");
    private static final byte[] INVALID_SUBJECT = ByteText.bytes("-ERR 'Invalid Publish Subject'\r\n");

    private final Session session;
    private final Router router;
    private final OperationReader reader;
    private final ConnectionEvents events;
    private final ServerLog log;
    private final Tracing tracing;
    private long messages;
    private long bytes;
    private @Nullable LiveSettings settings;

    Publisher(Session session, Router router, OperationReader reader, ConnectionEvents events, ServerLog log) {
        this.session = session;
        this.router = router;
        this.reader = reader;
        this.events = events;
        this.log = log;
        this.tracing = new Tracing(session, router, reader);
    }

    @Override
    public void settings(LiveSettings live) {
        settings = live;
    }

    @Override
    public void count(ConnectionCounters counters) {
        if (messages > 0) {
            counters.received(messages, bytes, System.currentTimeMillis());
            messages = 0;
            bytes = 0;
        }
    }

    @Override
    public void publish() {
        OperationReader m = reader;
        messages++;
        bytes += m.size();
        if (log.isTrace()) {
            WireTrace.published(log, session.label(), m, settings);
        }
        byte[] subject = m.bytes();
        int from = m.subjectFrom();
        int length = m.subjectLength();
        if (session.pedantic() && !Subjects.isValidPublish(subject, from, length)) {
            trace("->> [-ERR Invalid Publish Subject]");
            router.reply(INVALID_SUBJECT);
        }
        if (m.headerSize() > 0 && !tracing.begin(session.space())) {
            return;
        }
        try {
            accept(m, subject, from, length, tracing.run());
        } finally {
            tracing.end();
        }
    }

    private void accept(
            OperationReader m, byte[] given, int givenFrom, int givenLength, MessageTracer.@Nullable Run run) {
        byte[] subject = given;
        int from = givenFrom;
        int length = givenLength;
        SubjectMapper mapper = session.mapper();
        if (mapper != null) {
            byte[] mapped = mapper.map(subject, from, length);
            if (mapped != null) {
                subject = mapped;
                from = 0;
                length = mapped.length;
                if (log.isTrace()) {
                    trace("<<- [MAPPING " + text(given, givenFrom, givenLength) + " -> " + text(mapped, 0, length)
                            + "]");
                }
                if (run != null) {
                    run.mapped(mapped);
                }
            }
        }
        String refusal = refusal(m, subject, from, length);
        if (refusal != null) {
            if (run != null) {
                run.ingressError(refusal);
            }
            return;
        }
        if (session.verbose()) {
            trace("->> [OK]");
            router.reply(OK);
        }
        if (length > 0 && subject[from] == '_') {
            router.answerTimes().published(subject, from, length);
        }
        byte[] back = router.wayBack(subject, from, length);
        int delivered = back == null
                ? router.route(subject, from, length)
                : router.routeBack(session.space(), back, 0, back.length);
        if (delivered == 0 && m.replyLength() > 0) {
            unanswered(run);
        }
    }

    private void unanswered(MessageTracer.@Nullable Run run) {
        if (run != null) {
            run.noResponders();
        }
        if (session.noResponders() && (run == null || !run.isTold())) {
            router.noResponders();
        }
    }

    private static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    /** Refuses what may not be published, with an {@code -ERR} and a line for the log; null for what may. */
    private @Nullable String refusal(OperationReader m, byte[] subject, int from, int length) {
        // A mapping that loses the message on purpose leaves no subject: nobody may mind, and nobody gets it.
        if (length > 0 && !maySubject(subject, from, length)) {
            return refuse(
                    "Permissions Violation for Publish to ", "Publish Violation - Subject ", subject, from, length);
        }
        if (m.replyLength() > 0 && Subjects.isReservedReply(m.bytes(), m.replyFrom(), m.replyLength())) {
            return refuse(
                    "Permissions Violation for Publish with Reply of ",
                    "Publish Violation - Reply ",
                    m.bytes(),
                    m.replyFrom(),
                    m.replyLength());
        }
        return null;
    }

    private boolean maySubject(byte[] subject, int from, int length) {
        byte first = subject[from];
        if ((first == '_' || first == '$') && isReserved(subject, from, length)) {
            return false;
        }
        PublishRules rules = session.publishRules();
        return rules == null || rules.mayPublish(subject, from, length);
    }

    private static boolean isReserved(byte[] subject, int from, int length) {
        return Subjects.isGatewayReply(subject, from, length) || Subjects.isConsensus(subject, from, length);
    }

    private String refuse(String error, String logged, byte[] subject, int from, int length) {
        String quoted = GoQuote.quote(subject, from, length);
        trace("->> [-ERR " + error + quoted + "]");
        router.reply(ByteText.bytes("-ERR '" + error + quoted + "'\r\n"));
        events.publishRefused(logged + quoted);
        return error + quoted;
    }

    @Override
    public void trace(String what) {
        if (log.isTrace()) {
            log.trace(() -> session.label() + " - " + what);
        }
    }
}
