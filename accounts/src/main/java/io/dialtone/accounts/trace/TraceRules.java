package io.dialtone.accounts.trace;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subjects;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Decides which of the messages that ask for it are traced: those of one connection in one account. Immutable.
 *
 * @param rights of the connection that publishes: events may only go where it may publish itself
 * @param systemAccount whether the account is the system account
 * @param destination where events go that only a {@code traceparent} asks for; empty: nowhere
 * @param sampling how many of a hundred of those are traced; 0: all
 */
public record TraceRules(Rights rights, boolean systemAccount, String destination, int sampling) {
    /** A percentage that leaves none out: for messages that another server has drawn already. */
    public static final int ALL = 100;

    /** What a connection may publish to. */
    @FunctionalInterface
    public interface Rights {
        /** Whether it may publish to {@code subject[from, from + length)}. */
        boolean mayPublish(byte[] subject, int from, int length);
    }

    /**
     * Decides about one message.
     *
     * @param quote puts a word of the log in quotes as Go's {@code %q} does
     */
    public TraceDecision decide(TraceHeaders headers, RandomGenerator random, UnaryOperator<String> quote) {
        boolean only = !headers.external() && isOnly(headers);
        String origin = headers.first(TraceHeaders.ORIGIN_ACCOUNT);
        if (!origin.isEmpty()) {
            String log = "Message tracing disabled because of header " + quote.apply(TraceHeaders.ORIGIN_ACCOUNT)
                    + " with value=" + quote.apply(origin);
            return only ? new TraceDecision.Swallowed(log) : new TraceDecision.Disabled(log);
        }
        if (headers.external()) {
            if (destination.isEmpty()) {
                return new TraceDecision.Untraced("");
            }
            if (!isSampled(random)) {
                return new TraceDecision.Disabled("");
            }
        }
        String to = headers.external() ? destination : headers.first(TraceHeaders.DESTINATION);
        if (!Subjects.isValidInConfiguration(to) || !Subjects.isValidPublish(to)) {
            String log = "Destination " + quote.apply(to) + " is not valid, won't be able to trace events";
            return only ? new TraceDecision.Swallowed(log) : new TraceDecision.Untraced(log);
        }
        return mayPublish(ByteText.bytes(to))
                ? new TraceDecision.Traced(to, only, headers)
                : new TraceDecision.Denied(to);
    }

    private static boolean isOnly(TraceHeaders headers) {
        return switch (headers.first(TraceHeaders.ONLY).toLowerCase(Locale.ROOT)) {
            case "1", "true", "on" -> true;
            default -> false;
        };
    }

    private boolean isSampled(RandomGenerator random) {
        return sampling <= 0 || sampling >= ALL || random.nextInt(ALL) < sampling;
    }

    private boolean mayPublish(byte[] subject) {
        int length = subject.length;
        return !Subjects.isGatewayReply(subject, 0, length)
                && (systemAccount || !Subjects.isConsensus(subject, 0, length))
                && rights.mayPublish(subject, 0, length);
    }
}
