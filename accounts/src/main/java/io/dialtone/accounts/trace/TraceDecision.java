package io.dialtone.accounts.trace;

/** What becomes of a message that asks to be traced. A log line is for the level of errors; empty: nothing to say. */
public sealed interface TraceDecision {

    /** It is routed as any other. */
    record Untraced(String log) implements TraceDecision {}

    /** It is routed as any other, and other servers are told not to trace it: {@link TraceHeaders#disabled}. */
    record Disabled(String log) implements TraceDecision {}

    /** It was to be traced only, which is not possible: it ends here. */
    record Swallowed(String log) implements TraceDecision {}

    /** It ends here, with a publish violation for the destination. */
    record Denied(String destination) implements TraceDecision {}

    /**
     * It is traced.
     *
     * @param destination subject for the event
     * @param only traced, not delivered
     * @param headers of the message
     */
    record Traced(String destination, boolean only, TraceHeaders headers) implements TraceDecision {}
}
